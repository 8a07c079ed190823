"""The end of a statutory minimum: of one clearance, or of a whole matter."""

from __future__ import annotations

from typing import Any

from sim.core.compiling import internal
from sim.matters.route import desk_for
from sim.matters.state import MatterStage
from sim.matters.time_parts import account
from sim.state.regime import Regime
from sim.state.state import State
from sim.work.finish import give, look_back
from sim.work.proceed import close, proceed


@internal
def end_floor(now: float, state: State[Any], c: int, regime: Regime) -> None:
    """The statutory minimum is over: the clearance is given, and its matter goes on."""
    clearance = state.clearances[c]
    matter = state.matters[clearance.matter]
    account(matter, now)
    matter.floored -= 1
    give(now, state, clearance, regime.work)
    look_back(now, state, matter, clearance, regime.work)
    start = desk_for(state.city[0], matter, clearance, state.routes)
    proceed(now, state, clearance.matter, start, regime)


@internal
def end_rest(now: float, state: State[Any], m: int, regime: Regime) -> None:
    """The statutory minimum of a whole matter is over: it closes."""
    account(state.matters[m], now)
    state.matters[m].stage = MatterStage.OPEN
    close(now, state, m, regime)
