"""A day's signatures: everybody decides on the same morning's facts, then all that was decided takes effect."""

from __future__ import annotations

import math

from sim.clients.relocation.rules.compulsion import APPLIED, REFUSED, court_refuses, is_due
from sim.clients.relocation.rules.credibility import belief_after, late_premium
from sim.clients.relocation.rules.offer import THRESHOLD, price_offered
from sim.clients.relocation.rules.petition import files_petition
from sim.clients.relocation.rules.signing import is_approached, is_unwilling, luck, may_sign, signing_hazard
from sim.clients.relocation.rules.threshold import threshold_value
from sim.clients.relocation.threshold_window import pay
from sim.core.agenda import COURT
from sim.core.compiling import compiled, internal
from sim.core.events import push


@internal
def signed_among_ties(household):
    """Share of a household's neighbours and kin that have signed; zero when it has none."""
    return household.signed_ties / household.ties if household.ties > 0 else 0.0


@internal
def group_value(city, households, numbers):
    """What the group bonus of an open threshold contract adds to signing today."""
    if numbers.offer.policy != THRESHOLD or city.window_start < 0.0:
        return 0.0
    return threshold_value(city.signed, len(households), numbers.offer)


@compiled
def price_for(day, i, city, households, rounds, steps, numbers):
    """Today's whole offer to household *i*, in assessed values."""
    share = city.signed / len(households)
    return price_offered(day, share, households[i], numbers.resources.care_package, numbers.offer, rounds, steps)


@internal
def offer_stands(city, numbers):
    """Whether there is an offer to sign today: a threshold contract stands while its window is open, or once met."""
    return numbers.offer.policy != THRESHOLD or city.window_start >= 0.0 or city.bound


@compiled
def hazard_of(day, i, state, rounds, steps, numbers):
    """Chance that household *i* signs on *day*, as things stand that morning."""
    city = state.city[0]
    if not offer_stands(city, numbers):
        return 0.0
    price = price_for(day, i, city, state.households, rounds, steps, numbers)
    share = signed_among_ties(state.households[i])
    group = group_value(city, state.households, numbers)
    return signing_hazard(state.households[i], price, share, group, numbers.negotiation)


@internal
def draw_all(day, seed, households, numbers):
    """Every household that is left draws the day's luck, which says who may sign at all.

    In a loop of its own: the processor begins the next draw before one is done, instead of waiting for what it says.
    """
    for i in range(len(households)):
        household = households[i]
        if not household.signed:
            approached = is_approached(household, numbers.negotiation)
            household.decided = approached and may_sign(luck(seed, day, household), numbers.negotiation)


@internal
def decide_all(day, state, rounds, steps, numbers):
    """Who may sign looks at its offer and its neighbours and decides, all on the same morning; how many will."""
    city, households = state.city[0], state.households
    draw_all(day, city.seed, households, numbers)
    willing = 0
    for i in range(len(households)):
        household = households[i]
        if not household.decided:
            continue
        household.decided = luck(city.seed, day, household) < hazard_of(day, i, state, rounds, steps, numbers)
        if household.decided:
            share = signed_among_ties(household)
            group = group_value(city, households, numbers)
            household.price = price_for(day, i, city, households, rounds, steps, numbers)
            household.unwilling = is_unwilling(household, household.price, share, group, numbers.negotiation)
            willing += 1
    return willing


@internal
def sign_all(day, state, numbers):
    """Put down the names of all who decided today, while the money lasts; then neighbours learn what was paid."""
    for i in range(len(state.households)):
        if state.households[i].decided:
            sign(day, state.city[0], state.households[i], numbers)
    for i in range(len(state.households)):
        if state.households[i].decided:
            state.households[i].decided = False
            if state.households[i].signed:
                tell_neighbours(i, state, numbers)


@internal
def sign(day, city, household, numbers):
    """One household signs; under an open threshold contract nothing is paid before the threshold is met."""
    cost = household.price * household.value
    conditional = numbers.offer.policy == THRESHOLD and city.window_start >= 0.0
    if not conditional and cost > city.ledger.funds:
        household.unwilling = False
        return
    household.signed = True
    household.conditional = conditional
    household.signed_at = day
    city.signed += 1
    city.left -= 1
    city.last_signature = day
    if not conditional:
        pay(city, household, cost)


@internal
def tell_neighbours(i, state, numbers):
    """Neighbours see a signature and what it brought, and learn whether waiting pays."""
    city = state.city[0]
    premium = late_premium(state.households[i].price, city.ledger.first_price)
    for t in range(state.households[i].first_tie, state.households[i].first_tie + state.households[i].ties):
        neighbour = state.households[state.ties[t].other]
        neighbour.signed_ties += 1
        if not neighbour.signed:
            neighbour.belief = belief_after(neighbour, premium, numbers.negotiation)


@internal
def bear(day, city, household, i, rounds, heap, numbers):
    """What a day does to a household that is left: pressure fades, petitions are filed, courts are asked."""
    household.pressure *= 1.0 - numbers.negotiation.pressure_fade
    if files_petition(city.seed, day, household, numbers.negotiation):
        household.petition = True
        city.ledger.petitions += 1
    last_round = rounds[len(rounds) - 1].start if len(rounds) > 0 else 0.0
    if is_due(household, day, last_round, numbers.negotiation):
        household.court_stage = APPLIED
        push(heap, city, day + numbers.negotiation.compulsion_duration, COURT, i)


@internal
def hear_court(now, state, i, numbers):
    """The court has decided: it refuses, or the household is compelled, which its neighbours do not forget."""
    city = state.city[0]
    household = state.households[i]
    if household.signed:
        return
    if court_refuses(city.seed, household, numbers.negotiation):
        household.court_stage = REFUSED
        return
    cost = numbers.negotiation.compulsion_cost * household.value
    if cost > city.ledger.funds:
        return
    household.unwilling = True
    household.signed = True
    household.signed_at = math.floor(now)
    household.price = numbers.offer.base_price
    household.pressure = 1.0
    city.signed += 1
    city.left -= 1
    city.last_signature = household.signed_at
    pay(city, household, cost)
    for t in range(household.first_tie, household.first_tie + household.ties):
        neighbour = state.households[state.ties[t].other]
        neighbour.signed_ties += 1
        neighbour.trust *= 1.0 - numbers.negotiation.compulsion_trust_loss
