"""When a clearance lands at a desk: the day is noted, so that one fetched before its time does not land twice."""

from __future__ import annotations

from typing import Any

from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.matters.state import Clearance
from sim.state.state import State


@internal
def land_at(when: float, state: State[Any], c: int) -> None:
    """Clearance *c* will land on day *when*, whatever was expected before."""
    state.clearances[c].lands = when
    push(state.heap, state.city[0], when, EventKind.LAND, c)


@internal
def is_expected(now: float, clearance: Clearance) -> bool:
    """Whether a landing is the one that is expected, and not one that was overtaken."""
    return clearance.lands == now
