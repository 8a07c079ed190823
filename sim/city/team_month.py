"""What happens to teams while they work: members leave and are replaced, and the leaders are asked for direction."""

from __future__ import annotations

from sim.cadres.state import AT_HOME, IN_TEAM, SETTING_UP
from sim.city.begin import new_job, place
from sim.city.team_life import enlist, leave_team, sit_down
from sim.coordination.arrange import seat_everybody
from sim.core.compiling import internal
from sim.staffing.familiarity import since_after_change
from sim.staffing.selection import best_for_seat
from sim.staffing.turnover import leaves
from sim.task_forces.state import WORKING
from sim.work.state import OVERSIGHT_JOB

MONTH = 30  # days between two rounds of exits


@internal
def turn_over(now, state, numbers):
    """Once a month some members leave; whoever follows is set up first, and sits down when that is over."""
    if numbers.staffing.exit_rate <= 0.0:
        return
    changed = False
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        if cadre.post == SETTING_UP and now >= cadre.joined:
            sit_down(state, cadre, numbers)
            changed = True
    since = int(now - state.teams[0].first_day)
    if since > 0 and since % MONTH == 0:
        for c in range(len(state.cadres)):
            cadre = state.cadres[c]
            sits = cadre.post == IN_TEAM and cadre.joined < now and cadre.home_desk >= 0
            if sits and leaves(state.city[0].seed, cadre, since // MONTH, numbers.staffing):
                replace(now, state, c, numbers)
                changed = True
    if changed:
        seat_everybody(state.cadres, state.desks)


@internal
def replace(now, state, c, numbers):
    """Member *c* goes home and another of its department is called; with nobody else to call the seat stays empty."""
    city = state.city[0]
    department, t = state.cadres[c].department, state.cadres[c].team
    follower = best_for_seat(city.seed, state.cadres, department, AT_HOME, numbers.mode.selected)
    leave_team(state, c)
    team = state.teams[t]
    team.members -= 1
    city.ledger.exits += 1
    if follower >= 0:
        enlist(now, state, follower, t, numbers)
        team.together_since = since_after_change(now, team.together_since, team.members, numbers.staffing)


@internal
def report_to_leaders(now, state, numbers):
    """Every working team asks for direction once in so many days, unless its last report still lies with them."""
    if numbers.staffing.report_days <= 0:
        return
    city = state.city[0]
    for t in range(len(state.teams)):
        team = state.teams[t]
        due = now - team.reported >= numbers.staffing.report_days
        if team.stage == WORKING and due and not team.asking:
            team.asking = True
            team.reported = now
            desk = state.routes[city.leaders].desk
            effort = numbers.staffing.report_effort
            row = new_job(now, city, state.jobs, OVERSIGHT_JOB, t, city.leaders, desk, effort, -1)
            place(now, state, row, numbers)
