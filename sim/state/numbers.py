"""A scenario's numbers as rules read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.core.rows import Rows
from sim.state.regime import InForce, Regime

if TYPE_CHECKING:
    from sim.staffing.parameters import Call
    from sim.task_forces.state import Seat


@dataclass(frozen=True, slots=True)
class Numbers:
    """Records of one scenario: three regimes (before, under the mode, after a team), and the lists.

    *clients* holds what the kind of client needs of its own, *team_members* the seats of a team with its own task.
    """

    regimes: Rows[Regime]
    seats: Rows[Seat]
    city: Rows[Any]
    call: Call
    clients: Any
    team_members: int

    @property
    def arm(self) -> Regime:
        """The regime of the arm that is compared."""
        return self.regimes[InForce.ARM]
