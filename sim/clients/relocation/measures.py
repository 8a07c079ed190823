"""From the final state of a village to its columns."""

from __future__ import annotations

import math

import numpy as np

from sim.clients.relocation.rules.satisfaction import satisfaction
from sim.clients.relocation.signature_days import days_until_share, restricted_before
from sim.core.compiling import compiled
from sim.core.rows import Row
from sim.measures.inequality import gini, worst_tenth


def of_households(past, end, left: np.ndarray, horizon: float) -> dict[str, float]:
    """Who has signed, who is left, and how it was before."""
    city = end.city[0]
    return {
        "signed_share": 1.0 - city.left / len(end.households),
        "households_left": float(city.left),
        "left_at_intervention": float(left.sum()),
        "stall_days": float(city.intervention - past.city[0].last_signature) if left.any() else 0.0,
        "restricted_days_before": restricted_before(past.households, float(city.intervention), horizon),
    }


def from_first_day(city: Row, team: Row, days: np.ndarray, setup_days: float) -> dict[str, float]:
    """The clock of A7: it starts on the team's first working day; an arm without a team is read by the same clock."""
    with_team = team.first_day >= 0.0
    start = float(team.first_day - city.intervention) if with_team else setup_days
    whole = days_until_share(days, 1.0)
    return {
        "team_days_to_all": math.nan if math.isnan(whole) or not with_team else max(0.0, whole - start),
        "signed_in_40_days": float((days <= start + A7_DAYS).sum()),
    }


def who_bears(end, left: np.ndarray, negotiation: Row) -> dict[str, float]:
    """Prices by rank of signing, satisfaction, pressure."""
    households = end.households
    best = float(end.city[0].ledger.best_price)
    feelings = np.empty(len(households))
    feel(households, best, negotiation, feelings)
    signed = np.flatnonzero(households["signed"] & ~households["conditional"])
    prices = households["price"][signed][np.argsort(households["signed_at"][signed], kind="stable")]
    tenth = max(1, len(prices) // 10)
    return {
        "early_late_gap": float(prices[-tenth:].mean() - prices[:tenth].mean()) if len(prices) else 0.0,
        "price_gini": gini(prices),
        "satisfaction_mean": float(feelings.mean()),
        "satisfaction_worst_decile": worst_tenth(feelings),
        "pressure_mean": float(households["pressure"][left].mean()) if left.any() else 0.0,
    }


@compiled
def feeling(household, best_price, negotiation):
    """Satisfaction of one household; one that has not signed keeps what it has and envies nobody."""
    if household.signed:
        return satisfaction(household, household.price, best_price, negotiation)
    return satisfaction(household, household.reservation, household.reservation, negotiation)


@compiled
def feel(households, best_price, negotiation, feelings):
    """The same of every household, written into *feelings*: compiled, because it took longer than a whole branch."""
    for one in range(len(households)):
        feelings[one] = feeling(households[one], best_price, negotiation)


A7_DAYS = 40.0  # source fact A7: the task force needed 40 days for the rest
