"""The second round in columns: its index, and what a second call found, who came back, how soon, and to which room."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.clients.blocks.state import Blocks
from sim.state.state import State
from sim.task_forces.state import TeamStage

if TYPE_CHECKING:
    from sim.clients.blocks.day import BlockRegime

CALL = ("called_again", "setup_again", "returned_share")


def of_second_round(end: State[Blocks], regime: BlockRegime) -> dict[str, float]:
    """The columns of the second round; missing where there is none, or where no team was called for it."""
    city, after = end.city[0], float(regime.second_round.after)
    sampled = int(city.sampled)
    mornings = end.clients.samples["index"][:sampled][end.series["day"][:sampled] >= after]
    lives = end.lives[: int(city.lived)]
    ends = lives["day"][lives["stage"] == TeamStage.DISSOLVED] - city.intervention
    calls = lives["day"][lives["stage"] == TeamStage.CALLED] - city.intervention
    calls = calls[calls >= ends[0]] if len(ends) else calls[:0]
    until = calls[0] if len(calls) else city.until - city.intervention
    return {
        "index_again": float(mornings.mean()) if end.clients.book[0].round_now else math.nan,
        "team_home": float(ends[0]) if len(ends) else math.nan,
        "room_days": float(until - ends[0]) if len(ends) and regime.staffing.room_kept else 0.0,
        **(of_call(end, float(calls[0])) if len(calls) else dict.fromkeys(CALL, math.nan)),
    }


def of_call(end: State[Blocks], day: float) -> dict[str, float]:
    """A call on a *day* after the intervention: how long until the team worked, and who of it had been a member."""
    city = end.city[0]
    now = day + float(city.intervention)
    lives, moves = end.lives[: int(city.lived)], end.moves[: int(city.moved)]
    begun = lives["day"][(lives["stage"] == TeamStage.WORKING) & (lives["day"] >= now)]
    joined = moves[~moves["leaves"]]
    first = float(begun[0]) if len(begun) else float(city.until)
    named = joined["cadre"][(joined["day"] >= now) & (joined["day"] < first)]
    before = joined["cadre"][joined["day"] < now]
    return {
        "called_again": day,
        "setup_again": float(begun[0]) - now if len(begun) else math.nan,
        "returned_share": float(np.isin(named, before).mean()) if len(named) else math.nan,
    }
