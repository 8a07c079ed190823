"""The task force as a Mesa agent."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sim.core.views import RowAgent
from sim.task_forces import state

if TYPE_CHECKING:
    from sim.cadres.agent import Cadre


class TaskForce(RowAgent):
    """A task force; its attributes are the fields of its row (sim/task_forces/state.py)."""

    row_type = state.TaskForce
    rows = "teams"
    settable: ClassVar = {"target": (0.0, 1_000_000.0), "pressed": (0.0, 1.0)}

    def people(self) -> list[Cadre]:
        """Its members, those still setting up included."""
        members: list[Cadre] = self.model.members(self.index)
        return members
