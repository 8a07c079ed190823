"""Life lines: every stage that a team turns to is written down, and every move of a member."""

from __future__ import annotations

from typing import Any

from sim.core.compiling import internal
from sim.state.state import State
from sim.task_forces.state import TeamStage


@internal
def turn_to(now: float, state: State[Any], t: int, stage: TeamStage) -> None:
    """Team *t* turns to its next *stage*; the record keeps the day, the task and the members."""
    city = state.city[0]
    team = state.teams[t]
    team.stage = stage
    if city.lived < len(state.lives):
        life = state.lives[city.lived]
        life.day = now
        life.team = t
        life.project = team.project
        life.stage = stage
        life.members = team.members
    city.lived += 1


@internal
def note_move(now: float, state: State[Any], c: int, leaves: bool) -> None:
    """Write down that cadre *c* becomes a member of its team, or leaves it."""
    city = state.city[0]
    cadre = state.cadres[c]
    if city.moved < len(state.moves):
        move = state.moves[city.moved]
        move.day = now
        move.cadre = c
        move.department = cadre.department
        move.team = cadre.team
        move.project = state.teams[cadre.team].project
        move.competence = cadre.fills
        move.leaves = leaves
    city.moved += 1
