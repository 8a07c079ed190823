"""The household as a Mesa agent: what it is, and what it would do today."""

from __future__ import annotations

from sim.clients.relocation import state
from sim.core.views import RowAgent


class Household(RowAgent):
    """A household of the village; its attributes are the fields of its row (sim/clients/relocation/state.py).

    *Rule*: sign with a hazard of base hazard x readiness x logistic(value / noise), see rules/signing.py.
    """

    kind = state.Household
    rows = "households"

    def price_offered(self) -> float:
        """Today's whole offer to this household, in assessed values."""
        return self.model.price_offered(self.index)

    def hazard(self) -> float:
        """Chance per day that it signs, as things stand this morning."""
        return self.model.signing_hazard(self.index)

    def would_sign(self) -> bool:
        """Whether it signs today: the draw is the one that the engine makes for this household and day."""
        return not self.signed and self.model.would_sign(self.index)

    def satisfaction(self) -> float:
        """0..1 with .5 as neither: outcome, procedure, envy, pressure (rules/satisfaction.py)."""
        return self.model.satisfaction(self.index)

    def neighbours(self) -> list[Household]:
        """Neighbours and kin, in the order of the ties."""
        return self.model.neighbours(self.index)
