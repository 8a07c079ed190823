"""When a team ends before its task is done: nothing moves any more, or only a few cases are left to hand back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.clients import face
from sim.core.compiling import compiled, internal
from sim.state.state import State

if TYPE_CHECKING:
    from sim.staffing.parameters import Staffing


@compiled
def stands_still(now: float, began: float, progressed: float, staffing: Staffing) -> bool:
    """Whether for so many days of its work nobody reached a goal and nothing was closed; 0 days: it never ends so."""
    return staffing.stop_after > 0 and now - max(began, progressed) >= staffing.stop_after


@internal
def hands_back(state: State[Any], client: int, staffing: Staffing) -> bool:
    """Whether so few cases are left that the departments take them; of *client*'s task, or of all where it is -1."""
    return staffing.hand_back > 0 and face.few_left(state, client, staffing.hand_back)
