"""A day's signatures: everybody decides on the same morning's facts, then all that was decided takes effect."""

from __future__ import annotations

import math

from sim.clients import face
from sim.clients.relocation.negotiation import OfferPolicy
from sim.clients.relocation.regime import VillageRegime
from sim.clients.relocation.rules.compulsion import court_refuses, is_due
from sim.clients.relocation.rules.credibility import belief_after, late_premium
from sim.clients.relocation.rules.offer import price_offered
from sim.clients.relocation.rules.petition import files_petition
from sim.clients.relocation.rules.signing import is_approached, is_unwilling, may_sign, signing_draw, signing_hazard
from sim.clients.relocation.rules.threshold import threshold_value
from sim.clients.relocation.state import Book, CourtStage, Household, Village
from sim.clients.relocation.threshold_window import pay
from sim.core.compiling import compiled, internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.core.rows import Rows
from sim.state.state import State


@internal
def signed_among_ties(household: Household) -> float:
    """Share of a household's neighbours and kin that have signed; zero when it has none."""
    return household.signed_ties / household.ties if household.ties > 0 else 0.0


@internal
def group_value(book: Book, households: Rows[Household], regime: VillageRegime) -> float:
    """What the group bonus of an open threshold contract adds to signing today."""
    if regime.offer.policy != OfferPolicy.THRESHOLD or book.window_start < 0.0:
        return 0.0
    return threshold_value(book.signed, len(households), regime.offer)


@compiled
def price_for(day: float, i: int, village: Village, regime: VillageRegime) -> float:
    """Today's whole offer to household *i*, in assessed values."""
    households = village.households
    share = village.book[0].signed / len(households)
    care = regime.resources.care_package
    return price_offered(day, share, households[i], care, regime.offer, village.rounds, village.windows)


@internal
def offer_stands(book: Book, regime: VillageRegime) -> bool:
    """Whether there is an offer to sign today: a threshold contract stands while its window is open, or once met."""
    return regime.offer.policy != OfferPolicy.THRESHOLD or book.window_start >= 0.0 or book.bound


@compiled
def hazard_of(day: float, i: int, village: Village, regime: VillageRegime) -> float:
    """Chance that household *i* signs on *day*, as things stand that morning."""
    book, household = village.book[0], village.households[i]
    if not offer_stands(book, regime):
        return 0.0
    price = price_for(day, i, village, regime)
    share = signed_among_ties(household)
    group = group_value(book, village.households, regime)
    return signing_hazard(household, price, share, group, regime.negotiation)


@internal
def draw_all(day: int, seed: int, households: Rows[Household], regime: VillageRegime) -> None:
    """Every household that is left draws the day's draw, which says who may sign at all.

    In a loop of its own: the processor begins the next draw before one is done, instead of waiting for what it says.
    """
    for i in range(len(households)):
        household = households[i]
        if not household.signed:
            approached = is_approached(household, regime.negotiation)
            household.decided = approached and may_sign(signing_draw(seed, day, household), regime.negotiation)


@internal
def decide_all(day: int, seed: int, village: Village, regime: VillageRegime) -> int:
    """Who may sign looks at its offer and its neighbours and decides, all on the same morning; how many will."""
    book, households = village.book[0], village.households
    draw_all(day, seed, households, regime)
    willing = 0
    for i in range(len(households)):
        household = households[i]
        if not household.decided:
            continue
        household.decided = signing_draw(seed, day, household) < hazard_of(day, i, village, regime)
        if household.decided:
            share = signed_among_ties(household)
            group = group_value(book, households, regime)
            household.price = price_for(day, i, village, regime)
            household.unwilling = is_unwilling(household, household.price, share, group, regime.negotiation)
            willing += 1
    return willing


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
    conditional = regime.offer.policy == OfferPolicy.THRESHOLD and book.window_start >= 0.0
    if not conditional and cost > book.funds:
        household.unwilling = False
        return
    household.signed = True
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
