"""What happens to teams while they work: members leave, are called back and replaced; the leaders are asked."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Cadre, Post
from sim.core.compiling import internal
from sim.desks.state import JobKind
from sim.desks.take_up import new_job, place
from sim.matters.route import slot_of
from sim.staffing.familiarity import since_after_change
from sim.staffing.selection import best_for_seat
from sim.staffing.turnover import is_recalled, leaves
from sim.state.regime import Regime
from sim.state.state import State
from sim.task_forces.state import AT_WORK
from sim.teams.membership import enlist, leave_team


@internal
def turn_over(now: float, state: State[Any], month: int, regime: Regime) -> bool:
    """Once a month members leave and are replaced, and departments in need call theirs back; whether any left."""
    if regime.staffing.exit_rate <= 0.0 and regime.staffing.recall_rate <= 0.0:
        return False
    changed = False
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        sits = cadre.post == Post.IN_TEAM and cadre.joined < now and cadre.home_desk >= 0
        if sits and leaves(state.city[0].seed, cadre, month, regime.staffing):
            state.city[0].ledger.exits += 1
            replace(now, state, c, regime)
            changed = True
        elif sits and is_recalled(state.city[0].seed, cadre, month, in_need(state, cadre), regime.staffing):
            state.city[0].ledger.recalled += 1
            let_go(now, state, c)
            changed = True
    return changed


@internal
def in_need(state: State[Any], cadre: Cadre) -> float:
    """Routine work waiting at a cadre's home, in working days for each of those who are there.

    A sum that came and went may end a rounding error below zero; none waits then.
    """
    department = state.departments[cadre.department]
    return max(department.waiting, 0.0) / max(department.establishment - department.lent, 1)


@internal
def let_go(now: float, state: State[Any], c: int) -> None:
    """Member *c* goes home; the others know each other as well as before."""
    team = state.teams[state.cadres[c].team]
    leave_team(now, state, c)
    team.members -= 1


@internal
def replace(now: float, state: State[Any], c: int, regime: Regime) -> None:
    """Member *c* goes home and another is called from the seat's department; with nobody there it stays empty."""
    t, competence = state.cadres[c].team, state.cadres[c].fills
    department = state.routes[slot_of(state.city[0], -1, 0) + competence].department
    follower = best_for_seat(state.city[0].seed, state.cadres, department, Post.AT_HOME, regime.mode.selected)
    let_go(now, state, c)
    team = state.teams[t]
    if follower >= 0:
        state.city[0].ledger.asked += 1
        enlist(now, state, follower, t, competence, regime)
        team.together_since = since_after_change(now, team.together_since, team.members, regime.staffing)


@internal
def report_to_leaders(now: float, state: State[Any], regime: Regime) -> None:
    """Every working team asks for direction once in so many days, unless its last report still lies with them."""
    if regime.staffing.report_days <= 0:
        return
    city = state.city[0]
    for t in range(len(state.teams)):
        team = state.teams[t]
        due = now - team.reported >= regime.staffing.report_days
        if team.stage in AT_WORK and due and not team.asking:
            team.asking = True
            team.reported = now
            desk = state.routes[city.leaders].desk
            effort = regime.staffing.report_effort
            row = new_job(now, state, JobKind.OVERSIGHT, t, city.leaders, desk, effort, -1)
            place(now, state, row, regime)
