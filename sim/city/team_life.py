"""The life of task forces: called, set up, working, dissolved; each stage changes who sits where."""

from __future__ import annotations

from sim.cadres.state import AT_HOME, IN_TEAM, OUTSIDE, SETTING_UP
from sim.city.enact import come_into_force
from sim.city.files import bring_home, give_back_own, hand_to_teams, set_slots
from sim.city.pursuit import pursue, wake
from sim.coordination.arrange import fence, furnish_homes, furnish_team, seat_everybody, team_desk_for
from sim.core.calendar import WORKING_WEEK, is_working_day
from sim.core.compiling import compiled, internal
from sim.staffing.familiarity import unlearned
from sim.staffing.selection import best_for_seat
from sim.task_forces.state import DISSOLVED, SET_UP, WORKING
from sim.work.dispatch import is_part_time, on_duty
from sim.work.route import serves_block
from sim.work.state import CLOSED, DORMANT


@compiled
def call_teams(now, state, seats, numbers):
    """Call the teams: seats are filled from their departments, and whoever is freed leaves his desk."""
    city = state.city[0]
    city.teams_called = len(state.teams)
    for t in range(len(state.teams)):
        team = state.teams[t]
        team.stage = SET_UP
        team.called = now
        team.first_day = team.together_since = now + numbers.staffing.setup_days
        team.returns = now + numbers.resources.team_window if numbers.resources.team_window > 0 else -1.0
    turn = 0
    for s in range(len(seats)):
        for _ in range(seats[s].members):
            c = best_for_seat(city.seed, state.cadres, seats[s].department, AT_HOME, numbers.mode.selected)
            if c >= 0:
                enlist(now, state, c, next_team(state, seats[s].department, turn), numbers)
                turn += 1
        if numbers.resources.extra_staff:
            for _ in range(seats[s].outside):
                c = best_for_seat(city.seed, state.cadres, seats[s].department, OUTSIDE, True)
                if c >= 0:
                    t = next_team(state, seats[s].department, turn)
                    state.teams[t].outsiders += 1
                    enlist(now, state, c, t, numbers)
                    turn += 1
    seat_everybody(state.cadres, state.desks)


@internal
def next_team(state, department, turn):
    """Who of the teams that serve a department's block gets its next member: in turn."""
    city = state.city[0]
    block = state.departments[department].block
    number = 0
    for t in range(len(state.teams)):
        if serves_block(t, len(state.teams), city.blocks, block):
            number += 1
    wanted = turn % number
    for t in range(len(state.teams)):
        if serves_block(t, len(state.teams), city.blocks, block):
            if wanted == 0:
                return t
            wanted -= 1
    return 0


@internal
def enlist(now, state, c, t, numbers):
    """A cadre becomes a member of team *t*, and is set up first."""
    cadre = state.cadres[c]
    if cadre.post == AT_HOME:
        state.departments[cadre.department].lent += 1
    cadre.post = SETTING_UP
    cadre.team = t
    cadre.joined = now + numbers.staffing.setup_days
    cadre.dedicated = numbers.mode.dedicated or cadre.home_desk < 0
    cadre.team_share = numbers.staffing.member_share if cadre.home_desk >= 0 else 1.0
    if is_part_time(cadre):
        fence(cadre, cadre.team_share, now, state.city[0].until + 1.0, c)
    state.teams[t].members += 1


@internal
def covered_by(cadres, t):
    """Bit mask of the home competences of those who are setting up for team *t*."""
    held = 0
    for c in range(len(cadres)):
        if cadres[c].post == SETTING_UP and cadres[c].team == t:
            held |= 1 << cadres[c].department
    return held


