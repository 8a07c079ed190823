"""Familiarity: what departments unlearn while teams work, they learn again."""

import math

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.departments.state import DeskKind
from sim.desks.state import JobKind
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
