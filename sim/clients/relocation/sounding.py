"""Sounding out: before signing opens the city asks who would sign, and raises its package until enough would."""

from __future__ import annotations

from sim.clients.relocation.decisions import gain_at, price_for
from sim.clients.relocation.regime import VillageRegime
from sim.clients.relocation.rules.offer import is_contingent, next_opening
from sim.clients.relocation.state import Household, Village
from sim.core.compiling import internal
from sim.core.rows import Rows


@internal
def sound_out(day: float, seed: int, village: Village, regime: VillageRegime) -> None:
    """On the day of the mock signing the package is raised, step by step, until the share sought would sign.

    *Rule*: one price for all, and never more than the city can add; a city that needs a threshold seeks that at least.
    """
    offer, book = regime.offer, village.book[0]
    asked = max(0.0, offer.opening - offer.sounding_days)
    if not offer.sounded or not asked <= day < asked + 1.0:
        return
    households = village.households
    when = next_opening(day, village.rounds, offer)
    for i in range(len(households)):
        households[i].answer = gain_at(price_for(when, i, village, regime), day, seed, i, village, regime)
    sought = max(offer.sought, offer.threshold) if is_contingent(offer) else offer.sought
    while book.raised < offer.raise_most and share_willing(book.raised, households) < sought:
        book.raised = min(offer.raise_most, book.raised + offer.raise_step)
    book.first_price += book.raised


@internal
def share_willing(raised: float, households: Rows[Household]) -> float:
    """Share of the households that would gain after a raise."""
    willing = 0
    for i in range(len(households)):
        if households[i].answer + raised > 0.0:
            willing += 1
    return willing / len(households)