@internal
def open_teams(now, state, numbers):
    """The first working day: members sit down, files come over, owners are named, shelved files are taken up."""
    city = state.city[0]
    competences = len(state.departments)
    city.teams_working = len(state.teams)
    for t in range(len(state.teams)):
        team = state.teams[t]
        team.stage = WORKING
        team.reported = now
        held = covered_by(state.cadres, t)
        furnish_team(state.desks, state.departments, team, held, numbers.mode, numbers.work)
        for competence in range(competences):
            covered = (held >> competence) & 1 == 1
            at_home = state.departments[competence].desk
            goal = team_desk_for(team, competence, numbers.mode) if covered else at_home
            state.routes[(1 + t) * competences + competence].desk = goal
    for c in range(len(state.cadres)):
        if state.cadres[c].post == SETTING_UP:
            sit_down(state, state.cadres[c], numbers)
    seat_everybody(state.cadres, state.desks)
    set_slots(state)
    hand_to_teams(state)
    if numbers.mode.ownership:
        name_owners(state, IN_TEAM)
    come_into_force(now, state, numbers)
    pursue(now, state, numbers)
    wake(now, state, numbers)


@internal
def sit_down(state, cadre, numbers):
    """A member takes its place at the team's desk."""
    cadre.post = IN_TEAM
    cadre.team_desk = team_desk_for(state.teams[cadre.team], cadre.department, numbers.mode)
    if numbers.mode.extended_hours and numbers.resources.overtime:
        cadre.days_per_week = numbers.staffing.team_days_per_week


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
def is_over(now, city, team, matters):
    """Whether the teams end today: at their window's end, or when everybody has signed and every file is closed.

    A stream of matters never ends: teams that serve one have a window, or work to the horizon.
    """
    if team.returns >= 0.0:
        return now >= team.returns
    if city.left > 0 or (len(matters) > 0 and matters[0].household < 0):
        return False
    for m in range(len(matters)):
        if matters[m].stage != CLOSED and matters[m].stage != DORMANT:
            return False
    return True


@internal
def dissolve(now, state, numbers):
    """The teams end: members go home, their files go back, and the old mode holds again, or what became routine."""
    city = state.city[0]
    city.teams_working = 0
    city.dissolved = now
    city.forgotten = unlearned(now - state.teams[0].first_day, numbers.staffing)
    for t in range(len(state.teams)):
        state.teams[t].stage = DISSOLVED
        state.teams[t].dissolved = now
        state.teams[t].finished = city.left == 0
    set_slots(state)
    for c in range(len(state.cadres)):
        if state.cadres[c].post == IN_TEAM or state.cadres[c].post == SETTING_UP:
            leave_team(state, c)
    furnish_homes(state.desks, state.departments, numbers.mode, numbers.work)
    seat_everybody(state.cadres, state.desks)
    bring_home(state)
    if numbers.mode.ownership:
        name_owners(state, AT_HOME)
    pursue(now, state, numbers)
    wake(now, state, numbers)


@internal
def leave_team(state, c):
    """A member goes home, or back to where it came from."""
    cadre = state.cadres[c]
    give_back_own(state, c)
    if cadre.home_desk >= 0:
        state.departments[cadre.department].lent -= 1
    cadre.post = AT_HOME if cadre.home_desk >= 0 else OUTSIDE
    cadre.team = -1
    cadre.team_desk = -1
    cadre.duty_share = 0.0
    cadre.days_per_week = WORKING_WEEK


@internal
def live_a_day(day, cadres, numbers):
    """Book a day of those who are lent or ring-fenced: time charged, overtime, tiredness."""
    for c in range(len(cadres)):
        cadre = cadres[c]
        lent = (cadre.post == IN_TEAM or cadre.post == SETTING_UP) and cadre.dedicated and not is_part_time(cadre)
        works = is_working_day(day, cadre.days_per_week)
        if works and (lent or on_duty(cadre, day)):
            cadre.charged += 1.0
        if works and not is_working_day(day, WORKING_WEEK):
            cadre.overtime += 1.0
            cadre.fatigue = min(1.0, cadre.fatigue + numbers.staffing.tiring)
        elif not works:
            cadre.fatigue *= 1.0 - numbers.staffing.recovery
