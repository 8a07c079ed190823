"""The window of a threshold contract: it opens with a round; at its end the agreements bind, or all are void."""

from __future__ import annotations

from sim.clients.relocation.rules.offer import THRESHOLD, day_of_round
from sim.clients.relocation.rules.threshold import owners_needed
from sim.core.compiling import internal


@internal
def pay(city, household, cost):
    """Money moves from the city's funds to a household that has left for good."""
    city.ledger.money += cost
    city.ledger.funds -= cost
    city.ledger.best_price = max(city.ledger.best_price, household.price)
    if household.unwilling:
        city.ledger.unwilling += 1


@internal
def mind_window(day, city, households, ties, rounds, numbers):
    """Open a threshold window with each round; at its end the agreements bind, or all are void."""
    if numbers.offer.policy != THRESHOLD:
        return
    if city.window_start < 0.0 and day_of_round(day, rounds) == 0.0:
        city.window_start = day
    if city.window_start < 0.0 or day < city.window_start + numbers.offer.window:
        return
    city.window_start = -1.0
    if city.signed >= owners_needed(len(households), numbers.offer):
        bind(city, households, ties, numbers)
    else:
        void(city, households, ties, numbers)


@internal
def bind(city, households, ties, numbers):
    """The threshold is met: conditional agreements bind and are paid, group bonus included, while the money lasts."""
    city.bound = True
    for i in range(len(households)):
        household = households[i]
        if not household.conditional:
            continue
        household.conditional = False
        household.price += numbers.offer.group_bonus
        cost = household.price * household.value
        if cost <= city.ledger.funds:
            pay(city, household, cost)
        else:
            unsign(city, household, households, ties)


@internal
def void(city, households, ties, numbers):
    """The threshold is missed: every conditional agreement is void, and trust suffers."""
    city.ledger.voided += 1
    for i in range(len(households)):
        household = households[i]
        if household.conditional:
            household.conditional = False
            household.trust *= 1.0 - numbers.offer.void_trust_loss
            unsign(city, household, households, ties)


@internal
def unsign(city, household, households, ties):
    """A signature that does not hold: the household is where it was, and its neighbours see it there."""
    household.signed = False
    household.unwilling = False
    household.signed_at = -1.0
    household.price = 0.0
    city.signed -= 1
    city.left += 1
    for t in range(household.first_tie, household.first_tie + household.ties):
        households[ties[t].other].signed_ties -= 1
