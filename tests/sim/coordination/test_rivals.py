"""What a city can do without a team: each order acts through its mechanism; exact where a form exists."""

import numpy as np
import pytest

from sim.core.calendar import WORKING_WEEK, working_time
from sim.departments.state import DeskKind
from sim.matters.state import MatterStage
from tests.stories import AT_ONCE, STILL, ends, office, scenario

MEAN = 0.02  # working days a job
COUNTER = STILL | {
    "city__departments": {"desk": office(1, 0.4, MEAN), "top": office(1, 0.0, 1.0, clears=False)},
    "city__visit_department": "desk",
    "city__plot_department": "desk",
    "city__leaders_department": "top",
    "city__routine_law": "exponential",
    "city__blocks": 1,
    "staffing__seats": {"desk": {"members": 1, "outside": 0}},
    "staffing__teams": 1,
    "stream__load": 0.4,
    "stream__competences": 1,
    "stream__effort": MEAN,
    "stream__effort_law": "exponential",
    "stream__dependence": "pooled",
    "stream__ruling_share": 0.0,
    "calendar__intervention_day": 70,
    "calendar__horizon_days": 3640,
}


def waits(arm: str, seeds: range, **changes) -> tuple[float, float]:
    """Mean wait of project and of routine matters, in working days."""
    project, routine = [], []
    for seed in seeds:
        past, end = ends(scenario(arm, scene="workbench", resources="closed", **(COUNTER | changes)), seed)
        done = end.matters[(end.matters["stage"] == MatterStage.CLOSED) & (end.matters["filed"] > past.city[0].now + 7)]
        spans = [working_time(m.closed, WORKING_WEEK) - working_time(m.filed, WORKING_WEEK) for m in done]
        project.append(np.mean(spans) - MEAN)
        desk, before = end.departments[0], past.departments[0]
        routine.append((desk.waited - before.waited) / (desk.begun - before.begun))
    return float(np.mean(project)), float(np.mean(routine))


def test_files_first_waits_as_cobham_says():
    """Non-preemptive priority, M/M/1, load .4 + .4: W0 / (1 - r1), W0 / ((1 - r1)(1 - r)); else both as Erlang says."""
    residual = 0.8 * MEAN
    project, routine = waits("orders", range(1, 5), work__priority_resisted=0.0)
    assert project == pytest.approx(residual / 0.6, rel=0.05)
    assert routine == pytest.approx(residual / (0.6 * 0.2), rel=0.05)
    for arm, resisted in (("siloed", 0.0), ("orders", 1.0)):  # heads who do not obey: as if nothing had been ordered
        project, routine = waits(arm, range(1, 5), work__priority_resisted=resisted)
        assert project == pytest.approx(residual / 0.2, rel=0.05)
        assert routine == pytest.approx(residual / 0.2, rel=0.05)


def test_heads_obey_or_not_whatever_the_arm():
    """The same departments in every arm that gives the order, about as many as said."""
    flags = {}
    for arm in ("orders", "best_silo", "lead_agency"):
        told = scenario(arm, scene="workbench", resources="closed", work__priority_resisted=0.4)
        flags[arm] = [bool(first) for first in ends(told)[1].desks["files_first"][: len(told.city.departments)]]
    assert flags["orders"] == flags["best_silo"] == flags["lead_agency"]
    assert 0.3 < np.mean(flags["orders"]) < 0.9


STUCK = {
    "work__exceptions_grantable": False,
    "issues__exception_share": 1.0,
    "households__total": 60,
    "calendar__intervention_day": 400,
    "calendar__horizon_days": 300,
    "issues__tangled_share": 0.5,
    "work__validity": 100_000.0,
    "work__consultation_refused": 0.0,
}


def rulings(arm: str, **changes) -> int:
    """How many joint rulings an arm makes where the forum may grant no exception."""
    return int(ends(scenario(arm, resources="closed", **(STUCK | changes)))[1].city[0].ledger.rulings)


def test_an_exception_is_granted_only_by_whom_it_was_delegated_to():
    """Where the forum may not grant it, a lead agency can, within its limit: the explanation can go either way."""
    none, half, all_of_them = (rulings("lead_agency", work__delegated_share=share) for share in (0.0, 0.5, 1.0))
    assert rulings("best_silo") == none == 0
    assert 0 < half < all_of_them


def test_whoever_is_consulted_may_refuse_and_takes_his_time():
    assert rulings("lead_agency", work__delegated_share=1.0, work__consultation_refused=1.0) == 0
    told = [
        ends(scenario("lead_agency", resources="closed", **(STUCK | {"work__consultation_median": days})))[1]
        for days in (0.0, 30.0)
    ]
    assert told[0].matters["meeting_time"].sum() == 0.0 < told[1].matters["meeting_time"].sum()
    assert told[1].city[0].ledger.rulings <= told[0].city[0].ledger.rulings


def test_one_sided_rulings_come_back():
    """What one department ruled for all is closed falsely more often, and nothing else is."""
    unsolved = []
    for more in (0.0, 0.5):
        changes = {"work__delegated_share": 1.0, "work__delegated_false": more, "work__false_closing": 0.0}
        ledger = ends(scenario("lead_agency", resources="closed", **(STUCK | changes)))[1].city[0].ledger
        unsolved.append(int(ledger.closed - ledger.solved))
        assert ledger.rulings > 0
    assert unsolved[0] == 0 < unsolved[1]


def test_a_price_can_be_committed_to_without_a_team():
    waiting = {"households__speculator_share": 0.5, "households__speculator_belief": 2.7}
    waiting |= {"negotiation__late_probability": 1.0, "households__total": 60, "calendar__intervention_day": 400}
    left = {
        arm: int(ends(scenario(arm, resources="closed", **waiting))[1].clients.book[0].left)
        for arm in ("best_silo", "lead_agency")
    }
    assert left["lead_agency"] < left["best_silo"]


POOLED = AT_ONCE | {"stream__dependence": "pooled", "stream__simple_share": 0.0}


def test_what_a_department_denies_needs_a_ruling():
    """Its own interest stands against a clearance: pooled matters that needed no ruling now wait for one."""
    told = {
        share: ends(scenario("siloed", scene="workbench", **(POOLED | {"work__denied_share": share})))[1]
        for share in (0.0, 0.2)
    }
    assert told[0.0].city[0].ledger.rulings == told[0.0].city[0].ledger.denied == 0
    assert told[0.2].city[0].ledger.rulings > 0
    denied = told[0.2].matters[told[0.2].matters["ruling"]]
    assert len(denied) / (told[0.2].matters["stage"] > 0).sum() == pytest.approx(1.0 - 0.8**4, abs=0.1)


def test_a_team_leaves_orders_at_home():
    """Files first and the limit on open matters hold at home desks while the team works, and only if ordered."""
    for ordered in (True, False):
        told = scenario(
            "task_force",
            households__total=60,
            calendar__intervention_day=60,
            calendar__horizon_days=60,
            households__attached_share=0.05,  # somebody stays, so that the team is still there
            coordination__files_first=ordered,
            coordination__focused_home=ordered,
            work__priority_resisted=0.0,
        )
        desks = ends(told)[1].desks
        home = desks[(desks["kind"] == DeskKind.HOME) & (desks["holds"] > 0)]
        assert (home["files_first"] == ordered).all()
        assert (home["open_limit"] == (told.work.open_limit if ordered else told.work.juggling_most)).all()
