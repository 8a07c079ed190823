"""Credibility of the price: what neighbours were paid late teaches a household whether waiting pays."""

from __future__ import annotations

from sim.core.compiling import compiled


@compiled
def late_premium(price, first_price):
    """What a signature brought above the price of the first day; earlier bonuses lost count as nothing."""
    return max(0.0, price - first_price)


@compiled
def belief_after(household, premium, negotiation):
    """Belief after a neighbour's late premium was seen: e + alpha (premium - e) (relocation 5)."""
    return household.belief + negotiation.learning * (premium - household.belief)
