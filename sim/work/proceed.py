"""Where work meets households: a matter goes on, is ruled on, closes, comes back."""

from __future__ import annotations

from sim.core.agenda import REST_END, RETURN
from sim.core.compiling import internal
from sim.core.events import push
from sim.desks.effort import clearance_effort
from sim.desks.state import CLEARANCE_JOB, DATA_JOB, RULING_JOB
from sim.desks.take_up import new_job, place
from sim.matters.closing import days_until_return, is_false
from sim.matters.filing import set_out
from sim.matters.flow import (
    CLOSE,
    LAPSED,
    RULE_BY_LEADERS,
    RULE_HERE,
    RULE_IN_FORUM,
    data_holder,
    go_on,
    land,
    needs_data,
    renew_lapsed,
)
from sim.matters.lapse import renew
from sim.matters.route import desk_for
from sim.matters.ruling import join_forum
from sim.matters.state import CLOSED, OPEN, RESTING, SHELVED
from sim.matters.time_parts import account

MEETING_FORUM = 0


@internal
def proceed(now, state, m, start, numbers):
    """Let matter *m* go on from desk *start*; files that nobody pursues are shelved instead."""
    city = state.city[0]
    matter = state.matters[m]
    if city.abandoned:
        account(matter, now)
        matter.stage = SHELVED
        return
    step = go_on(
        now,
        city,
        state.heap,
        matter,
        state.clearances,
        state.desks,
        state.routes,
        start,
        numbers.mode.parallel,
        numbers.work,
    )
    if step == LAPSED:
        disappoint(state, matter, numbers)
    elif step == CLOSE:
        close(now, state, m, numbers)
    elif step == RULE_HERE:
        ask_ruling(now, state, m, state.clearances[matter.first].competence, numbers)
    elif step == RULE_BY_LEADERS:
        ask_ruling(now, state, m, city.leaders, numbers)
    elif step == RULE_IN_FORUM:
        account(matter, now)
        if numbers.work.forum == MEETING_FORUM or city.leaders < 0:
            join_forum(city.forum, state.matters, m)
        else:
            ask_ruling(now, state, m, city.leaders, numbers)


@internal
def disappoint(state, matter, numbers):
    """A household whose promise was broken by a lapse trusts less."""
    if matter.household >= 0:
        state.households[matter.household].trust *= 1.0 - numbers.negotiation.broken_promise


@internal
def ask_ruling(now, state, m, competence, numbers):
    """Lay a ruling on the desk that may make it: it is work like any other and waits its turn."""
    city = state.city[0]
    matter = state.matters[m]
    account(matter, now)
    matter.queued += 1
    row = new_job(
        now,
        city,
        state.jobs,
        RULING_JOB,
        m,
        competence,
        state.routes[matter.slot + competence].desk,
        numbers.work.ruling_effort,
        -1,
    )
    place(now, state, row, numbers)


@internal
def rule(now, state, m, start, numbers):
    """A joint ruling is due on matter *m*: it fails when a clearance has lapsed on the way, else the matter closes."""
    city = state.city[0]
    matter = state.matters[m]
    city.ledger.rulings += 1
    if renew_lapsed(now, city.ledger, matter, state.clearances) > 0:
        account(matter, now)
        matter.stage = OPEN
        disappoint(state, matter, numbers)
        set_out(now, state, matter, start, numbers)
        return
    close(now, state, m, numbers)


@internal
def close(now, state, m, numbers):
    """Close matter *m*, or let it rest until its statutory minimum is over; a false closing comes back some day."""
    city = state.city[0]
    matter = state.matters[m]
    account(matter, now)
    if now < matter.filed + matter.floor:
        matter.stage = RESTING
        push(state.heap, city, matter.filed + matter.floor, REST_END, m)
        return
    city.on_file -= 1
    matter.stage = CLOSED
    matter.closed = now
    if matter.first_closed < 0.0:
        matter.first_closed = now
    city.ledger.closed += 1
    if matter.household >= 0:
        state.households[matter.household].open_issues -= 1
    probability = numbers.work.false_closing
    if numbers.mode.evaluated:
        probability += numbers.evaluation.false_closing + numbers.evaluation.false_rise * pressed(state, matter)
    matter.closed_falsely = is_false(city.seed, matter, probability)
    if matter.closed_falsely:
        push(state.heap, city, now + days_until_return(city.seed, matter, numbers.work), RETURN, m)
    else:
        matter.solved = True
        city.ledger.solved += 1
    note_closing(now, state, matter)


@internal
def pressed(state, matter):
    """How far the last evaluation left the matter's team behind; none where it has no team."""
    return state.teams[matter.slot // len(state.departments) - 1].pressed if matter.slot > 0 else 0.0


@internal
def note_closing(now, state, matter):
    """A closing counts for the evaluation of its team, and for its project."""
    if matter.slot > 0 and matter.measured:
        state.teams[matter.slot // len(state.departments) - 1].closed_this_month += 1
    if len(state.projects) == 0:
        return
    project = state.projects[matter.block]
    project.closed += 1
    if project.closed == project.matters and project.ended < 0.0:
        project.ended = now
    if matter.solved:
        project.solved += 1
        if project.solved == project.matters:
            project.done = now


@internal
def come_back(now, state, m, start, numbers):
    """A falsely closed matter comes back: every clearance must be given anew, and the household is blocked again."""
    city = state.city[0]
    matter = state.matters[m]
    city.on_file += 1
    matter.touched = now
    matter.stage = OPEN
    matter.attempt += 1
    matter.closed_falsely = False
    if matter.household >= 0:
        state.households[matter.household].open_issues += 1
    if len(state.projects) > 0:
        state.projects[matter.block].closed -= 1
    for c in range(matter.first, matter.first + matter.clearances):
        renew(state.clearances[c])
    if city.abandoned:
        matter.stage = SHELVED
        return
    set_out(now, state, matter, start, numbers)


@internal
def arrive(now, state, c, numbers):
    """Clearance *c* lands: it waits for data if it needs some, else for somebody at its own desk."""
    city = state.city[0]
    clearance = state.clearances[c]
    matter = state.matters[clearance.matter]
    land(now, matter, clearance)
    goal = desk_for(matter, clearance, state.routes)
    if needs_data(city.seed, matter, clearance, state.desks[goal], numbers.work):
        competence = data_holder(matter, state.clearances, clearance)
        effort = numbers.work.data_effort
        desk = state.routes[matter.slot + competence].desk
        kind = DATA_JOB
    else:
        clearance.asked = True
        competence = clearance.competence
        effort = clearance_effort(city.seed, matter, clearance, numbers.stream)
        kind = CLEARANCE_JOB
        desk = goal
    row = new_job(now, city, state.jobs, kind, c, competence, desk, effort, -1)
    place(now, state, row, numbers)
