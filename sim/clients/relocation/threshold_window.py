"""The window of a threshold contract: it opens with a round; at its end the agreements bind, or all are void."""

from __future__ import annotations

import math

from sim.clients import face
from sim.clients.relocation.regime import VillageRegime
from sim.clients.relocation.rules.offer import day_of_round, is_contingent
from sim.clients.relocation.rules.threshold import owners_needed
from sim.clients.relocation.state import Book, Household, Village
from sim.core.compiling import internal
from sim.state.state import State


@internal
def pay(book: Book, household: Household, cost: float) -> None:
    """Money moves from the city's funds to a household that has left for good."""
    book.money += cost
    book.funds -= cost
    book.best_price = max(book.best_price, household.price)
    if household.unwilling:
        book.unwilling += 1


@face.mode_began.of(Village)
@internal
def open_window(state: State[Village], now: float, regime: VillageRegime) -> None:
    """A mode with a threshold contract of its own opens its window as it comes into force."""
    book = state.clients.book[0]
    opened = now >= regime.offer.opening
    if is_contingent(regime.offer) and opened and book.window_start < 0.0 and not book.bound:
        book.window_start = now
        book.next_window = -1.0


@internal
def mind_window(day: float, village: Village, regime: VillageRegime) -> None:
    """At a window's end the agreements bind, or all are void; then one that is due opens, unless they bind."""
    book = village.book[0]
    if book.window_start >= 0.0 and day >= book.window_start + regime.offer.window:
        end_window(day, village, regime)
    may_open = is_contingent(regime.offer) and book.window_start < 0.0 and not book.bound
    if may_open and window_is_due(day, village, regime):
        book.window_start = day
        book.next_window = -1.0


@internal
def end_window(day: float, village: Village, regime: VillageRegime) -> None:
    """Count the signatures of a window that is over."""
    book = village.book[0]
    book.window_start = -1.0
    if book.signed >= owners_needed(len(village.households), regime.offer):
        bind(village, regime)
    else:
        void(village, regime)
        call_again(day, book, regime)


@internal
def window_is_due(day: float, village: Village, regime: VillageRegime) -> bool:
    """Whether a window opens today: with a round, with signing, or because one that fell through is called again.

    A round, or signing, that begins within a day begins on the next morning.
    """
    opening = regime.offer.opening
    if day < opening:
        return False
    opens = 0.0 <= day_of_round(day, village.rounds) < 1.0 or (opening > 0.0 and day - opening < 1.0)
    return opens or village.book[0].next_window == day


@internal
def bind(village: Village, regime: VillageRegime) -> None:
    """The threshold is met: conditional agreements bind and are paid, group bonus included, while the money lasts."""
    book, households = village.book[0], village.households
    book.bound = True
    for i in range(len(households)):
        household = households[i]
        if not household.conditional:
            continue
        household.conditional = False
        household.price += regime.offer.group_bonus
        cost = household.price * household.value
        if cost <= book.funds:
            pay(book, household, cost)
        else:
            household.unpaid = True
            unsign(village, household)


@internal
def void(village: Village, regime: VillageRegime) -> None:
    """The threshold is missed: every conditional agreement is void, and trust suffers."""
    households = village.households
    village.book[0].voided += 1
    for i in range(len(households)):
        household = households[i]
        if household.conditional:
            household.conditional = False
            household.trust *= 1.0 - regime.offer.void_trust_loss
            unsign(village, household)


@internal
def call_again(day: float, book: Book, regime: VillageRegime) -> None:
    """A window that fell through is called again some time later, as often as the city has announced."""
    if book.recalled < regime.offer.recalls:
        book.recalled += 1
        book.next_window = math.ceil(day + regime.offer.recall_after)


@internal
def unsign(village: Village, household: Household) -> None:
    """A signature that does not hold: the household is where it was, and its neighbours see it there."""
    household.signed = False
    household.prepared = True
    household.unwilling = False
    household.signed_at = -1.0
    household.price = 0.0
    village.book[0].signed -= 1
    village.book[0].left += 1
    for t in range(household.first_tie, household.first_tie + household.ties):
        village.households[village.ties[t].other].signed_ties -= 1
