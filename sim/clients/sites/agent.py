"""The site as a Mesa agent on the road map."""

from __future__ import annotations

from sim.clients.sites import state
from sim.core.views import RowAgent


class Site(RowAgent):
    """A site; its attributes are the fields of its row (sim/clients/sites/state.py)."""

    row_type = state.Site
    rows = "clients.sites"

    @property
    def is_blocked(self) -> bool:
        """Whether another's heap lies on its land."""
        return bool(self.blocked_by >= 0)

    @property
    def is_done(self) -> bool:
        """Whether its earthworks are done."""
        return bool(self.ended >= 0.0)
