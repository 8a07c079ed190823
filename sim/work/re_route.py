"""Files that change hands when teams begin or end: where each one goes, in the order in which they wait."""

from __future__ import annotations

from typing import Any

from sim.clients import face
from sim.core.compiling import internal
from sim.desks.queue_class import class_of
from sim.desks.queueing import give_row_back, join, leave, own_queue, queue_of
from sim.desks.state import Job, JobKind, Queue, QueueClass
from sim.matters.route import slot_of
from sim.matters.state import MatterStage
from sim.matters.time_parts import account
from sim.state.state import State


@internal
def set_slots(state: State[Any]) -> None:
    """Write anew to which team every matter goes, and which routes matters and calls on clients take."""
    city = state.city[0]
    for m in range(len(state.matters)):
        matter = state.matters[m]
        matter.team = face.team_of(state, matter)
        matter.slot = slot_of(city, matter.team, matter.place)
    face.route_anew(state)


@internal
def route_of_job(state: State[Any], job: Job) -> int:
    """The desk where a waiting job of the project belongs, under the routes now in force; where it is, otherwise."""
    slot = 0
    if job.kind == JobKind.CLEARANCE or job.kind == JobKind.DATA:
        clearance = state.clearances[job.ref]
        matter = state.matters[clearance.matter]
        slot = slot_of(state.city[0], -1, matter.place) if clearance.at_home else matter.slot
    elif job.kind == JobKind.RULING:
        slot = state.matters[job.ref].slot
    elif job.kind == JobKind.CALL or job.kind == JobKind.TRIP:
        slot = face.route_of_call(state, job.ref)
    else:
        return job.desk
    return state.routes[slot + job.competence].desk


@internal
def reroute(state: State[Any], d: int, competence: int, klass: QueueClass) -> None:
    """Carry what waits of one competence and class at desk *d* to where it now belongs, in its order."""
    competences = state.city[0].competences
    old = state.queues[queue_of(d, competence, klass, competences)]
    for _ in range(old.waiting):
        row = leave(old, state.jobs)
        job = state.jobs[row]
        goal = route_of_job(state, job)
        state.desks[d].waiting -= 1
        job.desk = goal
        state.desks[goal].waiting += 1
        join(state.queues[queue_of(goal, competence, class_of(state, job), competences)], state.jobs, row)


@internal
def hand_to_teams(state: State[Any]) -> None:
    """Teams begin: what waits at home for a competence that a team covers comes over."""
    for d in range(len(state.departments)):
        reroute(state, state.departments[d].desk, state.departments[d].competence, QueueClass.PROJECT)


@internal
def bring_home(state: State[Any], t: int) -> None:
    """Team *t* ends: what waits at its desks goes back to the departments."""
    team = state.teams[t]
    for competence in range(state.city[0].competences):
        for d in range(team.first_desk, team.first_desk + team.desks):
            reroute(state, d, competence, QueueClass.PROJECT)
            reroute(state, d, competence, QueueClass.ROUTINE)


@internal
def recall_rulings(now: float, state: State[Any], t: int) -> None:
    """Team *t* ends: a ruling that waits at one of its desks is no longer its; its file is taken up anew."""
    competences = state.city[0].competences
    team = state.teams[t]
    for d in range(team.first_desk, team.first_desk + team.desks):
        for competence in range(competences):
            recall_from(now, state, d, state.queues[queue_of(d, competence, QueueClass.PROJECT, competences)])
            recall_from(now, state, d, state.queues[queue_of(d, competence, QueueClass.ROUTINE, competences)])


@internal
def recall_from(now: float, state: State[Any], d: int, queue: Queue) -> None:
    """Take the rulings out of one queue of desk *d*; the rest keeps its order."""
    for _ in range(queue.waiting):
        row = leave(queue, state.jobs)
        job = state.jobs[row]
        if job.kind != JobKind.RULING:
            join(queue, state.jobs, row)
            continue
        matter = state.matters[job.ref]
        account(matter, now)
        matter.queued -= 1
        matter.stage = MatterStage.SHELVED
        state.desks[d].waiting -= 1
        give_row_back(state.city[0], state.jobs, row)


@internal
def give_back_own(state: State[Any], c: int) -> None:
    """Work that only cadre *c* was to do goes to the common queue where it now belongs; owners are forgotten."""
    face.forget_owner(state, c)
    competences = state.city[0].competences
    own = state.queues[own_queue(c, len(state.desks), competences)]
    while own.waiting > 0:
        row = leave(own, state.jobs)
        job = state.jobs[row]
        state.desks[job.desk].waiting -= 1
        job.owner = -1
        job.desk = route_of_job(state, job)
        state.desks[job.desk].waiting += 1
        klass = class_of(state, job)
        join(state.queues[queue_of(job.desk, job.competence, klass, competences)], state.jobs, row)
