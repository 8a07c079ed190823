"""A threshold contract: agreements are void when too few have signed at the end of the window."""

from __future__ import annotations

import math

from sim.clients.relocation.offers import Offer
from sim.core.compiling import compiled


@compiled
def owners_needed(households: int, offer: Offer) -> int:
    """Signatures that the threshold asks for, rounded up to whole owners."""
    return math.ceil(offer.threshold * households - 1e-9)


@compiled
def belief_in_threshold(signed: int, households: int, offer: Offer) -> float:
    """Chance that the public count board suggests: how near the count is to what is needed.

    The sources give no form; proportion of the way is the simplest that is zero at none and one at the goal.
    """
    return min(1.0, signed / max(owners_needed(households, offer), 1))


@compiled
def threshold_value(signed: int, households: int, offer: Offer) -> float:
    """What the group bonus adds to the value of signing now."""
    return belief_in_threshold(signed, households, offer) * offer.group_bonus
