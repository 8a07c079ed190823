"""Arrival: a clearance lands at a desk and waits there, for data or for somebody to take it."""

from __future__ import annotations

from typing import Any

from sim.core.compiling import internal
from sim.desks.effort import clearance_effort
from sim.desks.state import JobKind
from sim.desks.take_up import new_job, place
from sim.matters.flow import data_holder, land, needs_data
from sim.matters.landing import is_expected, land_at
from sim.matters.rest import days_at_rest
from sim.matters.route import desk_for
from sim.matters.state import ClearanceStage
from sim.matters.time_parts import account
from sim.state.regime import Regime
from sim.state.state import State


@internal
def arrive(now: float, state: State[Any], c: int, regime: Regime) -> None:
    """Clearance *c* lands: it lies unseen, then waits for data if it needs some, else for somebody at its own desk."""
    city = state.city[0]
    clearance = state.clearances[c]
    if not is_expected(now, clearance):
        return
    matter = state.matters[clearance.matter]
    goal = desk_for(city, matter, clearance, state.routes)
    if clearance.stage == ClearanceStage.LYING:
        account(matter, now)
        clearance.stage = ClearanceStage.QUEUED
    else:
        land(now, matter, clearance)
        rest = days_at_rest(city.seed, matter, clearance, state.desks[goal], regime.work)
        if rest > 0.0:
            clearance.stage = ClearanceStage.LYING
            land_at(now + rest, state, c)
            return
    if needs_data(city.seed, matter, clearance, state.desks[goal], regime.work):
        competence = data_holder(matter, state.clearances, clearance)
        effort = regime.work.data_effort
        desk = state.routes[matter.slot + competence].desk
        kind = JobKind.DATA
    else:
        clearance.asked = True
        competence = clearance.competence
        effort = clearance_effort(city.seed, matter, clearance, regime.work)
        kind = JobKind.CLEARANCE
        desk = goal
    row = new_job(now, state, kind, c, competence, desk, effort, -1)
    place(now, state, row, regime)
