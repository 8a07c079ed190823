"""Applicants: who stands for the seats of task forces, by nomination, open call or talent pool, and how they look.

Every draw is keyed to the cadre and to the number of the call: one cadre more changes nobody else's draw.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.cadres.state import Cadre
from sim.core.compiling import compiled
from sim.core.parameter import as_row
from sim.core.purposes import APPLY, APPLY_DAY
from sim.core.randomness import uniform
from sim.core.rows import Rows
from sim.staffing.lenders import at_home, own_people
from sim.staffing.parameters import Call, CallWay
from sim.staffing.suitability import see

AT_CALL = 0  # which signal: as seen at this call
AT_POOL = 1  # as seen when the pool was filled
_WIDEST = 40.0  # log odds beyond which a probability is 0 or 1 in 64 bits


class Demand(NamedTuple):
    """Seats of one competence in one team."""

    team: int
    competence: int
    persons: int


class Candidates(NamedTuple):
    """Who stands: row of each cadre, days after the call when it stood, and its proficiency as it is seen."""

    cadre: np.ndarray
    day: np.ndarray
    signal: np.ndarray


def candidates(
    seed: int, cadres: Rows[Cadre], demands: Sequence[Demand], call: Call, way: CallWay, number: int = 0
) -> Candidates:
    """Who stands at call *number* of this city, in the order of their rows; raises ValueError for ``seats``."""
    numbers = as_row(call)[0]
    home = at_home(cadres)
    match way:
        case CallWay.NOMINATION:
            standing, noise = nominated(cadres, home, demands, call), call.signal_noise_nomination
        case CallWay.OPEN_CALL:
            apply = np.zeros(len(home), np.bool_)
            see_who_applies(seed, cadres, home, number, usual_odds(call), numbers, apply)
            standing, noise = home[apply], call.signal_noise_open_call
        case CallWay.TALENT_POOL:
            standing, noise = np.intersect1d(home, pool(seed, cadres, call)), call.signal_noise_pool
        case _:
            raise ValueError(f"way {way}: nobody is called; departments fill their own seats")
    days = np.zeros(len(standing), np.int64)
    if way == CallWay.OPEN_CALL:
        on_which_day(seed, cadres, standing, number, numbers, days)
    seen = np.empty(len(standing))
    see(seed, cadres, standing, number, AT_CALL, noise, seen)
    return Candidates(standing, days, seen)


def nominated(cadres: Rows[Cadre], home: np.ndarray, demands: Sequence[Demand], call: Call) -> np.ndarray:
    """Whom the departments name: some for every seat in their competence, the best after those whom they keep back.

    A department knows its own people, so it ranks by true proficiency. What it keeps back is a share of all its
    people, so that a second call does not reach further into its best.
    """
    own = own_people(cadres)
    named = []
    for competence in sorted({one.competence for one in demands}):
        asked = call.nominees * sum(one.persons for one in demands if one.competence == competence)
        people = np.flatnonzero(own & (cadres["competence"] == competence))
        ranked = people[np.lexsort((cadres["key"][people], -cadres["skill"][people]))]
        kept = math.floor(call.kept_back * len(people) + 0.5)
        ready = ranked[np.isin(ranked, home)]
        named.append(ready[min(kept, len(ready)) :][:asked])
    return np.sort(np.concatenate(named)) if named else np.zeros(0, np.int64)


def pool(seed: int, cadres: Rows[Cadre], call: Call) -> np.ndarray:
    """Who is in the talent pool (B5): the young before the others, among each those who looked best when it was filled.

    A standing list: its members do not change from call to call, and those who are lent keep their places.
    """
    own = np.flatnonzero(own_people(cadres))
    seen = np.empty(len(own))
    see(seed, cadres, own, 0, AT_POOL, call.signal_noise_pool, seen)
    older = cadres["age"][own] >= call.young_age
    places = math.floor(call.pool_share * len(own) + 0.5)
    return own[np.lexsort((cadres["key"][own], -seen, older))[:places]]


def usual_odds(call: Call) -> float:
    """Odds that somebody older without a title applies, such that ``apply_share`` of a usual city's cadres do.

    Of the usual city, not of this one: else a cadre more would change everybody's probability.
    """
    groups = [
        ((call.usual_young if young else 1.0 - call.usual_young)
         * (call.usual_titled if titled else 1.0 - call.usual_titled),
         call.apply_young**young * call.apply_titled**titled)
        for young in (0, 1)
        for titled in (0, 1)
    ]  # fmt: skip
    low, high = -_WIDEST, _WIDEST
    for _ in range(100):  # halving a span of 80 a hundred times reaches the last bit
        middle = 0.5 * (low + high)
        mean = sum(share / (1.0 + math.exp(-middle) / factor) for share, factor in groups)
        low, high = (middle, high) if mean < call.apply_share else (low, middle)
    return math.exp(high)


@compiled
def probability_of_applying(cadre: Cadre, odds: float, call: Call) -> float:
    """Probability that a cadre applies: the usual odds, times what youth and a title make of them."""
    if cadre.age < call.young_age:
        odds *= call.apply_young
    if cadre.title:
        odds *= call.apply_titled
    return 1.0 / (1.0 + 1.0 / odds)


@compiled
def applies(seed: int, cadre: Cadre, number: int, odds: float, call: Call) -> bool:
    """Whether a cadre applies at call *number*: one draw a person and call."""
    return uniform(seed, APPLY, cadre.key, number, 0) < probability_of_applying(cadre, odds, call)


@compiled
def day_of_applying(seed: int, cadre: Cadre, number: int, call: Call) -> int:
    """Days after the call when an applicant applies: every day a fixed share of the day before, while it is open."""
    whole = 0.0
    weight = 1.0
    for _ in range(call.call_days):
        whole += weight
        weight *= call.apply_decay
    left = whole * uniform(seed, APPLY_DAY, cadre.key, number, 0)
    weight = 1.0
    for day in range(call.call_days):
        if left < weight:
            return day
        left -= weight
        weight *= call.apply_decay
    return call.call_days - 1


@compiled
def see_who_applies(
    seed: int, cadres: Rows[Cadre], home: np.ndarray, number: int, odds: float, call: Call, apply: np.ndarray
) -> None:
    """Write into *apply* which of those at *home* apply at call *number*."""
    for place in range(len(home)):
        apply[place] = applies(seed, cadres[home[place]], number, odds, call)


@compiled
def on_which_day(
    seed: int, cadres: Rows[Cadre], standing: np.ndarray, number: int, call: Call, days: np.ndarray
) -> None:
    """Write for each of those *standing* the day after the call on which it applied."""
    for place in range(len(standing)):
        days[place] = day_of_applying(seed, cadres[standing[place]], number, call)
