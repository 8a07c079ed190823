"""The life of a task force: called, set up, working, dissolved; each stage changes who sits where."""

from __future__ import annotations

from sim.cadres.state import AT_HOME, IN_TEAM, OUTSIDE, SETTING_UP
from sim.city.enact import come_into_force
from sim.city.pursuit import pursue, wake
from sim.coordination.arrange import furnish_team, redirect, seat_everybody, team_desk_for
from sim.core.calendar import WORKING_WEEK, is_working_day
from sim.core.compiling import compiled, internal
from sim.staffing.selection import best_for_seat
from sim.task_forces.state import DISSOLVED, SET_UP, WORKING
from sim.work.dispatch import on_duty
from sim.work.queueing import join, leave, own_queue, queue_of
from sim.work.state import CLOSED, DORMANT, PROJECT_CLASS


@compiled
def call_team(now, state, seats, numbers):
    """Call the team: every seat is filled from its department, and the chosen leave their desks if they are freed."""
    city = state.city[0]
    team = city.team
    team.stage = SET_UP
    team.called = now
    team.first_day = now + numbers.staffing.setup_days
    team.returns = now + numbers.resources.team_window if numbers.resources.team_window > 0 else -1.0
    for s in range(len(seats)):
        for _ in range(seats[s].members):
            c = best_for_seat(city.seed, state.cadres, seats[s].department, AT_HOME, numbers.mode.selected)
            if c >= 0:
                enlist(city, state.cadres[c], state.departments, numbers)
        if numbers.resources.extra_staff:
            for _ in range(seats[s].outside):
                c = best_for_seat(city.seed, state.cadres, seats[s].department, OUTSIDE, True)
                if c >= 0:
                    team.outsiders += 1
                    enlist(city, state.cadres[c], state.departments, numbers)
    seat_everybody(state.cadres, state.desks)


@internal
def enlist(city, cadre, departments, numbers):
    """A cadre becomes a member."""
    if cadre.post == AT_HOME:
        departments[cadre.department].lent += 1
    cadre.post = SETTING_UP
    cadre.dedicated = numbers.mode.dedicated or cadre.home_desk < 0
    city.team.members += 1


@internal
def covered_by(cadres):
    """Bit mask of the home competences of those who are setting up."""
    held = 0
    for c in range(len(cadres)):
        if cadres[c].post == SETTING_UP:
            held |= 1 << cadres[c].department
    return held


@internal
def open_team(now, state, numbers):
    """The first working day: members sit down, files come over, owners are named, shelved files are taken up."""
    city = state.city[0]
    team = city.team
    team.stage = WORKING
    held = covered_by(state.cadres)
    furnish_team(state.desks, state.departments, team, held, numbers.mode, numbers.work)
    overtime = numbers.mode.extended_hours and numbers.resources.overtime
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        if cadre.post == SETTING_UP:
            cadre.post = IN_TEAM
            cadre.team_desk = team_desk_for(team, cadre.department, numbers.mode)
            if overtime:
                cadre.days_per_week = numbers.staffing.team_days_per_week
    seat_everybody(state.cadres, state.desks)
    for competence in range(len(state.routes)):
        if (held >> competence) & 1 == 1:
            redirect(
                state.routes,
                state.queues,
                state.jobs,
                state.desks,
                competence,
                team_desk_for(team, competence, numbers.mode),
            )
    if numbers.mode.ownership:
        name_owners(state, IN_TEAM)
    come_into_force(now, state, numbers)
    pursue(now, state, numbers)
    wake(now, state, numbers)


@compiled
def name_owners(state, post):
    """Give every household that is left one named cadre, in turn, from those at *post* who visit."""
    city = state.city[0]
    visitors = 0
    for c in range(len(state.cadres)):
        if state.cadres[c].post == post and state.cadres[c].department == city.visit_competence:
            visitors += 1
    if visitors == 0:
        return
    for i in range(len(state.households)):
        turn = state.households[i].key % visitors
        for c in range(len(state.cadres)):
            if state.cadres[c].post == post and state.cadres[c].department == city.visit_competence:
                if turn == 0 and not state.households[i].signed:
                    state.households[i].owner = c
                turn -= 1


@internal
def is_over(now, city, matters):
    """Whether the team ends today: at its window's end, or when everybody has signed and every file is closed."""
    team = city.team
    if team.returns >= 0.0:
        return now >= team.returns
    if city.left > 0:
        return False
    for m in range(len(matters)):
        if matters[m].stage != CLOSED and matters[m].stage != DORMANT:
            return False
    return True


@internal
def dissolve(now, state, numbers):
    """The team ends: members go home, their files go back to the departments, and the old mode holds again."""
    city = state.city[0]
    city.team.stage = DISSOLVED
    city.team.dissolved = now
    city.team.finished = city.left == 0
    city.mode = 0
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        if cadre.post == IN_TEAM or cadre.post == SETTING_UP:
            give_back_own(state, c)
            if cadre.home_desk >= 0:
                state.departments[cadre.department].lent -= 1
            cadre.post = AT_HOME if cadre.home_desk >= 0 else OUTSIDE
            cadre.team_desk = -1
            cadre.days_per_week = WORKING_WEEK
    seat_everybody(state.cadres, state.desks)
    for competence in range(len(state.routes)):
        redirect(state.routes, state.queues, state.jobs, state.desks, competence, state.departments[competence].desk)
    pursue(now, state, numbers)
    wake(now, state, numbers)


@internal
def give_back_own(state, c):
    """Work that only cadre *c* was to do goes back to the common queue of its home department; owners are forgotten."""
    for i in range(len(state.households)):
        if state.households[i].owner == c:
            state.households[i].owner = -1
    own = state.queues[own_queue(c, len(state.desks), len(state.departments))]
    while own.waiting > 0:
        row = leave(own, state.jobs)
        job = state.jobs[row]
        state.desks[job.desk].waiting -= 1
        job.owner = -1
        job.desk = state.departments[job.competence].desk
        state.desks[job.desk].waiting += 1
        join(state.queues[queue_of(job.desk, job.competence, PROJECT_CLASS, len(state.departments))], state.jobs, row)


@internal
def live_a_day(day, cadres, numbers):
    """Book a day of those who are lent or ring-fenced: time charged, overtime, tiredness."""
    for c in range(len(cadres)):
        cadre = cadres[c]
        lent = (cadre.post == IN_TEAM or cadre.post == SETTING_UP) and cadre.dedicated
        works = is_working_day(day, cadre.days_per_week)
        if works and (lent or on_duty(cadre, day)):
            cadre.charged += 1.0
        if works and not is_working_day(day, WORKING_WEEK):
            cadre.overtime += 1.0
            cadre.fatigue = min(1.0, cadre.fatigue + numbers.staffing.tiring)
        elif not works:
            cadre.fatigue *= 1.0 - numbers.staffing.recovery
