"""Shortage: what teams ask for that cannot be had, one line each, before anybody is called."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from sim.cadres.state import Cadre
from sim.core.rows import Rows
from sim.staffing.applicants import Candidates, Demand
from sim.staffing.exact import Goal, solve
from sim.staffing.lenders import at_home
from sim.staffing.pairing import TARGETS, Pairing, pair
from sim.staffing.parameters import Call

_ROUNDING = 1e-9
MOST_NAMED = 4  # teams in one line


def shortages(
    demands: Sequence[Demand],
    cadres: Rows[Cadre],
    call: Call,
    teams: Sequence[str],
    competences: Sequence[str],
    standing: np.ndarray | Sequence[int] | None = None,
) -> list[str]:
    """A line for every shortage, naming teams, constraint and who is short; empty when all can be had at once.

    *teams*, *competences*: names by number. *standing*: rows of those who may be chosen, else everybody at home.
    """
    who = at_home(cadres) if standing is None else np.asarray(standing, np.int64)
    stand = Candidates(who, np.zeros(len(who), np.int64), np.asarray(cadres["skill"][who], np.float64))
    pairing = pair(cadres, stand, demands, call)
    if not len(pairing.competences):
        return []
    asking = {
        k: joined(teams[t] for t in sorted({d.team for d in demands if d.competence == k and d.persons > 0}))
        for k in pairing.competences
    }
    lines = [
        line
        for place, k in enumerate(pairing.competences)
        for line in of_one_competence(pairing, place, asking[k], competences[k], call)
    ]
    everybody = joined(teams[t] for t in sorted({one.team for one in demands if one.persons > 0}))
    lines += of_all_seats(pairing, everybody, competences, call)
    lines += of_composition(pairing, everybody, call)
    return lines


def of_one_competence(pairing: Pairing, place: int, asking: str, competence: str, call: Call) -> Iterable[str]:
    """Nobody holds a competence, or more seats than people who hold it and may be sent."""
    seats = pairing.seats[place]
    if not np.any(pairing.place == place):
        yield f"{asking}: {seats} of {competence} asked for, nobody holds it"
        return
    first, second = holders(pairing, place)
    if first + second < seats:
        yield (
            f"{asking}: {seats} of {competence} asked for, {first + second} can be sent "
            f"({first} of its own, {second} with it as a second field; home_limit {call.home_limit:g})"
        )


def holders(pairing: Pairing, place: int) -> tuple[int, int]:
    """How many who hold a competence may be sent: of its own department, and with it as a second field."""
    here = pairing.place == place
    held, own = pairing.department[here], pairing.own[here]
    return sendable(held[own], pairing.room), sendable(held[~own], pairing.room)


def sendable(departments: np.ndarray, room: np.ndarray) -> int:
    """How many of people from these *departments* may be sent, each department within its room."""
    return int(np.minimum(np.bincount(departments, minlength=len(room)), room).sum())


def of_all_seats(pairing: Pairing, teams: str, competences: Sequence[str], call: Call) -> Iterable[str]:
    """More seats than people in all, or competences that are each there but not all at once.

    What is lacking of one competence by itself is said already and left out.
    """
    pairing = pairing._replace(
        seats=np.array([min(n, sum(holders(pairing, p))) for p, n in enumerate(pairing.seats)], np.int64)
    )
    seats = int(pairing.seats.sum())
    people = np.unique(pairing.candidate, return_index=True)[1]
    there = sendable(pairing.department[people], pairing.room)
    if there < seats:
        yield f"{teams}: {seats} seats in all, {there} persons can be sent (home_limit {call.home_limit:g})"
        return
    filled = most_filled(pairing, call)
    if filled < seats:
        short = [competences[pairing.competences[place]] for place in scarce(pairing, filled, call)]
        yield (
            f"{teams}: {seats} seats in all, {filled} can be filled at once; short of {joined(short)}, whose people "
            f"are needed twice or may not all be sent (home_limit {call.home_limit:g})"
        )


def most_filled(pairing: Pairing, call: Call) -> int:
    """The largest number of seats that can be filled at once, composition apart."""
    found = solve(pairing, Goal(np.zeros(len(pairing.value)), 1.0, 0.0, ()), 0.0, call.solver_seconds)
    return 0 if found.chosen is None else int(np.count_nonzero(found.chosen))


def scarce(pairing: Pairing, filled: int, call: Call) -> list[int]:
    """Competences of which one seat less would leave no fewer seats filled: their people are what is missing."""
    places = []
    for place in np.flatnonzero(pairing.seats):
        fewer = pairing.seats.copy()
        fewer[place] -= 1
        if most_filled(pairing._replace(seats=fewer), call) == filled:
            places.append(int(place))
    return places


def of_composition(pairing: Pairing, teams: str, call: Call) -> Iterable[str]:
    """Targets that cannot be met alone, or not together, when as many seats are filled as can be."""
    members = most_filled(pairing, call)
    if not members:
        return
    possible = []
    for t, target in enumerate(TARGETS):
        needed = math.ceil(pairing.shares[t] * members - _ROUNDING)
        most = most_marked(pairing, t, members, call)
        if most < needed:
            yield (
                f"{teams}: {target}_share {pairing.shares[t]:g} of {members} is {needed} "
                f"{kind_of(target, call)}, at most {most} can be had"
            )
        else:
            possible.append(t)
    together = [
        targets
        for size in (2, 3)
        for targets in combinations(possible, size)
        if impossible(pairing, targets, members, call)
    ]
    for targets in together:
        if any(set(fewer) < set(targets) for fewer in together):
            continue  # said already: fewer of them are too many
        names = joined(f"{TARGETS[t]}_share {pairing.shares[t]:g}" for t in targets)
        yield f"{teams}: {names} cannot be met together by {members} members, one of them must give"


def most_marked(pairing: Pairing, target: int, members: int, call: Call) -> int:
    """How many of so many *members* can count towards a target."""
    marks = pairing.marks[target]
    found = solve(pairing, Goal(marks.astype(float), 0.0, 0.0, (), members), 0.0, call.solver_seconds)
    return 0 if found.chosen is None else int(np.count_nonzero(marks & found.chosen))


def impossible(pairing: Pairing, targets: Sequence[int], members: int, call: Call) -> bool:
    """Whether it is shown that no choice of so many *members* meets all *targets*."""
    goal = Goal(np.zeros(len(pairing.value)), 0.0, math.inf, tuple(targets), members)
    found = solve(pairing, goal, 0.0, call.solver_seconds)
    return found.chosen is None and found.ended


def kind_of(target: str, call: Call) -> str:
    """Who counts towards a target, in words."""
    return {
        "young": f"under {call.young_age:g}",
        "titled": "with a title",
        "experienced": "with experience",
    }[target]


def joined(names: Iterable[str]) -> str:
    """Names in a row: a, b and c; of many the first few, and how many more."""
    named = list(names)
    if len(named) > MOST_NAMED:
        named = [*named[: MOST_NAMED - 1], f"{len(named) - MOST_NAMED + 1} more"]
    *first, end = named
    return f"{', '.join(first)} and {end}" if first else end
