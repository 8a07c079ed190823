"""The monthly evaluation: members and teams are scored, ranked, and bear the consequences (B7)."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Post
from sim.core.compiling import internal
from sim.evaluation.scoring import gap_to, member_score, team_score
from sim.matters.state import MatterStage
from sim.state.regime import Regime
from sim.state.state import State
from sim.task_forces.state import AT_WORK
from sim.teams.month import replace


@internal
def evaluate(now: float, state: State[Any], month: int, regime: Regime) -> bool:
    """Rate every member and every team at work; whether anybody was withdrawn and replaced."""
    changed = rate_members(now, state, month, regime)
    rank_teams(state, month, regime)
    set_targets(state, regime)
    return changed


@internal
def rate_members(now: float, state: State[Any], month: int, regime: Regime) -> bool:
    """Rate members against the others; who is far below for months is withdrawn, who is far above is promoted."""
    usual = usual_work(now, state)
    city, evaluation = state.city[0], regime.evaluation
    changed = False
    for c in range(len(state.cadres)):
        cadre = state.cadres[c]
        if cadre.post != Post.IN_TEAM or cadre.joined >= now:
            continue
        score = member_score(city.seed, cadre, month, usual, evaluation)
        cadre.low_months = cadre.low_months + 1 if score < -evaluation.withdraw_below else 0
        cadre.high_months = cadre.high_months + 1 if score > evaluation.promote_above else 0
        cadre.done_this_month = 0.0
        if not cadre.promoted and 0 < evaluation.promote_months <= cadre.high_months:
            cadre.promoted = True
            city.ledger.promoted += 1
        if cadre.home_desk >= 0 and 0 < evaluation.withdraw_months <= cadre.low_months:
            cadre.withdrawn = True
            city.ledger.withdrawn += 1
            replace(now, state, c, regime)
            changed = True
    return changed


@internal
def usual_work(now: float, state: State[Any]) -> float:
    """Mean of the working days of effort that members finished since the last evaluation."""
    total = 0.0
    members = 0
    for c in range(len(state.cadres)):
        if state.cadres[c].post == Post.IN_TEAM and state.cadres[c].joined < now:
            total += state.cadres[c].done_this_month
            members += 1
    return total / members if members > 0 else 0.0


@internal
def rank_teams(state: State[Any], month: int, regime: Regime) -> None:
    """Score every team at work against target and peers: how far it is left behind presses it for a month."""
    seed = state.city[0].seed
    teams = 0
    for t in range(len(state.teams)):
        teams += state.teams[t].stage in AT_WORK
    for t in range(len(state.teams)):
        team = state.teams[t]
        if team.stage in AT_WORK:
            score = team_score(seed, team, month, regime.evaluation)
            better = 0
            for other in range(len(state.teams)):
                if state.teams[other].stage in AT_WORK:
                    better += team_score(seed, state.teams[other], month, regime.evaluation) > score
            team.pressed = gap_to(score, better, teams, regime.evaluation)


@internal
def set_targets(state: State[Any], regime: Regime) -> None:
    """Each team is to close a share of its open measured matters in the month that begins."""
    for t in range(len(state.teams)):
        state.teams[t].target = 0.0
        state.teams[t].closed_this_month = 0
    for m in range(len(state.matters)):
        matter = state.matters[m]
        if (
            matter.team >= 0
            and matter.measured
            and matter.stage != MatterStage.CLOSED
            and matter.stage != MatterStage.DORMANT
        ):
            state.teams[matter.team].target += regime.evaluation.target_share
