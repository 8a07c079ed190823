"""What a matter goes through: rework, the statutory minimum, what a team passes on or leaves behind."""

import numpy as np
import pytest

from sim.cadres.state import Post
from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.departments.state import DeskKind
from sim.desks.state import JobKind
from sim.matters.state import ClearanceStage, MatterStage
from tests.stories import ends, numbers
from tests.workbench import TOWN, bench, jobs_waiting


@pytest.mark.parametrize(
    ("dependence", "rework", "most"),
    [("pooled", 0.6, 3), ("reciprocal", 0.0, 3), ("reciprocal", 0.6, 1), ("reciprocal", 0.6, 3)],
)
def test_rework_reopens_is_counted_and_costs_its_share(dependence, rework, most):
    """Each clearance one day, half a day when reopened: the days given to the project are exactly those."""
    rules = {"stream__dependence": dependence, "work__rework": rework, "work__rework_most": most}
    _, end = ends(bench(**(TOWN | rules)), 1)
    times = end.clearances["reworked"]
    assert end.city[0].ledger.reworked == times.sum()
    assert (times.max() == most) if rework and dependence == "reciprocal" else not times.any()
    done = np.repeat(end.matters["stage"] == MatterStage.CLOSED, 3)
    assert done.sum() > 30
    assert (end.clearances["stage"][done] == ClearanceStage.DONE).all()
    given = done.sum() + 0.5 * times[done].sum()
    assert given <= end.departments["project_days"].sum() <= given + 3.0 * (~done).sum()
    if done.all():
        assert end.departments["project_days"].sum() == pytest.approx(given, abs=1e-9)


def test_a_matter_floor_holds_every_arm_to_the_day():
    """Work takes a week, the law sixty days: a matter closes at the very moment at which they are over."""
    for arm in ("siloed", "redesigned_silo", "task_force"):
        _, end = ends(bench(arm, **TOWN, stream__floor=60.0), 1)
        closed = end.matters[end.matters["stage"] == MatterStage.CLOSED]
        assert len(closed) > 10
        assert np.array_equal(closed["closed"], closed["filed"] + 60.0)
        assert (closed["floor_time"] > 20.0).all()
        parts = sum(closed[f"{part}_time"] for part in ("work", "handover", "queue", "meeting", "floor", "client"))
        assert parts == pytest.approx(np.full(len(closed), 60.0), abs=1e-9)


@pytest.mark.parametrize("passing", [0.0, 0.9])
def test_what_a_team_passes_on_goes_home_and_stays_there(passing):
    """A team that sends files home does so once with each; departments then do that work."""
    told = bench("task_force", **(TOWN | {"work__team_passing": passing, "stream__dependence": "pooled"}))
    _, end = ends(told, 1)
    home = end.clearances["at_home"]
    assert end.city[0].ledger.passed == home.sum() == end.clearances["passed"].sum()
    reached = (end.clearances["filed"] > 20.0).sum()
    assert home[end.clearances["filed"] > 20.0].sum() / reached == pytest.approx(passing, abs=0.1)
    if passing:
        busy = end.cadres[(end.cadres["post"] == Post.AT_HOME) & (end.cadres["job"] >= 0)]
        assert (end.desks["kind"][end.jobs["desk"][busy["job"]]] != DeskKind.TEAM).all()


def test_a_ruling_that_a_dissolved_team_left_waits_for_the_forum():
    """A desk without authority makes no ruling: what waited at the team's desk goes to the meeting."""
    rules = {"stream__ruling_share": 1.0, "stream__dependence": "reciprocal", "work__ruling_effort": 3.0}
    told = bench("task_force", **(TOWN | rules | {"stream__load": 6.0, "resources__team_window": 60}))
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    before = live(state.copy(), records, 60.0)
    waiting = {int(job["ref"]) for job in jobs_waiting(before) if job["kind"] == JobKind.RULING}
    after = live(state, records, 61.0)
    assert len(waiting) > 2
    held = after.matters[sorted(waiting)]
    assert np.isin(held["stage"], (MatterStage.PENDING_RULING, MatterStage.CLOSED)).all()
    assert (held["stage"] == MatterStage.PENDING_RULING).sum() > 1
    assert not [job for job in jobs_waiting(after) if job["kind"] == JobKind.RULING]
