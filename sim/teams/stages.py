"""The day of the task forces: the stage of each, and month by month who leaves and how they are rated."""

from __future__ import annotations

from sim.coordination.arrange import seat_everybody
from sim.core.calendar import MONTH
from sim.core.compiling import internal
from sim.state.regime import AFTER, ARM
from sim.task_forces.state import CALLED, SET_UP, TRAINED
from sim.teams.by_task import mind_mandates, names_wanted
from sim.teams.lost_competence import mind_cover
from sim.teams.membership import end_training, seat_newcomers
from sim.teams.month import report_to_leaders, turn_over
from sim.teams.rating import evaluate
from sim.teams.together import dissolve, is_over, open_teams
from sim.work.look_anew import wake


@internal
def turn_stage(now, state, regimes):
    """Bring the teams to their next stage when the day has come; working ones change members and report."""
    city = state.city[0]
    if city.teams_called == 0:
        return
    if city.mandates:
        changed = mind_mandates(now, state, regimes[ARM])
        live_on(now, int(now - city.intervention), state, changed, regimes[ARM])
        city.calling = names_wanted(now, state)
    elif state.teams[0].stage == CALLED:
        city.calling = names_wanted(now, state)
    elif (state.teams[0].stage == SET_UP or state.teams[0].stage == TRAINED) and now >= state.teams[0].first_day:
        city.mode = ARM
        open_teams(now, state, regimes[ARM])
    elif city.teams_working > 0 and is_over(now, state):
        city.mode = AFTER
        dissolve(now, state, regimes[AFTER])
    elif city.teams_working > 0:
        end_training(now, state, regimes[ARM])
        changed = seat_newcomers(now, state, regimes[ARM])
        live_on(now, int(now - state.teams[0].first_day), state, changed, regimes[ARM])


@internal
def live_on(now, days, state, changed, regime):
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
