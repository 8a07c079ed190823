"""The end of a piece of work: what it changes, by kind, and what its cadre does next."""

from __future__ import annotations

from sim.clients.relocation.visiting import visit
from sim.core.agenda import FLOOR_END
from sim.core.compiling import internal
from sim.core.events import push
from sim.departments.open_routine import count_open
from sim.departments.state import TEAM_DESK
from sim.desks.effort import clearance_effort
from sim.desks.idle import be_idle
from sim.desks.queueing import give_row_back
from sim.desks.state import CLEARANCE_JOB, DATA_JOB, OVERSIGHT_JOB, ROUTINE_JOB, VISIT_JOB
from sim.desks.take_up import begin, new_job, take_up
from sim.matters.flow import at_once, needs_data, send
from sim.matters.rework import reopen, reopened
from sim.matters.route import desk_for
from sim.matters.state import DONE, FLOORED, WAITING
from sim.matters.time_parts import account
from sim.work.proceed import proceed, rule


@internal
def finish(now, state, c, numbers):
    """Cadre *c* finishes its work; then it carries the file on itself or takes what has waited longest."""
    city = state.city[0]
    cadre = state.cadres[c]
    row = cadre.job
    job = state.jobs[row]
    cadre.job = -1
    be_idle(state.cadres, state.desks, c)
    carried = -1
    if job.kind == ROUTINE_JOB:
        state.departments[job.ref].solved += 1
        state.departments[job.ref].solved_effort += job.effort
        count_open(now, state.departments[job.ref], -1)
    elif job.kind == VISIT_JOB:
        visit(now, state, job.ref, c, job.desk, numbers)
    elif job.kind == CLEARANCE_JOB or job.kind == DATA_JOB:
        carried = clearance_done(now, state, job, cadre, numbers)
    elif job.kind == OVERSIGHT_JOB:
        state.teams[job.ref].asking = False
    else:
        account(state.matters[job.ref], now)
        state.matters[job.ref].serving -= 1
        rule(now, state, job.ref, job.desk, numbers)
    give_row_back(city, state.jobs, row)
    if carried >= 0:
        carry_on(now, state, c, cadre, carried, numbers)
    else:
        take_up(now, state, c, numbers)


@internal
def clearance_done(now, state, job, cadre, numbers):
    """One step on a clearance ends: passed on, data found, or given; what the same cadre carries on, or -1."""
    city = state.city[0]
    clearance = state.clearances[job.ref]
    m = clearance.matter
    matter = state.matters[m]
    account(matter, now)
    matter.serving -= 1
    if state.desks[job.desk].kind == TEAM_DESK:
        cadre.done_this_month += job.effort
    if job.kind == DATA_JOB:
        clearance.asked = True
        goal = state.desks[desk_for(matter, clearance, state.routes)]
        send(now, city, state.heap, matter, clearance, job.ref, state.desks[job.desk], goal, numbers.work)
        return -1
    if cadre.triage:
        cadre.triage = False
        clearance.passed += 1
        city.ledger.passed += 1
        clearance.at_home = state.desks[job.desk].kind == TEAM_DESK  # a team's "not ours" goes to the department
        goal = state.desks[desk_for(matter, clearance, state.routes)]
        send(now, city, state.heap, matter, clearance, job.ref, state.desks[job.desk], goal, numbers.work)
        return -1
    rests_until = clearance.filed + state.departments[clearance.competence].floor
    if now < rests_until:
        clearance.stage = FLOORED
        matter.floored += 1
        push(state.heap, city, rests_until, FLOOR_END, job.ref)
        return -1
    give(now, clearance, numbers.work)
    look_back(city, matter, state.clearances, clearance, numbers.stream)
    following = same_hand(city.seed, matter, state, cadre, job, numbers)
    if following >= 0:
        return following
    proceed(now, state, m, job.desk, numbers)
    return -1


@internal
def look_back(city, matter, clearances, clearance, stream):
    """What has been given may reopen another clearance of the same matter."""
    k = reopened(city.seed, matter, clearances, clearance, stream)
    if k >= 0:
        reopen(clearances[k])
        city.ledger.reworked += 1


@internal
def give(now, clearance, work):
    """The department gives its clearance; from now on it holds for a limited time."""
    clearance.stage = DONE
    clearance.given = now
    clearance.valid_until = now + work.validity


@internal
def same_hand(seed, matter, state, cadre, job, numbers):
    """The clearance that the same cadre can go on with at the same desk, -1 for none: no hand-over, no queue."""
    for k in range(matter.first, matter.first + matter.clearances):
        clearance = state.clearances[k]
        if clearance.stage == WAITING:
            here = desk_for(matter, clearance, state.routes) == job.desk
            able = (cadre.holds >> clearance.competence) & 1 == 1
            if here and able and not needs_data(seed, matter, clearance, state.desks[job.desk], numbers.work):
                return k
            if not at_once(numbers.mode.parallel, matter):
                return -1
    return -1


@internal
def carry_on(now, state, c, cadre, k, numbers):
    """The same cadre goes on with clearance *k* of the same matter."""
    city = state.city[0]
    clearance = state.clearances[k]
    matter = state.matters[clearance.matter]
    account(matter, now)
    matter.queued += 1
    if not clearance.asked:  # else it has been there before, and its department's minimum has begun
        clearance.asked = True
        clearance.filed = now
    effort = clearance_effort(city.seed, matter, clearance, numbers.stream)
    desk = desk_for(matter, clearance, state.routes)
    row = new_job(now, city, state.jobs, CLEARANCE_JOB, k, clearance.competence, desk, effort, c)
    begin(now, state, c, cadre, row, state.jobs[row], state.desks[desk], numbers)
