"""Familiarity: what departments unlearn while teams work, they learn again."""

import math

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.core.parameter import as_row
from sim.departments.state import DeskKind
from sim.desks.state import JobKind
from sim.staffing.familiarity import home_speed, since_after_change, team_speed
from sim.state.state import State
from tests.stories import numbers
from tests.workbench import TOWN, bench, worked


def pace(state: State) -> np.ndarray:
    """Working days that each clearance in hand at home takes, where its effort is one day."""
    hands = state.cadres[state.cadres["job"] >= 0]
    jobs = state.jobs[hands["job"]]
    chosen = (jobs["kind"] == JobKind.CLEARANCE) & (state.desks["kind"][jobs["desk"]] != DeskKind.TEAM)
    return worked(hands["until"][chosen]) - worked(hands["began"][chosen])


@pytest.mark.parametrize("forget", [0.0, 60.0])
def test_departments_unlearn_while_teams_work_and_learn_again(forget):
    """After 100 days of teams departments have lost (1 - s0)(1 - e^(-86 / 60)) of their speed; a year later nothing."""
    rules = {"staffing__forget_days": forget, "resources__team_window": 100, "stream__dependence": "pooled"}
    told = bench("task_force", **(TOWN | rules | {"calendar__horizon_days": 600, "stream__load": 3.0}))
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    first = pace(live(state, records, 10.0))
    assert first == pytest.approx(1.0)
    state = live(state, records, 100.5)
    lost = 0.35 * (1.0 - math.exp(-86.0 / forget)) if forget else 0.0
    assert state.city[0].forgotten == pytest.approx(lost, abs=1e-12)
    soon = pace(state)
    assert len(soon) > 1
    assert soon == pytest.approx(1.0 / (1.0 - lost), rel=0.01)
    late = pace(live(state, records, 580.5))
    assert len(late) > 0
    assert late == pytest.approx(1.0, abs=1e-4)


def speeds(**changes):
    return as_row(bench("task_force", **{f"staffing__{name}": value for name, value in changes.items()}).staffing)[0]


def test_a_new_team_begins_slow_and_ends_at_full_speed():
    """It begins at its first share of full speed and the rest is halved with every half-life."""
    staffing = speeds(familiarity_start=0.6, familiarity_days=40.0)
    assert team_speed(0.0, staffing) == pytest.approx(0.6)
    assert team_speed(40.0, staffing) == pytest.approx(1.0 - 0.4 / math.e)
    assert home_speed(40.0, 0.3, staffing) == pytest.approx(1.0 - 0.3 / math.e)


@pytest.mark.parametrize("members", [1, 2, 5])
def test_one_new_member_costs_one_share_of_the_familiarity_gained(members):
    """The gap to full speed after the change is the old one plus, for one of so many, what had been gained."""
    staffing = speeds(familiarity_start=0.6, familiarity_days=40.0)
    now, since = 100.0, 70.0
    gap = 1.0 - team_speed(now - since, staffing)
    after = 1.0 - team_speed(now - since_after_change(now, since, members, staffing), staffing)
    assert after == pytest.approx(gap + (0.4 - gap) / members)


def test_a_team_that_has_nothing_to_learn_or_nobody_left_is_as_before():
    assert since_after_change(100.0, 70.0, 0, speeds(familiarity_start=0.6)) == 70.0
    assert since_after_change(100.0, 70.0, 3, speeds(familiarity_start=1.0)) == 70.0
    late = speeds(familiarity_start=0.6)
    assert since_after_change(100.0, 120.0, 3, late) == pytest.approx(100.0)  # not together yet: nothing to lose
