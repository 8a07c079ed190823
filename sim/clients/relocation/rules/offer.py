"""The offer: what a household would be paid if it signed today."""

from __future__ import annotations

import math

from sim.clients.relocation.offers import Offer, OfferPolicy
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
def days_left(day: float, rounds: Rows[Round], steps: Rows[BonusWindow]) -> float:
    """Days after today until the bonus falls, 0 on the last day of a step; -1 when no fall is in view."""
    since = day_of_round(day, rounds)
    if since < 0.0:
        return -1.0
    for s in range(len(steps)):
        following = steps[s + 1].bonus if s + 1 < len(steps) else 0.0
        if since < steps[s].until and steps[s].bonus > following:
            return math.ceil(steps[s].until - since) - 1.0
    return -1.0


@compiled
def next_opening(day: float, rounds: Rows[Round], offer: Offer) -> float:
    """The day on which signing will be possible, as announced: the opening, or the first round still to come."""
    look = max(day, offer.opening)
    if len(rounds) > 0 and day_of_round(look, rounds) < 0.0:
        return max(look, rounds[0].start)
    return look


@compiled
def is_contingent(offer: Offer) -> bool:
    """Whether agreements bind only once the threshold is met."""
    return offer.contingent or offer.policy == OfferPolicy.THRESHOLD


@compiled
def haggled(visits: int, offer: Offer) -> float:
    """How far a haggling city is still below its price after so many visits: each brings a share of what is missing.

    The exponent is no whole number to the compiler, which would multiply one out, and plain Python would not.
    """
    if offer.policy != OfferPolicy.HAGGLING:
        return 0.0
    return offer.low_offer * math.pow(1.0 - offer.raise_share, float(visits))


@compiled
def first_price(offer: Offer, rounds: Rows[Round], steps: Rows[BonusWindow]) -> float:
    """What whoever signs on the first day of signing is paid, before anybody has been visited."""
    return offer.base_price + early_bonus(next_opening(0.0, rounds, offer), rounds, steps) - haggled(0, offer)


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
    """The whole offer to *household* on *day*, in assessed values: base, early bonus, concession, care; haggled down.

    *signed_share* is that of signatures that bind: what a city has sunk is what makes it concede (relocation 2.1).
    """
    price = offer.base_price + early_bonus(day, rounds, steps) + concession(signed_share, household, offer) + care
    return price - haggled(household.visits, offer)
