"""Blocks that cannot be: each is refused in one line that says where, what and what is allowed."""

import subprocess
import sys

import pytest

from sim.config import load_scenario
from sim.yaml_scan import ConfigError

REFUSED = {
    "blocks.kinds.health.arrivals=-1": r"blocks\.kinds\.health\.arrivals = -1.*between 0 and 4",
    "blocks.doors.call_share=-0.1": r"blocks\.doors\.call_share = -0\.1.*between 0 and 1",
    "blocks.visit_interval=-3": r"blocks\.visit_interval = -3.*between 1 and 3650",
    "blocks.assessment.target=101": r"blocks\.assessment\.target = 101.*between 0 and 100",
    "blocks.assessment.first_day=2000": r"blocks.*last test would be on day 3095 .* beyond the horizon of 1460 days",
    "blocks.assessment.tests=5": r"last test would be on day 1790 .* beyond the horizon",
    "calendar.horizon_days=300": r"beyond the horizon of 300 days",
    "blocks.assessment.items_sampled=2401": r"items_sampled = 2401: must not exceed the 2400 items",
    "blocks.total=10": r"items_sampled = 300: must not exceed the 60 items",
    "blocks.kinds.health.owner=nobody": r"blocks\.kinds\.health\.owner = nobody: nobody owns it; must be",
    "blocks.kinds.health.owner=leaders": r"blocks\.kinds\.health\.owner = leaders: nobody owns it",
    "blocks.kinds.health.partner=nobody": r"blocks\.kinds\.health\.partner = nobody",
    "blocks.kinds.health.partner=health": r"partner = health: needs another department than its owner",
    "blocks.second_round.after=1460": r"second_round\.after = 1460: would begin beyond the horizon of 1460 days",
    "blocks.second_round.after=-1": r"second_round\.after = -1.*between 0 and 3650",
    "blocks.second_round.target=101": r"second_round\.target = 101.*between 0 and 100",
    "blocks.kinds.drains.later=true": r"kinds\.drains\.later = true: there is no second round; set second_round\.after",
    "blocks.kinds.health.later=true": r"blocks\.kinds\.health.*later = true: it stands in the index from the first day",
    "blocks.assessment.items_sampled=0": r"items_sampled = 0.*between 1 and 100000",
    "blocks.kinds.health.effort=-1": r"effort = -1.*between 0\.01 and 20",
    "blocks.upkeep_share=-0.1": r"upkeep_share = -0\.1.*between 0 and 0\.9",
    "staffing.taper_idle=1.5": r"staffing\.taper_idle = 1\.5.*between 0 and 1",
    "staffing.kept_setup_days=-1": r"staffing\.kept_setup_days = -1.*between 0 and 60",
    "blocks.relapse_half_life=0": r"blocks\.relapse_half_life = 0.*between 0\.25 and 120",
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_is_refused_in_one_line(words):
    with pytest.raises(ConfigError, match=REFUSED[words]) as caught:
        load_scenario("civilised_city", [words])
    assert len(caught.value.lines) == 1


def test_what_a_second_round_assesses_must_be_as_many_as_a_test_looks_at():
    """The first tests look at what stands in the index then: not at what comes into it later."""
    with pytest.raises(ConfigError, match=r"items_sampled = 2401: must not exceed the 2400 items"):
        load_scenario("civilised_city_renewed", ["blocks.assessment.items_sampled=2401"])
    assert load_scenario("civilised_city_renewed", ["blocks.assessment.items_sampled=2400"])


def test_no_kind_in_the_index_is_said():
    kinds = ("health", "market", "traffic", "enforcement", "school", "habits")
    with pytest.raises(ConfigError, match="none is measured, so that there is no index"):
        load_scenario("civilised_city", [f"blocks.kinds.{name}.measured=false" for name in kinds])


def test_a_command_refuses_them_with_exit_code_2_and_writes_nothing(tmp_path):
    words = ["scenario=civilised_city", "study=one_point", "blocks.assessment.tests=9", f"output={tmp_path}/out"]
    done = subprocess.run(
        [sys.executable, "-m", "experiments.compare", *words], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "beyond the horizon" in done.stderr
    assert not (tmp_path / "out").exists()
