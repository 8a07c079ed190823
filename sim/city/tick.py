"""One day of the city, in order, with the reason for each place."""

from __future__ import annotations

from sim.city.record import record
from sim.clients.relocation.day import give_up, send_visitors
from sim.clients.relocation.signatures import bear, decide_all, sign_all
from sim.clients.relocation.threshold_window import mind_window
from sim.core.calendar import WORKING_WEEK, is_working_day
from sim.core.compiling import internal
from sim.measures.mark import take_mark
from sim.teams.membership import live_a_day
from sim.teams.stages import turn_stage
from sim.work.look_anew import wake


@internal
def tick(day, state, rounds, steps, regimes):
    """One day, at its start.

    1. The team's stage, because it decides who works where today.
    2. Days charged, because people are lent by the day whether or not they find work.
    3. The threshold window, before today's decisions: yesterday was its last day.
    4. Signatures: all decide on the same morning's facts, then all takes effect.
    5. What the day does to those who are left, and the visits they are due.
    6. The sample for the record, last, so that it shows the day's outcome.
    """
    city = state.city[0]
    now = float(day)
    turn_stage(now, state, regimes)
    if now == city.mark:
        take_mark(now, state.departments)
    numbers = regimes[city.mode]
    if city.teams_called > 0 or city.fenced or city.long_hours:
        live_a_day(day, state.cadres, numbers)
    if city.fenced or (city.teams_called > 0 and numbers.staffing.member_share < 1.0):
        wake(now, state, numbers)
    mind_window(now, city, state.households, state.ties, rounds, numbers)
    if city.left > 0:
        if decide_all(day, state, rounds, steps, numbers) > 0:
            sign_all(now, state, numbers)
        give_up(city, state.households, numbers)
        for i in range(len(state.households)):
            if not state.households[i].signed:
                bear(day, city, state.households[i], i, rounds, state.heap, numbers)
        if is_working_day(day, WORKING_WEEK) and not city.abandoned:
            send_visitors(now, day, state, numbers)
    record(day, state)
