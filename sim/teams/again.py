"""Teams that ended are called again for a later round of what clients need (G2): to their seats, a room kept or not."""

from __future__ import annotations

from typing import Any

from sim.clients import face
from sim.core.compiling import internal
from sim.staffing.calls import days_to_names
from sim.state.regime import Regime
from sim.state.state import State
from sim.task_forces.state import TeamStage
from sim.teams.life_line import turn_to


@internal
def note_round(state: State[Any]) -> None:
    """Teams at work serve the round that has begun: they need not be called for it."""
    for t in range(len(state.teams)):
        state.teams[t].round_served = face.round_of(state)


@internal
def mind_renewal(now: float, state: State[Any], regime: Regime) -> bool:
    """Call teams that ended again once a later round has begun than they were last at work for; whether they were."""
    if not regime.staffing.renewal or state.teams[0].stage != TeamStage.DISSOLVED:
        return False
    if face.round_of(state) <= state.teams[0].round_served:
        return False
    for t in range(len(state.teams)):
        call_again(now, state, t, regime)
    note_round(state)
    return True


@internal
def call_again(now: float, state: State[Any], t: int, regime: Regime) -> None:
    """Team *t*, which has ended, is called again, by the way that it was called first."""
    team = state.teams[t]
    team.before += team.dissolved - team.first_day
    team.kept = regime.staffing.room_kept
    team.members = team.outsiders = team.closed_this_month = 0
    team.pressed = team.target = 0.0
    team.finished = False
    team.first_day = team.dissolved = -1.0
    team.called = now
    team.names_due = now + days_to_names(regime.call)
    turn_to(now, state, t, TeamStage.CALLED)
