"""Which regime holds for an event: the city's, save that a task without a team goes the old way."""

from __future__ import annotations

from typing import Any

from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.desks.state import JobKind
from sim.matters.state import Matter
from sim.state.city import CityRow
from sim.state.regime import InForce
from sim.state.state import State


@internal
def mode_for(state: State[Any], kind: int, ref: int) -> int:
    """Row of the regimes that holds for an event of this *kind* on row *ref*."""
    city = state.city[0]
    if not city.mandates:
        return city.mode
    m = matter_of(state, kind, ref)
    return mode_of(city, state.matters[m]) if m >= 0 else city.mode


@internal
def mode_of(city: CityRow, matter: Matter) -> int:
    """Row of the regimes that holds for a matter: the old one where every team has its own task and this has none."""
    return InForce.BEFORE if city.mandates and matter.team < 0 else city.mode


@internal
def matter_of(state: State[Any], kind: int, ref: int) -> int:
    """The matter that an event is about, -1 for none."""
    if kind in (EventKind.RETURN, EventKind.FILING, EventKind.REST_END, EventKind.CONSULTED):
        return ref
    if kind in (EventKind.FLOOR_END, EventKind.LAND):
        return state.clearances[ref].matter
    if kind == EventKind.FINISH:
        job = state.jobs[state.cadres[ref].job]
        if job.kind == JobKind.CLEARANCE or job.kind == JobKind.DATA:
            return state.clearances[job.ref].matter
        if job.kind == JobKind.RULING:
            return job.ref
    return -1
