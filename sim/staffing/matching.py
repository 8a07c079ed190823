"""Matching: who of the candidates is chosen for which team, exactly, greedily or by draw, always within hard limits.

Seats of one competence are alike whatever their team, so competences are matched first and seats dealt afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.cadres.state import Cadre
from sim.core.purposes import MATCH_DRAW
from sim.core.randomness import uniform
from sim.core.rows import Rows
from sim.staffing.applicants import Candidates, Demand
from sim.staffing.exact import Goal, solve
from sim.staffing.pairing import TARGETS, Pairing, pair, shortfalls, worth
from sim.staffing.parameters import Call, MatchingMethod


class Roster(NamedTuple):
    """Who was chosen: row of the cadre, team, competence and fit as seen of each member, in the order of the rows.

    *gap*: share by which a better matching may exist at most, NaN where that is not known; *unfilled*: (team,
    competence, persons) of seats left empty; *composition*: share of members that count towards each target;
    *shortfall*: persons short of it.
    """

    cadre: np.ndarray
    team: np.ndarray
    competence: np.ndarray
    fit: np.ndarray
    objective: float
    gap: float
    unfilled: list[tuple[int, int, int]]
    composition: dict[str, float]
    shortfall: dict[str, float]


def match(
    cadres: Rows[Cadre], stand: Candidates, demands: Sequence[Demand], call: Call, seed: int, number: int = 0
) -> Roster:
    """Choose members from those who *stand* at call *number*: each in one team at most, departments within their limit.

    A team that cannot be staffed is left with empty seats, which the roster names; nothing fails.
    """
    pairing = pair(cadres, stand, demands, call)
    bound = math.nan
    match call.matching:
        case MatchingMethod.EXACT:
            rank = pairing.value
            chosen, bound = exact(pairing, call)
        case MatchingMethod.GREEDY:
            rank = pairing.value
            chosen = in_turn(pairing, rank)
        case _:
            rank = draw(seed, cadres, stand, pairing, number)
            chosen = in_turn(pairing, rank)
    return roster(stand, pairing, chosen, rank, demands, call, bound)


def exact(pairing: Pairing, call: Call) -> tuple[np.ndarray, float]:
    """The best choice of pairs, and a bound on what any is worth; where time ran out, at least as good as greedy."""
    goal = Goal(pairing.value, call.unfilled_cost, call.shortfall_cost, tuple(range(len(TARGETS))))
    found = solve(pairing, goal, call.solver_gap, call.solver_seconds)
    if found.ended and found.chosen is not None:
        return found.chosen, found.bound
    simple = in_turn(pairing, pairing.value)
    if found.chosen is None or worth(pairing, simple, call) > worth(pairing, found.chosen, call):
        return simple, found.bound
    return found.chosen, found.bound


def in_turn(pairing: Pairing, rank: np.ndarray) -> np.ndarray:
    """Competence by competence, the scarcest first (fewest holders a seat), whoever ranks highest and is still free."""
    chosen = np.zeros(len(rank), bool)
    taken: set[int] = set()
    room = pairing.room.copy()
    holders = np.bincount(pairing.place, minlength=len(pairing.seats))
    for place in np.argsort(holders / pairing.seats, kind="stable"):
        left = pairing.seats[place]
        mine = np.flatnonzero(pairing.place == place)
        for p in mine[np.argsort(-rank[mine], kind="stable")]:
            who, department = int(pairing.candidate[p]), pairing.department[p]
            if left and who not in taken and room[department]:
                chosen[p] = True
                taken.add(who)
                room[department] -= 1
                left -= 1
    return chosen


def draw(seed: int, cadres: Rows[Cadre], stand: Candidates, pairing: Pairing, number: int) -> np.ndarray:
    """Ranks by chance: one draw a person, call and competence."""
    keys = cadres["key"][stand.cadre[pairing.candidate]]
    draws = [
        uniform(seed, MATCH_DRAW, int(key), number, int(competence))
        for key, competence in zip(keys, pairing.competences[pairing.place], strict=True)
    ]
    return np.array(draws, np.float64)


def roster(
    stand: Candidates,
    pairing: Pairing,
    chosen: np.ndarray,
    rank: np.ndarray,
    demands: Sequence[Demand],
    call: Call,
    bound: float,
) -> Roster:
    """Deal the *chosen* out among the teams, and say what the matching is worth and what it lacks."""
    teams, unfilled = deal(pairing, chosen, rank, demands)
    members = np.flatnonzero(chosen)
    short = shortfalls(pairing, chosen)
    counted = np.count_nonzero(pairing.marks[:, chosen], axis=1)
    objective = worth(pairing, chosen, call)
    return Roster(
        cadre=stand.cadre[pairing.candidate[members]],
        team=teams[members],
        competence=pairing.competences[pairing.place[members]],
        fit=pairing.fit[members],
        objective=objective,
        gap=max(bound - objective, 0.0) / max(abs(objective), 1.0) if not math.isnan(bound) else math.nan,
        unfilled=unfilled,
        composition={
            target: float(count) / len(members) if len(members) else math.nan
            for target, count in zip(TARGETS, counted, strict=True)
        },
        shortfall={target: float(value) for target, value in zip(TARGETS, short, strict=True)},
    )


def deal(
    pairing: Pairing, chosen: np.ndarray, rank: np.ndarray, demands: Sequence[Demand]
) -> tuple[np.ndarray, list[tuple[int, int, int]]]:
    """The team of every chosen pair, and the seats left empty.

    Of each competence every team that asks for it gets one before any gets a second, the best first; each competence
    begins with another team, so that no team has the best of all.
    """
    teams = np.full(len(chosen), -1, np.int64)
    unfilled = []
    for place, competence in enumerate(pairing.competences):
        asked: dict[int, int] = {}
        for one in demands:
            if one.competence == competence and one.persons > 0:
                asked[one.team] = asked.get(one.team, 0) + one.persons
        order = sorted(asked)
        order = order[place % len(order) :] + order[: place % len(order)]
        seats = [team for turn in range(max(asked.values())) for team in order if asked[team] > turn]
        mine = np.flatnonzero(chosen & (pairing.place == place))
        mine = mine[np.argsort(-rank[mine], kind="stable")]
        teams[mine] = seats[: len(mine)]
        empty = seats[len(mine) :]
        unfilled += [(team, int(competence), empty.count(team)) for team in sorted(set(empty))]
    return teams, sorted(unfilled)
