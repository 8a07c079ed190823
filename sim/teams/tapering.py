"""Tapering: members go home one by one, because what they can do is no longer needed, or is needed too seldom."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Cadre, Post
from sim.core.calendar import WEEK
from sim.core.compiling import internal
from sim.matters.route import slot_of
from sim.staffing.selection import best_for_seat
from sim.staffing.turnover import has_slack
from sim.state.regime import Regime
from sim.state.state import State
from sim.task_forces.state import AT_WORK, TeamStage
from sim.teams.life_line import turn_to
from sim.teams.membership import enlist
from sim.teams.month import let_go

LOOKED_BACK = 4 * WEEK  # days between two looks at what members had to do, and the days that each look is about


@internal
def send_home(now: float, state: State[Any], c: int, regime: Regime) -> None:
    """Member *c* goes home, because its competence is not needed; county backbone may take its place."""
    t, competence = state.cadres[c].team, state.cadres[c].fills
    team, city = state.teams[t], state.city[0]
    let_go(now, state, c)
    city.ledger.tapered += 1
    if regime.staffing.backbone:
        department = state.routes[slot_of(city, -1, 0) + competence].department
        other = best_for_seat(city.seed, state.cadres, department, Post.OUTSIDE, True)
        if other >= 0:
            team.outsiders += 1
            city.ledger.asked += 1
            enlist(now, state, other, t, competence, regime)


@internal
def note_tapering(now: float, state: State[Any], t: int) -> None:
    """The first members of team *t* have gone home."""
    if state.teams[t].stage == TeamStage.WORKING:
        turn_to(now, state, t, TeamStage.TAPERING)


@internal
def mind_slack(now: float, state: State[Any], regime: Regime) -> bool:
    """Every four weeks each working team lets one go of every competence that was idle too long; whether any did.

    Whose work was in hand finishes it. Two of one competence go four weeks apart: what the first did must show.
    """
    days = int(now - state.teams[0].first_day)
    if not regime.staffing.tapering or days <= 0 or days % LOOKED_BACK > 0:
        return False
    changed = False
    for t in range(len(state.teams)):
        if state.teams[t].stage in AT_WORK and let_idle_go(now, state, t, regime):
            note_tapering(now, state, t)
            changed = True
    for c in range(len(state.cadres)):
        state.cadres[c].project_time = 0.0
    return changed


@internal
def let_idle_go(now: float, state: State[Any], t: int, regime: Regime) -> bool:
    """One member of every competence of team *t* that had slack goes home; whether any did."""
    changed = False
    for competence in range(state.city[0].competences):
        c = least_busy(now, state, t, competence, regime)
        if c >= 0:
            send_home(now, state, c, regime)
            changed = True
    return changed


@internal
def least_busy(now: float, state: State[Any], t: int, competence: int, regime: Regime) -> int:
    """Who of team *t* goes home from *competence*: the least busy, if all of them together had slack; else -1."""
    busy = 0.0
    days = 0.0
    chosen = -1
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        if cadre.team == t and cadre.fills == competence and served_throughout(now, cadre):
            busy += cadre.project_time
            days += LOOKED_BACK / WEEK * cadre.days_per_week * cadre.team_share
            if cadre.home_desk >= 0 and (chosen < 0 or cadre.project_time < state.cadres[chosen].project_time):
                chosen = c
    return chosen if has_slack(busy, days, regime.staffing) else -1


@internal
def served_throughout(now: float, cadre: Cadre) -> bool:
    """Whether a member has sat in its team all the days that are looked back on."""
    return cadre.post == Post.IN_TEAM and cadre.joined <= now - LOOKED_BACK
