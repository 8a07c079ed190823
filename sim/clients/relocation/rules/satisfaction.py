"""Satisfaction: fairness of the outcome, fairness of the procedure, and what was suffered on the way."""

from __future__ import annotations

from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.state import Household
from sim.core.compiling import compiled


@compiled
def satisfaction(household: Household, paid: float, best_paid: float, negotiation: Negotiation) -> float:
    """0..1 with .5 as neither: outcome against reservation, trust, envy of the best price, pressure (relocation 3.4).

    *paid* and *best_paid* in assessed values; an unsigned household passes its reservation as *paid*.
    """
    value = (
        0.5
        + negotiation.outcome_weight * (paid - household.reservation)
        + negotiation.procedure_weight * (household.trust - 0.5)
        - negotiation.envy_weight * max(0.0, best_paid - paid)
        - household.pressure
    )
    return min(1.0, max(0.0, value))
