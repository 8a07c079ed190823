"""Staffing between two days: called teams get their names, by the way and the matching that the call says."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.clients.kinds import kind_of
from sim.matters.route import serves_block
from sim.staffing.applicants import Candidates, Demand, candidates
from sim.staffing.calls import days_to_names
from sim.staffing.matching import Roster, match
from sim.staffing.parameters import CallWay
from sim.state.numbers import Numbers
from sim.state.state import State
from sim.task_forces.state import TeamStage
from sim.teams.by_task import prepare
from sim.teams.membership import enlist_all
from sim.teams.together import begin_lives, call_teams


def name_members(state: State[Any], numbers: Numbers) -> None:
    """Choose members for every called team whose names are due; one that stays too empty waits and is called again."""
    city, regime = state.city[0], numbers.arm
    now = float(city.now)
    if numbers.call.way == CallWay.SEATS and not city.mandates:
        city.calling = False
        call_teams(now, state, numbers.seats, regime)
        return
    due = [
        int(t) for t in np.flatnonzero((state.teams["stage"] == TeamStage.CALLED) & (state.teams["names_due"] <= now))
    ]
    asked = demands_of_tasks(state, due, numbers) if city.mandates else demands_of_seats(state, numbers)
    roster = choose(state, asked, numbers, int(now))
    if not city.mandates:
        begin_lives(now, state, regime)
        enroll(now, state, roster, asked, due, numbers)
    else:
        enroll(now, state, roster, asked, staffed(now, state, roster, asked, due, numbers), numbers)
    city.calling = False


def choose(state: State[Any], asked: list[Demand], numbers: Numbers, number: int) -> Roster:
    """The matching of call *number*: whoever stands for the seats *asked* for, and who of them is chosen."""
    seed, call = int(state.city[0].seed), numbers.call
    stand = candidates(seed, state.cadres, asked, call, call.way, number)
    clears = state.departments["clears"][state.cadres["department"][stand.cadre]]  # leaders are not lent
    stand = Candidates(*(part[clears] for part in stand))
    ledger = state.city[0].ledger
    if ledger.stood == 0:
        ledger.stood = len(stand.cadre)
        ledger.applying = 1 + int(stand.day.max(initial=0))
    return match(state.cadres, stand, asked, call, seed, number)


def staffed(
    now: float, state: State[Any], roster: Roster, asked: list[Demand], due: list[int], numbers: Numbers
) -> list[int]:
    """Those of the teams *due* that have enough of their seats filled; the others wait for another call."""
    least = float(numbers.arm.staffing.least_filled)
    ready = []
    for t in due:
        team = state.teams[t]
        seats = sum(one.persons for one in asked if one.team == t)
        stay = int(team.members)
        filled = int((roster.team == t).sum())
        if filled + stay >= least * (seats + stay) and filled + stay > 0:
            ready.append(t)
        else:
            team.names_due = now + max(float(days_to_names(numbers.arm.call)), 1.0)
            state.city[0].ledger.unstaffed += 1
    return ready


def enroll(
    now: float, state: State[Any], roster: Roster, asked: list[Demand], ready: list[int], numbers: Numbers
) -> None:
    """Whoever was chosen for a team that is *ready* becomes its member."""
    ledger, regime = state.city[0].ledger, numbers.arm
    ledger.gap = max(float(ledger.gap), 0.0 if math.isnan(roster.gap) else roster.gap)
    chosen = np.isin(roster.team, ready)
    enlist_all(now, state, roster.cadre[chosen], roster.team[chosen], roster.competence[chosen], regime)
    for t in ready:
        ledger.asked += sum(one.persons for one in asked if one.team == t)
        if state.city[0].mandates:
            prepare(now, state, t, regime)


def demands_of_tasks(state: State[Any], due: list[int], numbers: Numbers) -> list[Demand]:
    """What the called teams ask for: a seat for each competence of the task, the rest in turn, less who stayed."""
    places = numbers.team_members
    asked = []
    kind = kind_of(state)
    for t in due:
        mask = kind.needs(state, int(state.teams[t].project))
        needed = [k for k in range(int(state.city[0].competences)) if mask >> k & 1]
        each, over = divmod(places, len(needed))
        stay = state.cadres["fills"][state.cadres["team"] == t]
        for place, competence in enumerate(needed):
            persons = each + (place < over) - int((stay == competence).sum())
            if persons > 0:
                asked.append(Demand(t, competence, persons))
    return asked


def first_demands(state: State[Any], numbers: Numbers) -> tuple[list[Demand], list[str]]:
    """What all teams would ask for if they were called on the intervention day, and a name for each of them."""
    left = kind_of(state).left
    if left is None:
        return demands_of_seats(state, numbers), [f"task force {t + 1}" for t in range(len(state.teams))]
    matters = left(state)
    waiting = np.flatnonzero(matters > 0)
    largest = waiting[np.argsort(-matters[waiting], kind="stable")][: len(state.teams)]
    state = state.copy()
    state.teams["project"][: len(largest)] = largest
    names = [f"task force {t + 1} (project {p})" for t, p in enumerate(largest)]
    return demands_of_tasks(state, list(range(len(largest))), numbers), names


def demands_of_seats(state: State[Any], numbers: Numbers) -> list[Demand]:
    """What teams without a task of their own ask for: the seats of the configuration, dealt out in turn."""
    teams, blocks = len(state.teams), int(state.city[0].blocks)
    dealt: dict[int, int] = dict.fromkeys(range(teams), 0)
    seats: dict[tuple[int, int], int] = {}
    for seat in numbers.seats:
        block = int(state.departments[seat.department].block)
        serving = [t for t in range(teams) if serves_block(t, teams, blocks, block)]
        for _ in range(seat.members):
            t = serving[sum(dealt[one] for one in serving) % len(serving)]
            dealt[t] += 1
            place = (t, int(state.departments[seat.department].competence))
            seats[place] = seats.get(place, 0) + 1
    return [Demand(t, competence, persons) for (t, competence), persons in sorted(seats.items())]
