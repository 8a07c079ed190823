"""What was decided takes effect: signatures, what a day does to those who are left, and the compulsory branch."""

from __future__ import annotations

import math

from sim.clients import face
from sim.clients.relocation.regime import VillageRegime
from sim.clients.relocation.rules.compulsion import court_refuses, is_due
from sim.clients.relocation.rules.credibility import belief_after, late_premium
from sim.clients.relocation.rules.offer import is_contingent
from sim.clients.relocation.rules.petition import files_petition
from sim.clients.relocation.state import Book, CourtStage, Household, Village
from sim.clients.relocation.threshold_window import pay
from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.state.state import State


@internal
def sign_all(day: float, village: Village, regime: VillageRegime) -> None:
    """Put down the names of all who decided today, while the money lasts; then neighbours learn what was paid."""
    book, households = village.book[0], village.households
    for i in range(len(households)):
        if households[i].decided:
            sign(day, book, households[i], regime)
    for i in range(len(households)):
        if households[i].decided:
            households[i].decided = False
            if households[i].signed:
                tell_neighbours(i, village, regime)


@internal
def sign(day: float, book: Book, household: Household, regime: VillageRegime) -> None:
    """One household signs; under an open threshold contract nothing is paid before the threshold is met."""
    cost = household.price * household.value
    conditional = is_contingent(regime.offer) and book.window_start >= 0.0
    if not conditional and cost > book.funds:
        household.unwilling = False
        household.price = 0.0
        household.unpaid = True
        return
    household.signed = True
    household.unpaid = False
    household.conditional = conditional
    household.signed_at = day
    book.signed += 1
    book.left -= 1
    book.last_signature = day
    if not conditional:
        pay(book, household, cost)


@internal
def tell_neighbours(i: int, village: Village, regime: VillageRegime) -> None:
    """Neighbours see a signature and what it brought, and learn whether waiting pays."""
    households, ties = village.households, village.ties
    premium = late_premium(households[i].price, village.book[0].first_price)
    for t in range(households[i].first_tie, households[i].first_tie + households[i].ties):
        neighbour = households[ties[t].other]
        neighbour.signed_ties += 1
        if not neighbour.signed:
            neighbour.belief = belief_after(neighbour, premium, regime.negotiation)


@internal
def bear(day: int, state: State[Village], i: int, regime: VillageRegime) -> None:
    """What a day does to a household that is left: pressure fades, petitions are filed, courts are asked."""
    village, city = state.clients, state.city[0]
    household = village.households[i]
    household.pressure *= 1.0 - regime.negotiation.pressure_fade
    if files_petition(city.seed, day, household, regime.negotiation):
        household.petition = True
        village.book[0].petitions += 1
    rounds = village.rounds
    last_round = rounds[len(rounds) - 1].start if len(rounds) > 0 else 0.0
    if is_due(household, day, last_round, regime.negotiation):
        household.court_stage = CourtStage.APPLIED
        push(state.heap, city, day + regime.negotiation.compulsion_duration, EventKind.DECISION, i)


@face.decided.of(Village)
@internal
def hear_court(state: State[Village], now: float, client: int, regime: VillageRegime) -> None:
    """The court has decided: it refuses, or the household is compelled, which its neighbours do not forget."""
    village = state.clients
    book, household = village.book[0], village.households[client]
    if household.signed:
        return
    if court_refuses(state.city[0].seed, household, regime.negotiation):
        household.court_stage = CourtStage.REFUSED
        return
    cost = regime.negotiation.compulsion_cost * household.value
    if cost > book.funds:
        return
    household.unwilling = True
    household.signed = True
    household.signed_at = math.floor(now)
    household.price = regime.offer.base_price
    household.pressure = 1.0
    book.signed += 1
    book.left -= 1
    book.last_signature = household.signed_at
    state.city[0].progressed = now
    pay(book, household, cost)
    for t in range(household.first_tie, household.first_tie + household.ties):
        neighbour = village.households[village.ties[t].other]
        neighbour.signed_ties += 1
        neighbour.trust *= 1.0 - regime.negotiation.compulsion_trust_loss
