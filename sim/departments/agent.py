"""The department as a Mesa agent."""

from __future__ import annotations

from typing import ClassVar

from sim.core.views import RowAgent
from sim.departments import state


class Department(RowAgent):
    """A department; its attributes are the fields of its row (sim/departments/state.py)."""

    row_type = state.Department
    rows = "departments"
    settable: ClassVar = {"effort_median": (0.001, 1000.0), "effort_sigma": (0.0, 3.0), "floor": (0.0, 3650.0)}

    @property
    def title(self) -> str:
        """Its name in the configuration."""
        return str(self.model.department_names[self.index])

    @property
    def backlog(self) -> float:
        """Working days of routine work that wait."""
        return float(self.waiting)
