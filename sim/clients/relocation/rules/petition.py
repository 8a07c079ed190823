"""Petitions: pressure beyond what people bear is answered by a petition; counted as harm."""

from __future__ import annotations

from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.state import Household
from sim.core.compiling import compiled
from sim.core.purposes import PETITION
from sim.core.randomness import uniform


@compiled
def files_petition(seed: int, day: int, household: Household, negotiation: Negotiation) -> bool:
    """Whether the household petitions on *day*."""
    room = 1.0 - negotiation.petition_above
    if household.petition or household.pressure <= negotiation.petition_above or room <= 0.0:
        return False
    chance = negotiation.petition_hazard * (household.pressure - negotiation.petition_above) / room
    return uniform(seed, PETITION, household.key, day, 0) < chance
