"""The day of the task forces: the stage of each, and month by month who leaves and how they are rated."""

from __future__ import annotations

from typing import Any

from sim.coordination.arrange import seat_everybody
from sim.core.calendar import MONTH
from sim.core.compiling import internal
from sim.core.rows import Rows
from sim.state.regime import InForce, Regime
from sim.state.state import State
from sim.task_forces.state import TeamStage
from sim.teams.again import mind_renewal, note_round
from sim.teams.by_task import mind_mandates, names_wanted
from sim.teams.lost_competence import mind_cover
from sim.teams.membership import end_training, seat_newcomers
from sim.teams.month import report_to_leaders, turn_over
from sim.teams.rating import evaluate
from sim.teams.tapering import mind_slack
from sim.teams.together import dissolve, is_over, open_teams
from sim.work.look_anew import wake


@internal
def turn_stage(now: float, state: State[Any], regimes: Rows[Regime]) -> None:
    """Bring the teams to their next stage when the day has come; working ones change members and report."""
    city = state.city[0]
    if city.teams_called == 0:
        return
    if city.mandates:
        changed = mind_mandates(now, state, regimes[InForce.ARM])
        live_on(now, int(now - city.intervention), state, changed, regimes[InForce.ARM])
        city.calling = names_wanted(now, state)
    elif state.teams[0].stage == TeamStage.CALLED:
        city.calling = names_wanted(now, state)
    elif (
        state.teams[0].stage == TeamStage.SET_UP or state.teams[0].stage == TeamStage.IN_TRAINING
    ) and now >= state.teams[0].first_day:
        city.mode = InForce.ARM
        open_teams(now, state, regimes[InForce.ARM])
    elif city.teams_working > 0 and is_over(now, state, regimes[InForce.ARM]):
        city.mode = InForce.AFTER
        dissolve(now, state, regimes[InForce.AFTER])
    elif city.teams_working > 0:
        end_training(now, state, regimes[InForce.ARM])
        note_round(state)
        changed = seat_newcomers(now, state, regimes[InForce.ARM])
        changed = mind_slack(now, state, regimes[InForce.ARM]) or changed
        live_on(now, int(now - state.teams[0].first_day), state, changed, regimes[InForce.ARM])
    elif mind_renewal(now, state, regimes[InForce.ARM]):
        city.calling = names_wanted(now, state)


@internal
def live_on(now: float, days: int, state: State[Any], changed: bool, regime: Regime) -> None:
    """A day of teams at work, so many *days* after they began; once a month members leave, and all are rated."""
    if days > 0 and days % MONTH == 0:
        changed = turn_over(now, state, days // MONTH, regime) or changed
        if regime.mode.evaluated:
            changed = evaluate(now, state, days // MONTH, regime) or changed
    if changed:
        mind_cover(now, state, regime)
        seat_everybody(state.cadres, state.desks)
        wake(now, state, regime)
    report_to_leaders(now, state, regime)
