"""A village that holds out: the rules of visiting and signing alone, and what every program here starts from.

Every day, in this order: all who are left decide on the same morning's facts (rules/signing.py of the relocation);
who decided signs; pressure fades; on working days a cadre comes to whoever is due (rules/visit.py), and an
issue on which somebody at the door can answer is settled. The offer is poor, so that most are left for long.
"""

from __future__ import annotations

from functools import lru_cache
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np

from sim.cadres.state import Cadre
from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.population import count_ties, settle_all, tie_all
from sim.clients.relocation.state import MAX_ISSUES, Household, Tie
from sim.config import load_scenario
from sim.core.calendar import WORKING_WEEK, is_working_day
from sim.core.parameter import as_row
from sim.core.purposes import ISSUE_COUNT, RAPPORT
from sim.core.randomness import exponential, normal, uniform
from sim.core.rows import Rows, RowTuple, RowType, whole

SEED = 1
OFFER = 0.5  # assessed values
NO_DEADLINE = -1.0  # days left until something is lost: nothing is
CADRES = 12
SAME_FACE = 4  # visits that the same cadre makes before another comes
ISSUES = 0.45  # chance of each of at most three issues
SETTINGS = ["negotiation.visit_interval=4.0"]  # sooner than households like it, so that pressure is at work
SIZES = {"small": ((40, 60),), "full": ((226, 400), (20_000, 365))}  # households, days


class Holdout(RowType):
    """A household that holds out."""

    seed: int = whole("seed", "keys every draw")
    signed: int = whole("households", "have signed")
    visits: int = whole("visits", "made")


@RowTuple.register
class Village(NamedTuple):
    """Rows of one village: its count, its households, their ties, the cadres who visit."""

    city: Rows[Holdout]
    households: Rows[Household]
    ties: Rows[Tie]
    cadres: Rows[Cadre]


class Tally(NamedTuple):
    """What a run ends with; programs that follow the same rules agree on every number."""

    signed: int
    visits: int
    open_issues: int
    days: int  # of signing, summed
    trust: float  # mean


@lru_cache(maxsize=4)
def _founded(households: int) -> Village:
    """The village on its first morning."""
    people = as_row(load_scenario("xiaonanmen").households)[0]
    rows = Household.make(households)
    settle_all(SEED, rows, people)
    ties = Tie.make(count_ties(SEED, rows, people))
    tie_all(SEED, rows, ties, people)
    for row in rows:
        row.issues = sum(uniform(SEED, ISSUE_COUNT, row.key, 0, which) < ISSUES for which in range(MAX_ISSUES))
        row.open_issues = row.issues
    cadres = Cadre.make(CADRES)
    cadres["holds"] = 1 + np.arange(CADRES) % 7
    cadres["rapport"] = [uniform(SEED, RAPPORT, c, 0, 0) for c in range(CADRES)]
    city = Holdout.make(1)
    city["seed"] = SEED
    return Village(city, rows, ties, cadres)


def village(households: int) -> Village:
    """A village of so many households, of one's own."""
    kept = _founded(households)
    return Village(kept.city.copy(), kept.households.copy(), kept.ties.copy(), kept.cadres.copy())


def tally(signed_at: np.ndarray, visits: int, open_issues: int, trust: np.ndarray) -> Tally:
    """The result of a run from the day of each signature (-1 for none) and each household's trust."""
    done = signed_at[signed_at >= 0.0]
    return Tally(len(done), int(visits), int(open_issues), int(done.sum()), float(np.mean(trust)))


@lru_cache
def negotiation() -> Negotiation:
    """The numbers of visiting and signing, as anything that has them by name."""
    numbers: Negotiation = load_scenario("xiaonanmen", SETTINGS).negotiation
    return numbers


def works_on(day: int) -> bool:
    """Whether cadres make visits on *day*."""
    return bool(is_working_day(day, WORKING_WEEK))


DRAWS = (uniform, exponential, normal)


def plain(rule: Any) -> Any:
    """A compiled rule, with every rule that it calls, as plain Python; keyed draws stay compiled.

    A program in plain Python would draw from a library that is compiled, too.
    """
    function = getattr(rule, "py_func", rule)
    names = dict(function.__globals__)
    for name in function.__code__.co_names:
        called = names.get(name)
        if hasattr(called, "py_func") and not any(called is draw for draw in DRAWS):
            names[name] = plain(called)
    return FunctionType(function.__code__, names, function.__name__)
