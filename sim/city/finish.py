"""The end of a piece of work: what it changes, by kind, and what its cadre does next."""

from __future__ import annotations

from sim.city.begin import begin, new_job, take_up
from sim.city.proceed import proceed, rule
from sim.city.visiting import visit
from sim.core.agenda import FLOOR_END
from sim.core.compiling import internal
from sim.core.events import push
from sim.work.effort import clearance_effort
from sim.work.matter_flow import needs_data, send
from sim.work.queueing import give_row_back
from sim.work.state import CLEARANCE_JOB, DATA_JOB, DONE, FLOORED, ROUTINE_JOB, VISIT_JOB, WAITING
from sim.work.time_parts import account


@internal
def finish(now, city, c, cadres, desks, departments, queues, jobs, routes, matters, clearances, households, ties, heap, numbers):
    """Cadre *c* finishes its work; then it carries the file on itself or takes what has waited longest."""
    cadre = cadres[c]
    row = cadre.job
    job = jobs[row]
    cadre.job = -1
    carried = -1
    if job.kind == ROUTINE_JOB:
        departments[job.ref].solved += 1
        departments[job.ref].solved_effort += job.effort
    elif job.kind == VISIT_JOB:
        visit(now, city, job.ref, c, job.desk, cadres, desks, routes, matters, clearances, households, ties, heap, numbers)
    elif job.kind == CLEARANCE_JOB or job.kind == DATA_JOB:
        carried = clearance_done(now, city, job, c, cadre, cadres, desks, departments, queues, jobs, routes, matters, clearances, households, heap, numbers)
    else:
        account(matters[job.ref], now)
        matters[job.ref].serving -= 1
        rule(now, city, heap, job.ref, job.desk, desks, routes, matters, clearances, households, numbers)
    give_row_back(city, jobs, row)
    if carried >= 0:
        carry_on(now, city, c, cadre, carried, desks, departments, jobs, routes, matters, clearances, heap, numbers)
    else:
        take_up(now, city, c, cadres, desks, departments, queues, jobs, matters, clearances, households, heap, numbers)


@internal
def clearance_done(now, city, job, c, cadre, cadres, desks, departments, queues, jobs, routes, matters, clearances, households, heap, numbers):
    """One work step on a clearance ends: passed on, data found, or given; the clearance carried on by the same cadre or -1."""
    clearance = clearances[job.ref]
    m = clearance.matter
    matter = matters[m]
    account(matter, now)
    matter.serving -= 1
    goal = desks[routes[clearance.competence].desk]
    if job.kind == DATA_JOB:
        clearance.asked = True
        send(now, city, heap, matter, clearance, job.ref, desks[job.desk], goal, numbers.work)
        return -1
    if cadre.triage:
        cadre.triage = False
        clearance.passed += 1
        city.ledger.passed += 1
        send(now, city, heap, matter, clearance, job.ref, desks[job.desk], goal, numbers.work)
        return -1
    rests_until = clearance.filed + departments[clearance.competence].floor
    if now < rests_until:
        clearance.stage = FLOORED
        matter.floored += 1
        push(heap, city, rests_until, FLOOR_END, job.ref)
        return -1
    give(now, clearance, numbers.work)
    following = same_hand(now, city.seed, matter, clearances, c, cadre, job, desks, routes, numbers)
    if following >= 0:
        return following
    proceed(now, city, m, job.desk, cadres, desks, departments, queues, jobs, routes, matters, clearances, households, heap, numbers)
    return -1


@internal
def give(now, clearance, work):
    """The department gives its clearance; from now on it holds for a limited time."""
    clearance.stage = DONE
    clearance.given = now
    clearance.valid_until = now + work.validity


@internal
def same_hand(now, seed, matter, clearances, c, cadre, job, desks, routes, numbers):
    """The clearance that the same cadre can go on with at the same desk, -1 for none: no hand-over, no queue."""
    for k in range(matter.first, matter.first + matter.clearances):
        clearance = clearances[k]
        if clearance.stage == WAITING:
            here = routes[clearance.competence].desk == job.desk
            able = (cadre.holds >> clearance.competence) & 1 == 1
            if here and able and not needs_data(seed, matter, clearance, desks[job.desk], numbers.work):
                return k
            if not numbers.mode.parallel:
                return -1
    return -1


@internal
def carry_on(now, city, c, cadre, k, desks, departments, jobs, routes, matters, clearances, heap, numbers):
    """The same cadre goes on with clearance *k* of the same matter."""
    clearance = clearances[k]
    matter = matters[clearance.matter]
    account(matter, now)
    matter.queued += 1
    clearance.asked = True
    clearance.filed = now
    effort = clearance_effort(city.seed, matter.key, clearance.ordinal, clearance.attempt, numbers.work)
    desk = routes[clearance.competence].desk
    row = new_job(now, city, jobs, CLEARANCE_JOB, k, clearance.competence, desk, effort, c)
    begin(now, city, c, cadre, row, jobs[row], desks[desk], departments, matters, clearances, heap, numbers)
