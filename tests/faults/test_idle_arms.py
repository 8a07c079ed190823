"""Arms that would do nothing in a scenario, as their switches are known to other kinds of client only: one line."""

import subprocess
import sys

import pytest

from experiments import explain
from experiments.study.settings import load_study
from sim.config import load_scenario
from sim.yaml_scan import ConfigError

ELSEWHERE = {
    (
        "xiaonanmen",
        "information",
    ): r"platform = true: .*clients = relocation, only where clients = sites; switch it off",
    ("workbench", "dispatch_desk"): r"platform = true: .*clients = stream, only where clients = sites",
    ("city_portfolio", "orders_equipped"): r"platform = true: .*clients = projects, only where clients = sites",
    ("civilised_city", "lead_agency_equipped"): r"platform = true: .*clients = blocks, only where",
    ("railway_approval", "dispatch_team"): r"platform = true: .*clients = approvals, only where",
    ("earthworks", "task_force_far"): r"far_presence = true: .*clients = sites, only where clients = approvals",
    ("xiaonanmen", "lead_agency_far"): r"far_presence = true: .*clients = relocation, only where clients = approvals",
    ("earthworks", "standing_team"): r"standing = true: .*clients = sites, only where clients = approvals or blocks or",
    ("workbench", "standing_team"): r"standing = true: .*clients = stream, only where clients = approvals or blocks or",
}


@pytest.mark.parametrize(("scenario", "arm"), ELSEWHERE)
def test_an_arm_that_would_do_nothing_is_refused_in_one_line(scenario, arm):
    """Wherever it is named: as the arm of a scenario, among the arms of a study, on one side of a question."""
    said = ELSEWHERE[scenario, arm]
    with pytest.raises(ConfigError, match=rf"^coordination\.{said}") as alone:
        load_scenario(scenario, [f"coordination={arm}"])
    with pytest.raises(ConfigError, match=rf"^arms\.{arm}\.{said}") as among:
        load_study(["study=one_point", f"scenario={scenario}", f"arms=[siloed,{arm}]"])
    assert [len(one.value.lines) for one in (alone, among)] == [1, 1]
    with pytest.raises(ConfigError, match=said):
        explain.main([f"scenario={scenario}", "baseline=siloed", f"treatment={arm}", "dry_run=true"])


@pytest.mark.parametrize("switch", ["platform", "forecasts", "stores", "optimiser", "order_power", "far_presence"])
def test_a_single_switch_is_refused_too(switch):
    with pytest.raises(ConfigError, match=rf"^coordination\.{switch} = true: does nothing where clients = relocation"):
        load_scenario("xiaonanmen", ["coordination=task_force", f"coordination.{switch}=true"])


@pytest.mark.parametrize(("scenario", "arm"), [
    ("earthworks", "dispatch_team"), ("earthworks", "lead_agency_equipped"), ("railway_approval", "task_force_far"),
    ("civilised_city", "standing_team"), ("xiaonanmen", "standing_team"), ("earthworks", "task_force"),
])  # fmt: skip
def test_an_arm_that_does_something_is_not(scenario, arm):
    assert load_scenario(scenario, [f"coordination={arm}"]).coordination.title


def test_a_command_ends_with_exit_code_2_and_writes_nothing(tmp_path):
    words = ["scenario=xiaonanmen", "study=one_point", "arms=[siloed,information]", f"output={tmp_path}/out"]
    done = subprocess.run(
        [sys.executable, "-m", "experiments.compare", *words], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "platform" in done.stderr
    assert not (tmp_path / "out").exists()
