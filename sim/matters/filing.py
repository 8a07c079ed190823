"""Filing: a dormant matter is put on file and sets out."""

from __future__ import annotations

from typing import Any

from sim.core.compiling import internal
from sim.matters.flow import send_next
from sim.matters.state import Matter, MatterStage
from sim.state.regime import Regime
from sim.state.state import State


@internal
def put_on_file(now: float, state: State[Any], matter: Matter, start: int, regime: Regime) -> None:
    """A dormant matter is opened: its first clearance, or all of them, set out from desk *start*."""
    if matter.stage != MatterStage.DORMANT:
        return
    state.city[0].on_file += 1
    matter.stage = MatterStage.OPEN
    matter.filed = now
    matter.touched = now
    send_next(now, state, matter, start, regime)
