"""A hand-over that leaves the city: what carries it is the business of the kind of client whose matters go so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.core.kinds import by_kind

if TYPE_CHECKING:
    from sim.departments.state import Desk
    from sim.state.regime import Regime
    from sim.state.state import State


@by_kind
def goes_far(state: State[Any], now: float, c: int, start: Desk, goal: Desk, regime: Regime) -> bool:
    """Whether clearance *c* leaves desk *start* for a *goal* in another place; whoever says so lets it land there.

    Usually every desk is in the city.
    """
    return False
