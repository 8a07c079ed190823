"""The block as a Mesa agent."""

from __future__ import annotations

from sim.clients.blocks import state
from sim.core.views import RowAgent


class Block(RowAgent):
    """A block; its attributes are the fields of its row (sim/clients/blocks/state.py)."""

    row_type = state.Block
    rows = "clients.blocks"

    @property
    def is_in_order(self) -> bool:
        """Whether nothing is wrong in any of its items."""
        return bool(self.open == 0)
