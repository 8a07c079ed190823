"""The offer: what a household would be paid if it signed today."""

from __future__ import annotations

from sim.clients.relocation.negotiation import Offer, OfferPolicy
from sim.clients.relocation.state import BonusWindow, Household, Round
from sim.core.compiling import compiled
from sim.core.rows import Rows


@compiled
def day_of_round(day: float, rounds: Rows[Round]) -> float:
    """Days since the latest round opened; -1 before the first."""
    since = -1.0
    for r in range(len(rounds)):
        if rounds[r].start <= day:
            since = day - rounds[r].start
    return since


@compiled
def early_bonus(day: float, rounds: Rows[Round], steps: Rows[BonusWindow]) -> float:
    """Early-signing bonus of today, in assessed values: the first step that the round has not passed."""
    since = day_of_round(day, rounds)
    if since < 0.0:
        return 0.0
    for s in range(len(steps)):
        if since < steps[s].until:
            return steps[s].bonus
    return 0.0


@compiled
def concession(signed_share: float, household: Household, offer: Offer) -> float:
    """What the city adds for the last ones: it grows with the share signed, but nobody gets more than he asks."""
    if offer.policy != OfferPolicy.CONCESSION or signed_share <= offer.concession_from:
        return 0.0
    granted = offer.concession_step * 10.0 * (signed_share - offer.concession_from)
    return max(0.0, min(granted, household.ask - offer.base_price))


@compiled
def price_offered(
    day: float,
    signed_share: float,
    household: Household,
    care: float,
    offer: Offer,
    rounds: Rows[Round],
    steps: Rows[BonusWindow],
) -> float:
    """The whole offer to *household* on *day*: base, early bonus, concession and care package, in assessed values."""
    return offer.base_price + early_bonus(day, rounds, steps) + concession(signed_share, household, offer) + care
