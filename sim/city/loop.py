"""The event loop: the one place where time passes."""

from __future__ import annotations

from sim.city.tick import tick
from sim.clients import face
from sim.core.compiling import compiled
from sim.core.event_kinds import ARRIVAL, DECISION, FILING, FINISH, FLOOR_END, LAND, MEETING, REST_END, RETURN, TICK
from sim.core.events import next_time, pop, push
from sim.desks.arrive import arrive
from sim.matters.bring import bring
from sim.matters.route import first_desk
from sim.work.arrangement import mode_for
from sim.work.finish import finish
from sim.work.meeting import assemble
from sim.work.proceed import come_back
from sim.work.routine import take_routine
from sim.work.waits import end_floor, end_rest

REACHED = 0
NEEDS_ROOM = 1
NEEDS_NAMES = 2
NEEDS_PLAN = 3


@compiled
def advance(until, state, regimes):  # noqa: C901, PLR0912  (one branch for each kind of event)
    """Live all events before *until* (days); REACHED, or what is asked first: room for jobs, names, a plan."""
    city = state.city[0]
    while next_time(state.heap, city) < until:
        if city.free_jobs <= city.reserve:
            return NEEDS_ROOM
        now, kind, ref = pop(state.heap, city)
        city.now = now
        regime = regimes[mode_for(state, kind, ref)]
        if kind == FINISH:
            finish(now, state, ref, regime)
        elif kind == FLOOR_END:
            end_floor(now, state, ref, regime)
        elif kind == LAND:
            arrive(now, state, ref, regime)
        elif kind == ARRIVAL:
            take_routine(now, state, ref, regime)
        elif kind == MEETING:
            assemble(now, state, ref, regime, regimes)
        elif kind == RETURN:
            come_back(now, state, ref, first_desk(state.matters[ref], state.clearances, state.routes), regime)
        elif kind == DECISION:
            face.decided(state, now, ref, regime)
        elif kind == FILING:
            bring(now, state, ref, regime)
        elif kind == REST_END:
            end_rest(now, state, ref, regime)
        elif kind == TICK:
            tick(int(now), state, regimes)
            push(state.heap, city, now + 1.0, TICK, 0)
            if city.calling:
                return NEEDS_NAMES
            if city.planning:
                return NEEDS_PLAN
    return REACHED
