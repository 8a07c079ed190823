"""Taking up work: how a job reaches a cadre, and when it will be done."""

from __future__ import annotations

from sim.cadres.skill import skill_in
from sim.cadres.state import IN_TEAM
from sim.clients import face
from sim.core.calendar import WORKING_WEEK, after_work, working_time
from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.departments.state import TEAM_DESK
from sim.desks.dispatch import idle_cadre, is_part_time, next_queue, on_duty
from sim.desks.effort import fatigue_drag, juggling
from sim.desks.idle import be_busy
from sim.desks.queue_class import class_of
from sim.desks.queueing import give_row_back, join, leave, own_queue, queue_of, take_row
from sim.desks.state import CALL_JOB, CLEARANCE_JOB, DATA_JOB, ROUTINE_JOB, RULING_JOB
from sim.evaluation.effort import drain
from sim.matters.buck_passing import passes_on
from sim.matters.state import SERVED
from sim.matters.time_parts import account
from sim.staffing.familiarity import home_speed, rusty, team_speed


@internal
def new_job(now, city, jobs, kind, ref, competence, desk, effort, owner):
    """A row for a new job; the row's number."""
    row = take_row(city, jobs)
    job = jobs[row]
    job.kind = kind
    job.ref = ref
    job.competence = competence
    job.desk = desk
    job.effort = effort
    job.since = now
    job.owner = owner
    return row


@internal
def place(now, state, row, regime):
    """Put a job into its queue; an idle cadre who may do it starts at once."""
    job = state.jobs[row]
    desk = state.desks[job.desk]
    routine = job.kind == ROUTINE_JOB
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
def take_up(now, state, c, regime):
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
        if job.kind == CALL_JOB and not face.still_wanted(state, job):
            give_row_back(city, state.jobs, row)
        else:
            begin(now, state, c, cadre, row, job, state.desks[job.desk], regime)


@internal
def begin(now, state, c, cadre, row, job, desk, regime):
    """A cadre starts on a job; EventKind.FINISH is put on the agenda."""
    city = state.city[0]
    effort = job.effort
    cadre.triage = False
    if job.kind == ROUTINE_JOB:
        state.departments[job.ref].waiting -= effort
        state.departments[job.ref].begun += 1
        state.departments[job.ref].waited += working_time(now, WORKING_WEEK) - working_time(job.since, WORKING_WEEK)
    elif job.kind == CLEARANCE_JOB or job.kind == DATA_JOB:
        effort = start_on_clearance(now, city.seed, cadre, job, desk, state.matters, state.clearances, regime.work)
        effort *= project_drag(now, city, job, desk, state, regime)
    elif job.kind == RULING_JOB:
        in_hand(now, state.matters[job.ref])
    span = effort * slowness(now, state.teams, cadre, job, desk, regime) + change_over(cadre, desk, regime.staffing)
    cadre.job = row
    be_busy(state.cadres, state.desks, c)
    cadre.began = now
    cadre.until = after_work(now, span, cadre.days_per_week)
    charge(now, cadre, job, span, state.departments)
    push(state.heap, city, cadre.until, EventKind.FINISH, c)


@internal
def in_hand(now, matter):
    """Somebody takes a piece of the matter from a desk and works on it."""
    account(matter, now)
    matter.queued -= 1
    matter.serving += 1


@internal
def start_on_clearance(now, seed, cadre, job, desk, matters, clearances, work):
    """Mark the clearance as worked on; the effort, which is small when the file is only read and passed on."""
    clearance = clearances[job.ref]
    matter = matters[clearance.matter]
    in_hand(now, matter)
    clearance.stage = SERVED
    if job.kind == CLEARANCE_JOB and passes_on(seed, matter.key, clearance, desk):
        cadre.triage = True
        return work.triage_effort
    return job.effort


@internal
def project_drag(now, city, job, desk, state, regime):
    """How much longer a clearance takes that a watched team is not judged by, or that a department has unlearned."""
    if desk.kind == TEAM_DESK:
        if desk.watched:
            measured = state.matters[state.clearances[job.ref].matter].measured
            return drain(measured, state.teams[desk.team].pressed, regime.evaluation)
    elif city.forgotten > 0.0:
        return 1.0 / home_speed(now - city.dissolved, city.forgotten, regime.staffing)
    return 1.0


@internal
def change_over(cadre, desk, staffing):
    """Working days that a part-time member loses by changing from one side to the other."""
    if not is_part_time(cadre):
        return 0.0
    here = desk.kind == TEAM_DESK
    lost = staffing.change_over if here != cadre.at_team else 0.0
    cadre.at_team = here
    return lost


@internal
def slowness(now, teams, cadre, job, desk, regime):
    """Working days that one working day's effort takes: skill, juggling, fatigue, and how new the team is."""
    slow = juggling(desk.waiting, desk.people, desk.open_limit, regime.work) * fatigue_drag(cadre, regime.staffing)
    if desk.kind == TEAM_DESK:
        slow /= team_speed(now - teams[desk.team].together_since, regime.staffing)
    elif regime.staffing.return_loss > 0.0 and cadre.returned >= 0.0:
        slow /= 1.0 - rusty(now - cadre.returned, regime.staffing)
    return slow / skill_in(cadre, job.competence)


@internal
def charge(now, cadre, job, span, departments):
    """Book the time: what is ring-fenced or lent is charged by the day, so here only what comes on top."""
    department = departments[cadre.department]
    if job.kind == ROUTINE_JOB:
        department.routine_days += span
        return
    department.project_days += span
    lent = cadre.post == IN_TEAM and cadre.dedicated and not is_part_time(cadre)
    if not lent and not on_duty(cadre, int(now)):
        cadre.charged += span
