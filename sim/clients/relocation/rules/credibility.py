"""Credibility of the price: what neighbours were paid late teaches a household whether waiting pays."""

from __future__ import annotations

from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.state import Household
from sim.core.compiling import compiled


@compiled
def late_premium(price: float, first_price: float) -> float:
    """What a signature brought above the price of the first day; earlier bonuses lost count as nothing."""
    return max(0.0, price - first_price)


@compiled
def belief_after(household: Household, premium: float, negotiation: Negotiation) -> float:
    """Belief after a neighbour's late premium was seen: e + alpha (premium - e) (relocation 5)."""
    return household.belief + negotiation.learning * (premium - household.belief)
