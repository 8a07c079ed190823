"""Taking up work: how a job reaches a cadre, and when it will be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.cadres.skill import skill_in
from sim.cadres.state import Cadre, Post
from sim.clients import face
from sim.core.calendar import WORKING_WEEK, after_work, working_time
from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.core.rows import Rows
from sim.departments.state import Department, Desk, DeskKind
from sim.desks.dispatch import idle_cadre, is_part_time, next_queue, on_duty
from sim.desks.effort import fatigue_drag, juggling
from sim.desks.idle import be_busy
from sim.desks.queue_class import class_of
from sim.desks.queueing import give_row_back, join, leave, own_queue, queue_of, take_row
from sim.desks.state import Job, JobKind
from sim.evaluation.effort import drain
from sim.matters.buck_passing import passes_on
from sim.matters.state import Clearance, ClearanceStage, Matter
from sim.matters.time_parts import account
from sim.staffing.familiarity import home_speed, rusty, team_speed
from sim.staffing.parameters import Staffing
from sim.state.city import CityRow
from sim.state.regime import Regime
from sim.state.state import State
from sim.task_forces.state import TaskForce

if TYPE_CHECKING:
    from sim.work.parameters import Work


@internal
def new_job(
    now: float, state: State[Any], kind: JobKind, ref: int, competence: int, desk: int, effort: float, owner: int
) -> int:
    """A row for a new job; the row's number."""
    row = take_row(state.city[0], state.jobs)
    job = state.jobs[row]
    job.kind = kind
    job.ref = ref
    job.competence = competence
    job.desk = desk
    job.effort = effort
    job.since = now
    job.owner = owner
    return row


@internal
def place(now: float, state: State[Any], row: int, regime: Regime) -> None:
    """Put a job into its queue; an idle cadre who may do it starts at once."""
    job = state.jobs[row]
    desk = state.desks[job.desk]
    routine = job.kind == JobKind.ROUTINE
    competences = state.city[0].competences
    if job.owner >= 0:
        join(state.queues[own_queue(job.owner, len(state.desks), competences)], state.jobs, row)
    else:
        klass = class_of(state, job)
        join(state.queues[queue_of(job.desk, job.competence, klass, competences)], state.jobs, row)
    desk.waiting += 1
    if routine:
        state.departments[job.ref].waiting += job.effort
    c = idle_cadre(state.cadres, desk, job, routine, int(now))
    if c >= 0:
        take_up(now, state, c, regime)


@internal
def take_up(now: float, state: State[Any], c: int, regime: Regime) -> None:
    """A free cadre takes the job that has waited longest among those it may do; calls no longer wanted are dropped."""
    city = state.city[0]
    cadre = state.cadres[c]
    while cadre.job < 0:
        q = next_queue(cadre, c, state.desks, state.queues, state.jobs, city.competences, int(now))
        if q < 0:
            return
        row = leave(state.queues[q], state.jobs)
        job = state.jobs[row]
        state.desks[job.desk].waiting -= 1
        if job.kind == JobKind.CALL and not face.still_wanted(state, job):
            give_row_back(city, state.jobs, row)
        else:
            begin(now, state, c, cadre, row, job, state.desks[job.desk], regime)


@internal
def begin(now: float, state: State[Any], c: int, cadre: Cadre, row: int, job: Job, desk: Desk, regime: Regime) -> None:
    """A cadre starts on a job; its end is put into the event queue."""
    city = state.city[0]
    effort = job.effort
    cadre.triage = False
    if job.kind == JobKind.ROUTINE:
        state.departments[job.ref].waiting -= effort
        state.departments[job.ref].begun += 1
        state.departments[job.ref].waited += working_time(now, WORKING_WEEK) - working_time(job.since, WORKING_WEEK)
    elif job.kind == JobKind.CLEARANCE or job.kind == JobKind.DATA:
        effort = begin_clearance(now, city.seed, cadre, job, desk, state.matters, state.clearances, regime.work)
        effort *= project_drag(now, city, job, desk, state, regime)
    elif job.kind == JobKind.RULING:
        in_hand(now, state.matters[job.ref])
    span = effort * slowness(now, state.teams, cadre, job, desk, regime) + change_over(cadre, desk, regime.staffing)
    cadre.job = row
    be_busy(state.cadres, state.desks, c)
    cadre.began = now
    cadre.until = after_work(now, span, cadre.days_per_week)
    charge(now, cadre, job, span, state.departments)
    push(state.heap, city, cadre.until, EventKind.FINISH, c)


@internal
def in_hand(now: float, matter: Matter) -> None:
    """Somebody takes a piece of the matter from a desk and works on it."""
    account(matter, now)
    matter.queued -= 1
    matter.serving += 1


@internal
def begin_clearance(
    now: float,
    seed: int,
    cadre: Cadre,
    job: Job,
    desk: Desk,
    matters: Rows[Matter],
    clearances: Rows[Clearance],
    work: Work,
) -> float:
    """Mark the clearance as worked on; the effort, which is small when the file is only read and passed on."""
    clearance = clearances[job.ref]
    matter = matters[clearance.matter]
    in_hand(now, matter)
    clearance.stage = ClearanceStage.SERVED
    if job.kind == JobKind.CLEARANCE and passes_on(seed, matter.key, clearance, desk):
        cadre.triage = True
        return work.triage_effort
    return job.effort


@internal
def project_drag(now: float, city: CityRow, job: Job, desk: Desk, state: State[Any], regime: Regime) -> float:
    """How much longer a clearance takes that a watched team is not judged by, or that a department has unlearned."""
    if desk.kind == DeskKind.TEAM:
        if desk.watched:
            measured = state.matters[state.clearances[job.ref].matter].measured
            return drain(measured, state.teams[desk.team].pressed, regime.evaluation)
    elif city.forgotten > 0.0:
        return 1.0 / home_speed(now - city.dissolved, city.forgotten, regime.staffing)
    return 1.0


@internal
def change_over(cadre: Cadre, desk: Desk, staffing: Staffing) -> float:
    """Working days that a part-time member loses by changing from one side to the other."""
    if not is_part_time(cadre):
        return 0.0
    here = desk.kind == DeskKind.TEAM
    lost = staffing.change_over if here != cadre.at_team else 0.0
    cadre.at_team = here
    return lost


@internal
def slowness(now: float, teams: Rows[TaskForce], cadre: Cadre, job: Job, desk: Desk, regime: Regime) -> float:
    """Working days that one working day's effort takes: skill, juggling, fatigue, and how new the team is."""
    slow = juggling(desk.waiting, desk.people, desk.open_limit, regime.work) * fatigue_drag(cadre, regime.staffing)
    if desk.kind == DeskKind.TEAM:
        slow /= team_speed(now - teams[desk.team].together_since, regime.staffing)
    elif regime.staffing.return_loss > 0.0 and cadre.returned >= 0.0:
        slow /= 1.0 - rusty(now - cadre.returned, regime.staffing)
    return slow / skill_in(cadre, job.competence)


@internal
def charge(now: float, cadre: Cadre, job: Job, span: float, departments: Rows[Department]) -> None:
    """Book the time: what is ring-fenced or lent is charged by the day, so here only what comes on top."""
    department = departments[cadre.department]
    if job.kind == JobKind.ROUTINE:
        department.routine_days += span
        return
    department.project_days += span
    cadre.project_time += span
    lent = cadre.post == Post.IN_TEAM and cadre.dedicated and not is_part_time(cadre)
    if not lent and not on_duty(cadre, int(now)):
        cadre.charged += span
