"""The department as a Mesa agent."""

from __future__ import annotations

from sim.core.views import RowAgent
from sim.departments import state


class Department(RowAgent):
    """A department; its attributes are the fields of its row (sim/departments/state.py)."""

    kind = state.Department
    rows = "departments"

    @property
    def title(self) -> str:
        """Its name in the configuration."""
        return self.model.department_names[self.index]

    @property
    def backlog(self) -> float:
        """Working days of routine work that wait."""
        return self.waiting
