"""Approvals that cannot be: each is refused in one line that says where, what and what is allowed."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from sim.config import load_scenario
from sim.yaml_scan import ConfigError
from tests.stories import scenario

R = "approvals.reviews"
REFUSED = {
    f"{R}.pre_feasibility.after=[design]": r"approvals\.reviews: a cycle, pre_feasibility -> .* -> design -> pre_f",
    f"{R}.proposal.after=[proposal]": r"a cycle, proposal -> proposal: let one",
    f"{R}.site.after=[nothing]": r"reviews\.site\.after = nothing: no such review; known: pre_feasibility",
    f"{R}.site.after=[proposal,proposal]": r"reviews\.site\.after = proposal: named twice",
    f"{R}.site.competences=[nobody]": r"reviews\.site\.competences: nobody can do what nobody is to clear; must be",
    f"{R}.site.competences=[leaders]": r"reviews\.site\.competences: nobody can do what leaders is to clear; must be",
    f"{R}.site.competences=[]": r"approvals\.reviews\.site\.competences",
    f"{R}.site.competences=[water,water]": r"reviews\.site\.competences: water is named twice",
    f"{R}.site.far=finance": r"approvals\.reviews\.site\.far = finance: must be a department elsewhere that",
    "approvals.post_days=0": r"approvals\.post_days = 0: no file would ever get to beijing, hangzhou; set it above",
    "approvals.lead=national_development": r"approvals\.lead = national_development: must be a department in the city",
    "approvals.lead=nobody": r"approvals\.lead = nobody: must be a department in the city",
    "approvals.lots=0": r"approvals\.lots = 0.*between 1 and 20",
    "approvals.lots=21": r"approvals\.lots = 21.*between 1 and 20",
    "approvals.attendance=0.1": r"approvals\.attendance = 0\.1.*between 0\.5 and 1",
    "approvals.far_share=1.5": r"approvals\.far_share = 1\.5.*between 0 and 1",
    "approvals.start_day=2000": r"approvals\.start_day = 2000: must be below calendar\.horizon_days = 1825",
    "staffing.call.way=open_call": r"staffing\.call\.way: must be seats where clients are approvals",
    "city.offices.construction=[housing,national_development]": r"offices: national_development is in beijing; an off",
    "city.offices.construction=[housing,planning]": r"offices: planning stands in two offices",
    "city.offices.construction=[housing,nobody]": r"offices: no department 'nobody'; known: ",
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_is_refused_in_one_line(words):
    with pytest.raises(ConfigError, match=REFUSED[words]) as caught:
        load_scenario("railway_approval", [words])
    assert len(caught.value.lines) == 1


def test_more_reviews_than_there_is_room_for_are_refused():
    with pytest.raises(ConfigError, match=r"lots = 20: 3660 reviews; must not exceed 2000") as caught:
        load_scenario("railway_approval", ["approvals.total=20", "approvals.lots=20"])
    assert len(caught.value.lines) == 1


def test_without_post_a_mode_that_travels_is_enough_only_if_every_mode_does():
    """After a team, or before it, the city's old mode is in force: its files must get there, too."""
    words = ["approvals.post_days=0", "coordination=task_force_far"]
    with pytest.raises(ConfigError, match=r"no file would ever get to"):
        load_scenario("railway_approval", words)
    assert load_scenario("railway_approval", [*words, "history.far_presence=true"])


def elsewhere(scene, name):
    """The departments of a scenario with one of them on the moon."""
    rows = scenario("siloed", "closed", scene).city.model_dump()["departments"]
    return {"city__departments": rows | {name: rows[name] | {"far": "moon"}}}


def test_a_kind_without_post_or_trips_refuses_a_department_elsewhere():
    with pytest.raises(ValidationError, match=r"city\.departments\.a1\.far = moon: clients = stream have neither post"):
        scenario("siloed", "closed", "workbench", **elsewhere("workbench", "a1"))


def test_a_department_elsewhere_lends_nobody():
    with pytest.raises(ValidationError, match=r"staffing\.seats\.finance\.members = 1: must be 0, as a department in"):
        scenario("siloed", "closed", "railway_approval", **elsewhere("railway_approval", "finance"))


def test_a_command_refuses_them_with_exit_code_2_and_writes_nothing(tmp_path):
    words = ["scenario=railway_approval", "study=approvals", f"{R}.site.after=[design]", f"output={tmp_path}/out"]
    done = subprocess.run(
        [sys.executable, "-m", "experiments.compare", *words], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "a cycle, " in done.stderr
    assert not (tmp_path / "out").exists()
