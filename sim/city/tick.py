"""One day of the city, in order, with the reason for each place."""

from __future__ import annotations

from typing import Any

from sim.city.record import record
from sim.clients import face
from sim.core.compiling import internal
from sim.core.rows import Rows
from sim.measures.mark import take_mark
from sim.state.regime import Regime
from sim.state.state import State
from sim.teams.membership import live_a_day
from sim.teams.stages import turn_stage
from sim.work.look_anew import wake


@internal
def tick(day: int, state: State[Any], regimes: Rows[Regime]) -> None:
    """One day, at its start.

    1. The team's stage, because it decides who works where today.
    2. Days charged, because people are lent by the day whether or not they find work.
    3. Whoever is free looks for work that has become his today.
    4. The clients' own day (each kind says its order in its own folder).
    5. The sample for the record, last, so that it shows the day's outcome.
    """
    city = state.city[0]
    now = float(day)
    turn_stage(now, state, regimes)
    if now == city.mark:
        take_mark(now, state.departments)
    regime = regimes[city.mode]
    if city.teams_called > 0 or city.fenced or city.long_hours:
        live_a_day(day, state.cadres, regime)
    if city.fenced or (city.teams_called > 0 and regime.staffing.member_share < 1.0):
        wake(now, state, regime)
    face.live_today(state, day, regime)
    record(day, state)
