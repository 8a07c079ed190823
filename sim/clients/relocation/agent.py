"""The household as a Mesa agent: what it is, and what it would do today."""

from __future__ import annotations

from typing import ClassVar

from sim.cadres.agent import Cadre
from sim.clients.relocation import state
from sim.clients.relocation.decisions import hazard_of, price_for
from sim.clients.relocation.measures import feeling
from sim.clients.relocation.rules.signing import signing_draw
from sim.clients.relocation.visiting import visit
from sim.core.views import RowAgent


class Household(RowAgent):
    """A household of the village; its attributes are the fields of its row (sim/clients/relocation/state.py).

    *Rule*: who gains makes up its mind, and signs while an offer stands or before it is lost, see rules/signing.py.
    """

    row_type = state.Household
    rows = "clients.households"
    settable: ClassVar = {
        "pressure": (0.0, 1.0),
        "trust": (0.0, 1.0),
        "uncertainty": (0.0, 1.0),
        "belief": (0.0, 1000.0),
        "reservation": (0.0, 1000.0),
        "value": (0.0, 10_000.0),
    }
    by_place: ClassVar = {
        "price_offered": "price_offered",
        "signing_hazard": "hazard",
        "would_sign": "would_sign",
        "satisfaction": "satisfaction",
        "neighbours": "neighbours",
    }

    def price_offered(self) -> float:
        """Today's whole offer to this household, in assessed values."""
        return float(price_for(float(self.model.day), self.index, self._state.clients, self._regime))

    def hazard(self) -> float:
        """Chance that it signs today, as things stand this morning; where its block waits for others, it waits, too."""
        seed = int(self._state.city[0].seed)
        return float(hazard_of(float(self.model.day), seed, self.index, self._state.clients, self._regime))

    def would_sign(self) -> bool:
        """Whether it signs today: the draw is the one that the engine makes for this household and day."""
        if not self._says_yes():
            return False
        if not self.joint:
            return True
        rows = self._own_rows()
        block = [self.model.agent(Household, int(i)) for i in (rows["block"] == self.block).nonzero()[0]]
        ready = sum(one.signed or one.prepared or one._says_yes() for one in block)  # noqa: SLF001 (its own kind)
        return bool(ready >= self._regime.negotiation.joint_quorum * len(block))

    def _says_yes(self) -> bool:
        """Whether it would sign today if it had to wait for nobody."""
        drawn = signing_draw(self._state.city[0].seed, self.model.day, self._own_rows()[self.index])
        return not self.signed and bool(drawn < self.hazard())

    def satisfaction(self) -> float:
        """0..1 with .5 as neither: outcome, procedure, envy, pressure (rules/satisfaction.py)."""
        best = float(self._state.clients.book[0].best_price)
        return feeling(self._own_rows()[self.index], best, self._regime.negotiation)

    def neighbours(self) -> list[Household]:
        """Neighbours and kin, in the order of the ties."""
        ties = self._state.clients.ties[self.first_tie : self.first_tie + self.ties]
        return [self.model.agent(Household, int(tie.other)) for tie in ties]

    def be_visited(self, cadre: Cadre) -> None:
        """What a visit by *cadre* leaves behind, as ``cadre.visit(household)``; raises as that does."""
        self.same_city(cadre, Cadre)
        visit(self._state, float(self.model.day), self.index, cadre.index, cadre.sits_at(), self._regime)
