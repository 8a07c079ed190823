"""A day's decisions: who may sign looks at its offer and its neighbours, all on the same morning's facts."""

from __future__ import annotations

import math

from sim.clients.relocation.regime import VillageRegime
from sim.clients.relocation.rules.block import block_is_ready
from sim.clients.relocation.rules.offer import days_left, is_contingent, next_opening, price_offered
from sim.clients.relocation.rules.signing import (
    is_approached,
    is_unwilling,
    may_act,
    most_hurried,
    net_value,
    pressed,
    signing_chance,
    signing_draw,
    taste,
)
from sim.clients.relocation.rules.threshold import threshold_value
from sim.clients.relocation.state import Book, Household, Village
from sim.core.compiling import compiled, internal
from sim.core.rows import Rows


@internal
def signed_among_ties(household: Household) -> float:
    """Share of a household's neighbours and kin that have signed; zero when it has none."""
    return household.signed_ties / household.ties if household.ties > 0 else 0.0


@internal
def group_value(book: Book, households: Rows[Household], regime: VillageRegime) -> float:
    """What the group bonus of an open threshold contract adds to signing today."""
    if not is_contingent(regime.offer) or book.window_start < 0.0:
        return 0.0
    return threshold_value(book.signed, len(households), regime.offer)


@compiled
def price_for(day: float, i: int, village: Village, regime: VillageRegime) -> float:
    """The whole offer to household *i* on *day*, in assessed values."""
    households, book = village.households, village.book[0]
    sunk = 0.0 if is_contingent(regime.offer) and not book.bound else book.signed / len(households)
    care = regime.resources.care_package
    price = price_offered(day, sunk, households[i], care, regime.offer, village.rounds, village.windows)
    return price + book.raised


@internal
def offer_stands(day: float, book: Book, regime: VillageRegime) -> bool:
    """Whether there is an offer to sign today: signing is open, and a contingent one is in its window, or met."""
    if day < regime.offer.opening:
        return False
    return not is_contingent(regime.offer) or book.window_start >= 0.0 or book.bound


@internal
def deadline(day: float, village: Village, regime: VillageRegime) -> float:
    """Days after today until something is lost: the bonus falls or the window ends; -1 when neither is in view."""
    left = days_left(day, village.rounds, village.windows)
    start = village.book[0].window_start
    if is_contingent(regime.offer) and start >= 0.0:
        end = math.ceil(start + regime.offer.window - day) - 1.0
        left = min(left, end) if left >= 0.0 else end
    return left


@compiled
def gain_at(price: float, day: float, seed: int, i: int, village: Village, regime: VillageRegime) -> float:
    """What household *i* gains by signing for *price*, in its own eyes, pressure left out."""
    household, negotiation = village.households[i], regime.negotiation
    group = group_value(village.book[0], village.households, regime)
    value = net_value(household, price, signed_among_ties(household), group, negotiation)
    return value + negotiation.noise * taste(seed, day, household, negotiation)


@compiled
def hazard_of(day: float, seed: int, i: int, village: Village, regime: VillageRegime) -> float:
    """Chance that household *i* signs on *day*, as things stand that morning; its block, which may wait, left out."""
    book, household = village.book[0], village.households[i]
    if not offer_stands(day, book, regime):
        return 0.0
    gain = gain_at(price_for(day, i, village, regime), day, seed, i, village, regime)
    left = deadline(day, village, regime)
    return signing_chance(household, pressed(gain, household, regime.negotiation), left, regime.negotiation)


@internal
def draw_all(day: int, seed: int, left: float, households: Rows[Household], regime: VillageRegime) -> None:
    """Every household that is left draws the day's draw, which says who may act at all.

    In a loop of its own: the processor begins the next draw before one is done, instead of waiting for what it says.
    """
    most = most_hurried(left, regime.negotiation)
    for i in range(len(households)):
        household = households[i]
        if not household.signed:
            may = may_act(signing_draw(seed, day, household), household, most)
            household.decided = may and is_approached(household, regime.negotiation)


@internal
def decide_all(day: int, seed: int, village: Village, regime: VillageRegime) -> int:
    """Everybody decides on the same morning; how many will sign today.

    Before signing opens nobody signs: who gains by what is announced makes up its mind. In a block that decides
    together a household that would sign says so, and waits until enough of the others would, too.
    """
    households, now = village.households, float(day)
    stands = offer_stands(now, village.book[0], regime)
    left = deadline(now, village, regime) if stands else -1.0
    when = now if stands else next_opening(now, village.rounds, regime.offer)
    draw_all(day, seed, left, households, regime)
    willing = 0
    waiting = 0
    for i in range(len(households)):
        household = households[i]
        if not household.decided or (household.prepared and not stands):
            household.decided = False
            continue
        household.decided = would_sign(when, day, left, seed, i, village, regime)
        if household.decided and (household.joint or not stands):
            household.decided = False
            household.inclined = True
            waiting += 1
        elif household.decided:
            willing += 1
    if waiting > 0:
        willing += hear_blocks(stands, households, regime)
    return willing


@internal
def would_sign(when: float, day: int, left: float, seed: int, i: int, village: Village, regime: VillageRegime) -> bool:
    """Whether household *i* would sign for what is offered on day *when*; it notes the price, and if pressed to it."""
    household = village.households[i]
    price = price_for(when, i, village, regime)
    gain = gain_at(price, float(day), seed, i, village, regime)
    chance = signing_chance(household, pressed(gain, household, regime.negotiation), left, regime.negotiation)
    if signing_draw(seed, day, household) >= chance:
        return False
    household.price = price
    household.unwilling = is_unwilling(gain, regime.negotiation)
    return True


@internal
def hear_blocks(stands: bool, households: Rows[Household], regime: VillageRegime) -> int:
    """Whoever is inclined signs with its block where that is ready, and else is prepared from now on; how many sign."""
    willing = 0
    for i in range(len(households)):
        household = households[i]
        if household.inclined and stands and block_is_ready(i, households, regime.negotiation):
            household.decided = True
            willing += 1
    for i in range(len(households)):
        household = households[i]
        if household.inclined:
            household.inclined = False
            household.prepared = True
            if not household.decided:
                household.price = 0.0
                household.unwilling = False
    return willing
