"""The compulsory branch: slow, dear, costly in trust, and counted as an unwilling move. Off by default."""

from __future__ import annotations

from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.state import CourtStage, Household
from sim.core.compiling import compiled
from sim.core.purposes import COURT
from sim.core.randomness import uniform


@compiled
def is_due(household: Household, day: int, last_round: float, negotiation: Negotiation) -> bool:
    """Whether the city applies for compulsion: the last round is long past and it has not applied before."""
    return (
        negotiation.compulsion
        and household.court_stage == CourtStage.NOT_APPLIED
        and day - last_round >= negotiation.compulsion_after
    )


@compiled
def court_refuses(seed: int, household: Household, negotiation: Negotiation) -> bool:
    """Whether the court refuses the application."""
    return uniform(seed, COURT, household.key, 0, 0) < negotiation.compulsion_refusal
