"""A scenario's numbers as rules read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.core.rows import Rows

if TYPE_CHECKING:
    from sim.staffing.parameters import Call


@dataclass(frozen=True, slots=True)
class Numbers:
    """Records of one scenario: three regimes (before, under the mode, after a team), the lists, who is there."""

    regimes: Rows
    rounds: Rows
    steps: Rows
    seats: Rows
    kinds: Rows
    kind_steps: Rows
    project_kinds: Rows
    households: Rows
    issues: Rows
    city: Rows
    call: Call
