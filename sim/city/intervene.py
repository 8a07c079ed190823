"""The intervention day: the arm's mode comes into force, a team is called, ring-fences go up, books are opened."""

from __future__ import annotations

import numpy as np

from sim.cadres.state import AT_HOME
from sim.city.numbers import Numbers
from sim.city.pursuit import pursue
from sim.city.state import State
from sim.city.team_life import call_team, name_owners
from sim.coordination.arrange import fence, furnish_homes
from sim.scenario import Scenario
from sim.staffing.selection import best_for_seat
from sim.work.time_parts import account

COUNTED_ANEW = ("contacts", "handovers", "passed", "lapses", "rulings", "closed", "solved", "petitions", "unwilling")
TIME_PARTS = ("work_time", "handover_time", "queue_time", "meeting_time", "floor_time", "client_time")


def intervene(state: State, scenario: Scenario, numbers: Numbers, ring_fence: float) -> None:
    """Bring the arm's mode into force on a state that stands on the morning of the intervention day.

    A mode without a team changes the home desks at once. A team is called; until its first working day the
    project goes on as before. *ring_fence* (share of working days) applies to modes without a team.
    """
    now = float(scenario.calendar.intervention_day)
    open_books(state, now)
    city, regime = state.city[0], numbers.regimes[1]
    if scenario.coordination.team:
        call_team(now, state, numbers.seats, regime)
        return
    city.mode = 1
    furnish_homes(state.desks, state.departments, regime.mode, regime.work)
    if scenario.coordination.ownership:
        name_owners(state, AT_HOME)
    set_fences(state, scenario, numbers, now, ring_fence)
    pursue(now, state, regime)


def open_books(state: State, now: float) -> None:
    """Count from the intervention on: history is the same in every arm."""
    for matter in state.matters:
        account(matter, now)
    for name in TIME_PARTS:
        state.matters[name] = 0.0
    ledger = state.city[0].ledger
    for name in COUNTED_ANEW:
        setattr(ledger, name, 0)
    ledger.money = 0.0
    state.cadres["charged"] = state.cadres["overtime"] = 0.0
    state.departments["project_days"] = state.departments["routine_days"] = 0.0


def set_fences(state: State, scenario: Scenario, numbers: Numbers, now: float, share: float) -> None:
    """Ring-fence time for the project (model 9): a share of all people's days, or all days of as many as a team has."""
    kind = scenario.resources.ring_fence
    lending = numbers.seats["department"][numbers.seats["members"] > 0]
    state.cadres["duty_share"] = 0.0
    if kind == "equal_routine" and share > 0.0:
        for place, c in enumerate(np.flatnonzero(np.isin(state.cadres["department"], lending))):
            fence(state.cadres[c], share, now, state.city[0].until, place)
    if kind == "equal_effort":
        end = now + scenario.resources.team_window
        for seat in numbers.seats:
            for _ in range(seat["members"]):
                fence_one(state, int(seat["department"]), scenario.coordination.selected, now, end)
    state.city[0].fenced = bool((state.cadres["duty_share"] > 0.0).any())


def fence_one(state: State, department: int, selected: bool, now: float, end: float) -> None:
    """Set one more cadre of *department* aside for the project until *end*."""
    free = state.cadres["duty_share"] == 0.0
    chosen = best_for_seat(state.city[0].seed, state.cadres[free], department, AT_HOME, selected)
    if chosen >= 0:
        fence(state.cadres[np.flatnonzero(free)[chosen]], 1.0, now, end, 0)
