"""Scoring: how a member or a team looks to the monthly evaluation, which sees with noise and by comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.compiling import compiled
from sim.core.purposes import SCORE, TEAM_SCORE
from sim.core.randomness import normal
from sim.evaluation.parameters import Evaluation

if TYPE_CHECKING:
    from sim.cadres.state import Cadre
    from sim.task_forces.state import TaskForce


@compiled
def member_score(seed: int, cadre: Cadre, month: int, usual: float, evaluation: Evaluation) -> float:
    """How far a member's work of the month seems above (or below) what is usual, as a share of that (B7)."""
    if usual <= 0.0:
        return 0.0
    return cadre.done_this_month / usual - 1.0 + evaluation.score_noise * normal(seed, SCORE, cadre.key, month, 0)


@compiled
def team_score(seed: int, team: TaskForce, month: int, evaluation: Evaluation) -> float:
    """Share of its target that a team seems to have reached (B7); one whose target was nothing has reached it."""
    noise = evaluation.score_noise * normal(seed, TEAM_SCORE, team.key, month, 0)
    return noise + (team.closed_this_month / team.target if team.target > 0.0 else 1.0)


@compiled
def gap_to(score: float, better: int, teams: int, evaluation: Evaluation) -> float:
    """How far a team is left behind: short of its target, and behind its peers by rank; 0 to 1 (coordination 1)."""
    short = min(max(1.0 - score, 0.0), 1.0)
    if teams < 2:
        return short
    return (1.0 - evaluation.peer_weight) * short + evaluation.peer_weight * better / (teams - 1)
