"""The numbers in force in a relocation: those of every city, and how households negotiate and what they are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.state.regime import Regime

if TYPE_CHECKING:
    from sim.clients.relocation.negotiation import Negotiation
    from sim.clients.relocation.offers import Offer


class VillageRegime(Regime):
    """A regime with the parts of a relocation; only a type, as its base."""

    negotiation: Negotiation
    offer: Offer
