"""People: who was chosen, what became of members, and what nobody measured."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.matters.state import MatterStage
from sim.measures.openness import share
from sim.staffing.lenders import own_people
from sim.state.state import State
from sim.task_forces.state import TeamStage

YEAR = 365.0


def of_people(end: State[Any]) -> dict[str, float]:
    """Who became a member and how teams were staffed; missing where no team was called."""
    ledger = end.city[0].ledger
    counted = {
        "teams_called": float(ledger.called),
        "teams_renewed": float(ledger.renewed),
        "teams_unstaffed": float(ledger.unstaffed),
        "withdrawn": float(ledger.withdrawn),
        "withdrawal_rate": ratio(float(ledger.withdrawn), lent(end) * int(ledger.days) / YEAR),
        "applicants": float(ledger.stood),
        "applying_days": float(ledger.applying),
        "promoted": float(ledger.promoted),
        "recalled": float(ledger.recalled),
        "tapered": float(ledger.tapered),
        "members_mean": lent(end),
    }
    enlisted = float(ledger.enlisted)
    return counted | {
        "seats_filled": ratio(enlisted, float(ledger.asked)),
        "fit_mean": ratio(float(ledger.fit), enlisted),
        "coverage": ratio(float(ledger.covered), float(ledger.needed)),
        "young_share": ratio(float(ledger.young), enlisted),
        "titled_share": ratio(float(ledger.titled), enlisted),
        "experienced_share": ratio(float(ledger.experienced), enlisted),
        "days_to_staff": ratio(float(ledger.to_staff), float(ledger.staffed)),
        "talent_premium": premium(end),
        "matching_gap": float(ledger.gap),
    }


def of_teams(end: State[Any]) -> dict[str, float]:
    """Whether the teams that were called have all ended, and for how long the first was at work."""
    called = end.teams[end.teams["called"] >= 0.0]
    if not len(called):
        return {"team_ended": math.nan, "team_days": math.nan}
    first, until = called[0], float(end.city[0].until)
    ended = float(first.dissolved) if first.stage == TeamStage.DISSOLVED else until
    began = float(first.first_day) if first.first_day >= 0.0 else until
    return {
        "team_ended": float((called["stage"] == TeamStage.DISSOLVED).all()),
        "team_days": float(first.before) + max(0.0, ended - began),
    }


def ratio(part: float, whole: float) -> float:
    """A share, missing where there is nothing to take one of."""
    return part / whole if whole else math.nan


def lent(end: State[Any]) -> float:
    """Cadres away from home, averaged over the days after the intervention."""
    rows = end.series[: int(end.city[0].sampled)]
    away = rows["away"][rows["day"] >= 0]
    return float(away.mean()) if len(away) else 0.0


def premium(end: State[Any]) -> float:
    """How much abler those are whom departments lent than the city's people are on average (coordination 3)."""
    ledger = end.city[0].ledger
    own = end.cadres["skill"][own_people(end.cadres)]
    return ratio(float(ledger.talent), float(ledger.lent)) / float(own.mean()) - 1.0


def by_what_is_measured(end: State[Any]) -> dict[str, float]:
    """Mean days open of the matters that the evaluation sees and of the others; and on the official clock."""
    seen = end.matters["measured"]
    solved = np.where(end.matters["solved"], end.matters["closed"], np.inf)
    closed = np.where(end.matters["first_closed"] >= 0.0, end.matters["first_closed"], np.inf)
    return {
        "measured_closed_days": days_open(end, seen, closed),
        "measured_days": days_open(end, seen, solved),
        "unmeasured_days": days_open(end, ~seen, solved),
    }


def days_open(end: State[Any], which: np.ndarray, ended: np.ndarray) -> float:
    """Mean days, within the year of the arms, from the filing of matters to the day on which they *ended*."""
    start, until = float(end.city[0].intervention), float(end.city[0].until)
    filed = end.matters["filed"]
    counts = which & (end.matters["stage"] != MatterStage.DORMANT) & (filed < until) & (ended > start)
    days = np.minimum(ended, until) - np.maximum(filed, start)
    return share(float(days[counts].sum()), int(counts.sum()))
