"""From the final state of a village to its columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.clients.relocation.rules.satisfaction import satisfaction
from sim.clients.relocation.state import Household, Village
from sim.core.compiling import compiled
from sim.core.rows import Rows
from sim.measures.goal_days import days_until_share, restricted_mean
from sim.measures.inequality import gini, worst_tenth
from sim.state.state import State
from sim.task_forces.state import TaskForce

if TYPE_CHECKING:
    from sim.clients.relocation.negotiation import Negotiation
    from sim.clients.relocation.regime import VillageRegime

TWO = 2  # signatures: fewer have no last one and no one before
A7_DAYS = 40.0  # source fact A7: the task force needed 40 days for the rest

Past = State[Village]
End = State[Village]


def any_household(end: End) -> bool:
    """Whether the village has a household."""
    return len(end.clients.households) > 0


def signing_days(past: Past, end: End) -> np.ndarray:
    """Days from the intervention to the signature of each household that was left then; inf when never."""
    return days_to_sign(end.clients.households, ~past.clients.households["signed"], float(end.city[0].intervention))


def measure(past: Past, end: End, regime: VillageRegime, setup_days: float) -> dict[str, float]:
    """Every column of a village, from its state at the intervention (*past*) and at the horizon (*end*)."""
    city, book = end.city[0], end.clients.book[0]
    left = ~past.clients.households["signed"]
    counted = {
        "contacts": float(city.ledger.contacts),
        "money_paid": float(book.money),
        "petitions": float(book.petitions),
        "unwilling_movers": float(book.unwilling),
        "unpaid_signatures": float((end.clients.households["unpaid"] & ~end.clients.households["signed"]).sum()),
        "voided_windows": float(book.voided),
    }
    if not any_household(end):
        return counted
    days = signing_days(past, end)
    counted |= last_ones(end, left)
    counted |= who_is_left(past, end, left, float(city.until - city.intervention))
    counted |= from_first_day(float(city.intervention), end.teams[0], days, setup_days)
    return counted | who_bears(end, left, regime.negotiation)


def who_is_left(past: Past, end: End, left: np.ndarray, horizon: float) -> dict[str, float]:
    """Who has signed, who is left, and how it was before."""
    city, households, book = end.city[0], end.clients.households, end.clients.book[0]
    stalled = float(city.intervention - past.clients.book[0].last_signature) if left.any() else 0.0
    return {
        "signed_share": 1.0 - book.left / len(households),
        "households_left": float(book.left),
        "left_at_intervention": float(left.sum()),
        "stall_days": stalled,
        "restricted_days_before": restricted_before(past.clients.households, float(city.intervention), horizon),
    }


def last_ones(end: End, left: np.ndarray) -> dict[str, float]:
    """What a signature of the last tenth of those after the intervention took, and what one took before.

    Time is charged by the day: of the last tenth is what was charged from the day on which all others had signed until
    the last of all signed. NaN with fewer than two signatures, which leave nothing to compare.
    """
    city, households = end.city[0], end.clients.households
    signed = np.flatnonzero(left & households["signed"] & ~households["conditional"])
    names = ("last_staff_days", "earlier_staff_days", "last_money", "earlier_money")
    if len(signed) < TWO:
        return dict.fromkeys(names, math.nan)
    order = signed[np.argsort(households["signed_at"][signed], kind="stable")]
    tenth = max(1, len(order) // 10)
    last, earlier = order[-tenth:], order[:-tenth]
    days = end.series["day"][: int(city.sampled)]
    ends = [float(households["signed_at"][who[-1]] - city.intervention) for who in (earlier, last)]
    before, whole = end.clients.samples["charged"][np.searchsorted(days, ends)]
    money = households["price"] * households["value"]
    values = ((whole - before) / tenth, before / len(earlier), money[last].mean(), money[earlier].mean())
    return dict(zip(names, map(float, values), strict=True))


def from_first_day(intervention: float, team: TaskForce, days: np.ndarray, setup_days: float) -> dict[str, float]:
    """The clock of A7: it starts on the team's first working day; an arm without a team is read by the same clock."""
    with_team = team.first_day >= 0.0
    start = float(team.first_day - intervention) if with_team else setup_days
    whole = days_until_share(days, 1.0)
    return {
        "team_days_to_all": math.nan if math.isnan(whole) or not with_team else max(0.0, whole - start),
        "signed_in_40_days": float((days <= start + A7_DAYS).sum()),
    }


def who_bears(end: End, left: np.ndarray, negotiation: Negotiation) -> dict[str, float]:
    """Prices by rank of signing, satisfaction, pressure."""
    households = end.clients.households
    best = float(end.clients.book[0].best_price)
    feelings = np.empty(len(households))
    feel(households, best, negotiation, feelings)
    signed = np.flatnonzero(households["signed"] & ~households["conditional"])
    prices = households["price"][signed][np.argsort(households["signed_at"][signed], kind="stable")]
    tenth = max(1, len(prices) // 10)
    return {
        "early_late_gap": float(prices[-tenth:].mean() - prices[:tenth].mean()) if len(prices) else math.nan,
        "price_gini": gini(prices),
        "satisfaction_mean": float(feelings.mean()),
        "satisfaction_worst_decile": worst_tenth(feelings),
        "pressure_mean": float(households["pressure"][left].mean()) if left.any() else math.nan,
    }


@compiled
def feeling(household: Household, best_price: float, negotiation: Negotiation) -> float:
    """Satisfaction of one household; one that has not signed keeps what it has and envies nobody."""
    if household.signed:
        return satisfaction(household, household.price, best_price, negotiation)
    return satisfaction(household, household.reservation, household.reservation, negotiation)


@compiled
def feel(households: Rows[Household], best_price: float, negotiation: Negotiation, feelings: np.ndarray) -> None:
    """The same of every household, written into *feelings*: compiled, because it took longer than a whole branch."""
    for one in range(len(households)):
        feelings[one] = feeling(households[one], best_price, negotiation)


def days_to_sign(households: Rows[Household], left: np.ndarray, intervention: float) -> np.ndarray:
    """Days from the intervention to the signature of each household in *left* (bool mask); inf when never."""
    days = households["signed_at"][left] - intervention
    return np.where(households["signed"][left] & ~households["conditional"][left], days, np.inf)


def restricted_before(past: Rows[Household], intervention: float, horizon: float) -> float:
    """The same mean over a window of the same length that ends at the intervention; NaN without such a window."""
    opens = intervention - horizon
    if opens < 0.0:
        return math.nan
    left = ~past["signed"] | (past["signed_at"] >= opens)
    days = np.where(past["signed"][left], past["signed_at"][left] - opens, np.inf)
    return restricted_mean(days, horizon)
