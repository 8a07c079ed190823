"""The event loop: the one place where time passes."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from sim.city.tick import tick
from sim.clients import face
from sim.core.compiling import compiled
from sim.core.event_kinds import EventKind
from sim.core.events import next_time, pop, push
from sim.core.rows import Rows
from sim.desks.arrive import arrive
from sim.matters.bring import bring
from sim.matters.route import first_desk
from sim.state.regime import Regime
from sim.state.state import State
from sim.work.arrangement import mode_for
from sim.work.finish import finish
from sim.work.meeting import assemble
from sim.work.proceed import answered, return_unsolved
from sim.work.routine import take_routine
from sim.work.waits import end_floor, end_rest


class Pause(IntEnum):
    """Why the loop stops: the day is reached, or something is needed that Python gives between two days."""

    REACHED = 0
    NEEDS_ROOM = 1
    NEEDS_NAMES = 2
    NEEDS_PLAN = 3


@compiled
def advance(  # noqa: C901, PLR0912  (one branch for each kind of event)
    until: float, state: State[Any], regimes: Rows[Regime]
) -> Pause:
    """Live all events before *until* (days), or up to where room for jobs, names or a plan is needed first."""
    city = state.city[0]
    while next_time(state.heap, city) < until:
        if city.free_jobs <= city.reserve:
            return Pause.NEEDS_ROOM
        now, kind, ref = pop(state.heap, city)
        city.now = now
        regime = regimes[mode_for(state, kind, ref)]
        if kind == EventKind.FINISH:
            finish(now, state, ref, regime)
        elif kind == EventKind.FLOOR_END:
            end_floor(now, state, ref, regime)
        elif kind == EventKind.LAND:
            arrive(now, state, ref, regime)
        elif kind == EventKind.ARRIVAL:
            take_routine(now, state, ref, regime)
        elif kind == EventKind.MEETING:
            assemble(now, state, ref, regime, regimes)
        elif kind == EventKind.RETURN:
            return_unsolved(now, state, ref, first_desk(state.matters[ref], state.clearances, state.routes), regime)
        elif kind == EventKind.DECISION:
            face.decided(state, now, ref, regime)
        elif kind == EventKind.FILING:
            bring(now, state, ref, regime)
        elif kind == EventKind.REST_END:
            end_rest(now, state, ref, regime)
        elif kind == EventKind.CONSULTED:
            answered(now, state, ref, regime)
        elif kind == EventKind.TICK:
            tick(int(now), state, regimes)
            push(state.heap, city, now + 1.0, EventKind.TICK, 0)
            if city.calling:
                return Pause.NEEDS_NAMES
            if city.planning:
                return Pause.NEEDS_PLAN
    return Pause.REACHED
