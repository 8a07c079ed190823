"""The cadre as a Mesa agent: a person with a desk, a skill and a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cadres import state
from sim.cadres.state import IN_TEAM
from sim.core.views import RowAgent

if TYPE_CHECKING:
    from sim.clients.relocation.agent import Household


class Cadre(RowAgent):
    """A cadre; its attributes are the fields of its row (sim/cadres/state.py).

    *Rule*: when free, take the job that has waited longest among those it may do (sim/desks/dispatch.py).
    """

    kind = state.Cadre
    rows = "cadres"

    @property
    def is_member(self) -> bool:
        """Whether it works in the task force now."""
        return self.post == IN_TEAM

    @property
    def is_busy(self) -> bool:
        """Whether it has work in hand."""
        return self.job >= 0

    def visit(self, household: Household) -> None:
        """Visit *household* now: exactly what the engine does at the end of a visit, time spent apart."""
        self.model.visit(self.index, household.index)
