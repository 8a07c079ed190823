"""The event loop: the one place where time passes."""

from __future__ import annotations

from sim.city.begin import count_open, new_job, place
from sim.city.enact import CITY_CHAIN, is_held
from sim.city.finish import finish, give, look_back
from sim.city.proceed import arrive, close, come_back, proceed
from sim.city.regime import mode_for
from sim.city.signatures import hear_court
from sim.city.tick import meet, tick
from sim.city.visiting import put_on_file
from sim.core.agenda import ARRIVAL, COURT, FILING, FINISH, FLOOR_END, LAND, MEETING, REST_END, RETURN, TICK
from sim.core.calendar import WORKING_WEEK, is_working_day, working_time
from sim.core.compiling import compiled, internal
from sim.core.events import next_time, pop, push
from sim.core.purposes import ROUTINE_GAP
from sim.core.randomness import exponential
from sim.work.effort import routine_effort
from sim.work.route import desk_for, first_desk
from sim.work.state import OPEN, ROUTINE_JOB
from sim.work.time_parts import account

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


@internal
def assemble(now, state, chain, numbers, regimes):
    """A meeting falls due: it is held if it is the one now in use, and the next is put on the agenda."""
    held = is_held(chain, numbers)
    if held:
        meet(now, state, numbers, regimes)
    if chain == CITY_CHAIN:
        push(state.heap, state.city[0], now + numbers.work.meeting_period, MEETING, chain)
    elif held:
        push(state.heap, state.city[0], now + numbers.mode.meeting_days, MEETING, chain)


@internal
def end_floor(now, state, c, numbers):
    """The statutory minimum is over: the clearance is given, and its matter goes on."""
    clearance = state.clearances[c]
    matter = state.matters[clearance.matter]
    account(matter, now)
    matter.floored -= 1
    give(now, clearance, numbers.work)
    look_back(state.city[0], matter, state.clearances, clearance, numbers.stream)
    start = desk_for(matter, clearance, state.routes)
    proceed(now, state, clearance.matter, start, numbers)


@internal
def take_routine(now, state, d, numbers):
    """A routine matter arrives at department *d*; the next arrival is put on the agenda."""
    city = state.city[0]
    department = state.departments[d]
    department.arrived += 1
    department.arrived_effort += department.arrival_effort
    count_open(now, department, 1)
    row = new_job(now, city, state.jobs, ROUTINE_JOB, d, d, department.desk, department.arrival_effort, -1)
    place(now, state, row, numbers)
    expect_routine(now, city, d, department, state.heap)


@internal
def end_rest(now, state, m, numbers):
    """The statutory minimum of a whole matter is over: it closes."""
    account(state.matters[m], now)
    state.matters[m].stage = OPEN
    close(now, state, m, numbers)


@internal
def bring(now, state, m, numbers):
    """A client brings matter *m* of the stream; the next one is put on the agenda."""
    matter = state.matters[m]
    put_on_file(now, state, matter, first_desk(matter, state.clearances, state.routes), numbers)
    if m + 1 < len(state.matters):
        push(state.heap, state.city[0], state.matters[m + 1].filed, FILING, m + 1)


@internal
def expect_routine(now, city, d, department, heap):
    """Put the next routine arrival of a department on the agenda: a Poisson stream in working time.

    Drawn for department, day and place within the day; what would fall after a day's end is drawn anew for the
    next working day, which changes nothing in a stream without memory and keeps every day's luck its own.
    """
    if department.rate <= 0.0:
        return
    worked = working_time(now, WORKING_WEEK)
    day = department.arrival_day
    index = department.arrival_index + 1
    place_in_day = worked - working_time(float(day), WORKING_WEEK)
    while True:
        if is_working_day(day, WORKING_WEEK):
            place_in_day += exponential(city.seed, ROUTINE_GAP, department.key, day, index) / department.rate
            if place_in_day < 1.0:
                break
        day += 1
        index = 0
        place_in_day = 0.0
    department.arrival_day = day
    department.arrival_index = index
    department.arrival_effort = routine_effort(city.seed, department, day, index)
    push(heap, city, float(day) + place_in_day, ARRIVAL, d)
