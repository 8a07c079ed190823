"""The intervention day: the arm's mode comes into force, a team is called, ring-fences go up, books are opened."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.cadres.state import Post
from sim.clients.kinds import kind_of
from sim.coordination.arrange import fence, furnish_homes, give_orders, seat_everybody
from sim.coordination.come_into_force import come_into_force, merge_offices
from sim.coordination.parameters import RingFence
from sim.core.calendar import WORKING_WEEK
from sim.matters.time_parts import account_all
from sim.scenario import Scenario
from sim.staffing.parameters import CallWay
from sim.staffing.selection import best_for_seat
from sim.state.numbers import Numbers
from sim.state.regime import InForce
from sim.state.state import State
from sim.teams.by_task import begin_mandates
from sim.teams.ownership import name_owners_at_home
from sim.teams.together import call_for_names, call_teams
from sim.work.look_anew import look_anew_at_all

COUNTED_ANEW = (
    "contacts",
    "reworked",
    "exits",
    "withdrawn",
    "promoted",
    "recalled",
    "handovers",
    "passed",
    "lapses",
    "rulings",
    "refused",
    "denied",
    "returned",
    "closed",
    "solved",
)
TIME_PARTS = ("work_time", "handover_time", "queue_time", "meeting_time", "floor_time", "client_time")


def intervene(state: State[Any], scenario: Scenario, numbers: Numbers, ring_fence: float) -> None:
    """Bring the arm's mode into force on a state that stands on the morning of the intervention day.

    A mode without a team changes the home desks at once. A team is called; until its first working day the
    project goes on as before. *ring_fence* (share of working days) applies to modes without a team.
    """
    now = float(scenario.calendar.intervention_day)
    open_books(state, now)
    if scenario.resources.team_window:
        state.city[0].mark = now + scenario.resources.team_window
    city, regime = state.city[0], numbers.arm
    if scenario.coordination.team:
        give_orders(city.seed, state.desks, state.departments, regime.mode, regime.work)
    if scenario.coordination.team and kind_of(state).has_tasks:
        begin_mandates(now, state, regime)
        return
    if scenario.coordination.team:
        if scenario.staffing.call.way == CallWay.SEATS:
            call_teams(now, state, numbers.seats, regime)
        else:
            call_for_names(now, state, regime)
        return
    city.mode = InForce.ARM
    if scenario.coordination.pooled:
        merge_offices(state)
    furnish_homes(city.seed, state.desks, state.departments, regime.mode, regime.work)
    if scenario.coordination.ownership:
        name_owners_at_home(state)
    set_fences(state, scenario, numbers, now, ring_fence)
    give_extras(state, scenario, numbers, now)
    come_into_force(now, state, regime)
    look_anew_at_all(now, state, regime)


def open_books(state: State[Any], now: float) -> None:
    """Count from the intervention on: history is the same in every arm."""
    account_all(state.matters, now)
    for name in TIME_PARTS:
        state.matters[name] = 0.0
    ledger = state.city[0].ledger
    for name in COUNTED_ANEW:
        setattr(ledger, name, 0)
    kind_of(state).open_books(state)
    state.cadres["charged"] = state.cadres["overtime"] = 0.0
    state.departments["project_days"] = state.departments["routine_days"] = 0.0


def set_fences(state: State[Any], scenario: Scenario, numbers: Numbers, now: float, share: float) -> None:
    """Ring-fence time for the project (model 9): a share of all people's days, or all days of as many as a team has."""
    kind = scenario.resources.ring_fence
    lending = numbers.seats["department"][numbers.seats["members"] > 0]
    state.cadres["duty_share"] = 0.0
    if kind in (RingFence.EQUAL_ROUTINE, RingFence.EQUAL_STAFF) and share > 0.0:
        for place, c in enumerate(np.flatnonzero(np.isin(state.cadres["department"], lending))):
            fence(state.cadres[c], share, now, state.city[0].until, place, scenario.resources.fence_block)
    if kind == RingFence.EQUAL_EFFORT:
        end = now + scenario.resources.team_window
        for seat in numbers.seats:
            for _ in range(seat["members"]):
                fence_one(state, int(seat["department"]), scenario.coordination.selected, now, end)
    state.city[0].fenced = bool((state.cadres["duty_share"] > 0.0).any())


def give_extras(state: State[Any], scenario: Scenario, numbers: Numbers, now: float) -> None:
    """Extra people and hours where no team takes them: as many as a team would have, at their departments' desks.

    Outsiders do project work only, as they would in a team; of the city's own people, those on duty work longer.
    """
    regime, city = numbers.arm, state.city[0]
    for seat in numbers.seats:
        department = int(seat["department"])
        if regime.resources.extra_staff:
            for _ in range(seat["outside"]):
                c = best_for_seat(city.seed, state.cadres, department, Post.OUTSIDE, True)
                state.cadres[c].post = Post.AT_HOME
                state.cadres[c].home_desk = state.departments[department].desk
                fence(state.cadres[c], 1.0, now, city.until, 0, 1)
                city.fenced = True
        if regime.mode.extended_hours and regime.resources.overtime:
            for _ in range(seat["members"]):
                usual = state.cadres["days_per_week"] == WORKING_WEEK
                chosen = best_for_seat(city.seed, state.cadres[usual], department, Post.AT_HOME, False)
                if chosen >= 0:
                    c = np.flatnonzero(usual)[chosen]
                    state.cadres[c].days_per_week = scenario.staffing.team_days_per_week
            city.long_hours = True
    seat_everybody(state.cadres, state.desks)


def fence_one(state: State[Any], department: int, selected: bool, now: float, end: float) -> None:
    """Set one more cadre of *department* aside for the project until *end*."""
    free = state.cadres["duty_share"] == 0.0
    chosen = best_for_seat(state.city[0].seed, state.cadres[free], department, Post.AT_HOME, selected)
    if chosen >= 0:
        fence(state.cadres[np.flatnonzero(free)[chosen]], 1.0, now, end, 0, 1)
