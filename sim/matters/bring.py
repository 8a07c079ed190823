"""Clients bring their matters one after the other."""

from __future__ import annotations

from typing import Any

from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.matters.filing import put_on_file
from sim.matters.route import first_desk
from sim.state.regime import Regime
from sim.state.state import State


@internal
def bring(now: float, state: State[Any], m: int, regime: Regime) -> None:
    """A client brings matter *m* of the stream; the next one is scheduled."""
    matter = state.matters[m]
    put_on_file(now, state, matter, first_desk(matter, state.clearances, state.routes), regime)
    if m + 1 < len(state.matters):
        push(state.heap, state.city[0], state.matters[m + 1].filed, EventKind.FILING, m + 1)
