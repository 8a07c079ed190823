"""The event loop: the one place where time passes."""

from __future__ import annotations

from sim.city.tick import tick
from sim.clients.relocation.signatures import hear_court
from sim.core.agenda import ARRIVAL, COURT, FILING, FINISH, FLOOR_END, LAND, MEETING, REST_END, RETURN, TICK
from sim.core.compiling import compiled
from sim.core.events import next_time, pop, push
from sim.matters.route import first_desk
from sim.work.arrangement import mode_for
from sim.work.bring import bring
from sim.work.finish import finish
from sim.work.meeting import assemble
from sim.work.proceed import arrive, come_back
from sim.work.routine import take_routine
from sim.work.waits import end_floor, end_rest

REACHED = 0
NEEDS_ROOM = 1
NEEDS_NAMES = 2


@compiled
def advance(until, state, rounds, steps, regimes):  # noqa: C901, PLR0912  (one branch for each kind of event)
    """Live all events before *until* (days); REACHED, or what is wanted first: room for jobs, or names."""
    city = state.city[0]
    while next_time(state.heap, city) < until:
        if city.free_jobs <= city.reserve:
            return NEEDS_ROOM
        now, kind, ref = pop(state.heap, city)
        city.now = now
        numbers = regimes[mode_for(state, kind, ref)]
        if kind == FINISH:
            finish(now, state, ref, numbers)
        elif kind == FLOOR_END:
            end_floor(now, state, ref, numbers)
        elif kind == LAND:
            arrive(now, state, ref, numbers)
        elif kind == ARRIVAL:
            take_routine(now, state, ref, numbers)
        elif kind == MEETING:
            assemble(now, state, ref, numbers, regimes)
        elif kind == RETURN:
            come_back(now, state, ref, first_desk(state.matters[ref], state.clearances, state.routes), numbers)
        elif kind == COURT:
            hear_court(now, state, ref, numbers)
        elif kind == FILING:
            bring(now, state, ref, numbers)
        elif kind == REST_END:
            end_rest(now, state, ref, numbers)
        elif kind == TICK:
            tick(int(now), state, rounds, steps, regimes)
            push(state.heap, city, now + 1.0, TICK, 0)
            if city.calling:
                return NEEDS_NAMES
    return REACHED
