"""Which numbers hold for an event: the city's, save that a task without a team goes the old way."""

from __future__ import annotations

from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.desks.state import CLEARANCE_JOB, DATA_JOB, RULING_JOB
from sim.state.regime import InForce


@internal
def mode_for(state, kind, ref):
    """Row of the regimes that holds for an event of this *kind* on row *ref*."""
    city = state.city[0]
    if not city.mandates:
        return city.mode
    m = matter_of(state, kind, ref)
    return mode_of(city, state.matters[m]) if m >= 0 else city.mode


@internal
def mode_of(city, matter):
    """Row of the regimes that holds for a matter: the old one where every team has its own task and this has none."""
    return InForce.BEFORE if city.mandates and matter.team < 0 else city.mode


@internal
def matter_of(state, kind, ref):
    """The matter that an event is about, -1 for none."""
    if kind in (EventKind.RETURN, EventKind.FILING, EventKind.REST_END):
        return ref
    if kind in (EventKind.FLOOR_END, EventKind.LAND):
        return state.clearances[ref].matter
    if kind == EventKind.FINISH:
        job = state.jobs[state.cadres[ref].job]
        if job.kind == CLEARANCE_JOB or job.kind == DATA_JOB:
            return state.clearances[job.ref].matter
        if job.kind == RULING_JOB:
            return job.ref
    return -1
