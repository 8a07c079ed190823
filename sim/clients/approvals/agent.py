"""The approval as a Mesa agent."""

from __future__ import annotations

from sim.clients.approvals import state
from sim.core.views import RowAgent


class Approval(RowAgent):
    """An approval; its attributes are the fields of its row (sim/clients/approvals/state.py)."""

    row_type = state.Approval
    rows = "clients.approvals"

    @property
    def is_granted(self) -> bool:
        """Whether all its reviews stand closed for good."""
        return bool(self.done >= 0.0)
