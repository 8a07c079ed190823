"""The project as a Mesa agent."""

from __future__ import annotations

from sim.clients.projects import state
from sim.core.views import RowAgent


class Project(RowAgent):
    """A project; its attributes are the fields of its row (sim/clients/projects/state.py)."""

    row_type = state.Project
    rows = "clients.projects"

    @property
    def is_led(self) -> bool:
        """Whether a task force has been called for it, and has not ended."""
        return bool(self.team >= 0)
