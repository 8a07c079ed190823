"""The exact matching: an integer programme over pairs of candidate and competence."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.staffing.pairing import Pairing
from sim.staffing.programme import Programme, Solution, search, sift

MANY = 1000  # pairs from which sifting costs less than it saves


class Goal(NamedTuple):
    """What is wanted of a matching: *value* of each pair, what empty seats and persons short of a target cost.

    Targets whose cost is infinite must be met; only those named in *targets* count. *filled* asks for so many members.
    """

    value: np.ndarray
    unfilled: float
    shortfall: float
    targets: tuple[int, ...]
    filled: int | None = None


def solve(pairing: Pairing, goal: Goal, gap: float, seconds: float) -> Solution:
    """The best choice of pairs within all limits.

    Pairs that a choice can do without (:func:`needed`) are left out, and very many of the others are sifted: a large
    city is matched in a third of the time.
    """
    kept = needed(pairing, goal)
    if not kept.any():
        met = goal.filled in {None, 0}
        worth = -goal.unfilled * float(pairing.seats.sum())
        return Solution(np.zeros(len(kept), bool) if met else None, worth, worth, ended=True)
    programme = programme_of(pairing.part(kept), goal._replace(value=goal.value[kept]))
    found = (sift if programme.pairs > MANY else search)(programme, gap, seconds)
    if found.chosen is None:
        return found
    chosen = np.zeros(len(kept), bool)
    chosen[kept] = found.chosen
    return found._replace(chosen=chosen)


def programme_of(pairing: Pairing, goal: Goal) -> Programme:
    """Unknowns: a 0 or 1 for each pair, the empty seats of each competence, the persons short of each target."""
    pairs, kinds, targets = len(pairing.candidate), len(pairing.seats), len(goal.targets)
    must = np.isinf(goal.shortfall)
    empty, short = np.full(kinds, goal.unfilled), np.full(targets, 0.0 if must else goal.shortfall)
    most = np.repeat([1.0, np.inf, 0.0 if must else np.inf], [pairs, kinds, targets])
    return Programme(pairs, np.concatenate([-goal.value, empty, short]), most, *limits(pairing, goal))


def needed(pairing: Pairing, goal: Goal) -> np.ndarray:
    """The pairs that some best choice makes do with.

    People of one department, the same marks and the same fields are alike to every limit. Of them no more are chosen
    than their department may lend or than there are seats for them; so for each kind of seat only as many of the best
    are needed: whoever else was chosen could give way to one of these who was not.
    """
    if not len(pairing.candidate):
        return np.ones(0, bool)
    fields = np.zeros((int(pairing.candidate.max()) + 1, len(pairing.seats)), bool)
    fields[pairing.candidate, pairing.place] = True
    traits = np.column_stack([pairing.department, pairing.marks.T, fields[pairing.candidate]])
    alike = np.unique(traits, axis=0, return_inverse=True)[1].reshape(-1)
    most = np.minimum(pairing.room[pairing.department], fields[pairing.candidate] @ pairing.seats)
    order = np.lexsort([-goal.value, pairing.place, alike])
    groups = np.column_stack([alike, pairing.place])[order]
    begins = np.concatenate([[True], (groups[1:] != groups[:-1]).any(axis=1)])
    places = np.arange(len(order))
    kept = np.zeros(len(order), bool)
    kept[order] = places - np.maximum.accumulate(np.where(begins, places, 0)) < most[order]
    return kept


def limits(pairing: Pairing, goal: Goal) -> tuple[Any, np.ndarray, np.ndarray]:
    """The constraints as a sparse matrix with the lowest and the highest value of each row."""
    from scipy.sparse import coo_array, csr_array, hstack, identity, vstack

    pairs, kinds, targets = len(pairing.candidate), len(pairing.seats), len(goal.targets)

    def by(group: np.ndarray, groups: int, which: np.ndarray) -> object:
        """A row a group, with a one for each of its pairs; *which* are the pairs that have a group."""
        return coo_array((np.ones(len(which)), (group, which)), shape=(groups, pairs))

    each = np.arange(pairs)
    several = np.flatnonzero(np.bincount(pairing.candidate)[pairing.candidate] > 1)  # one pair alone is at most 1
    names, who = np.unique(pairing.candidate[several], return_inverse=True)
    people, rooms = len(names), len(pairing.room)
    tilt = pairing.marks[list(goal.targets)] - pairing.shares[list(goal.targets), None]
    chosen = vstack([
        by(who, people, several), by(pairing.department, rooms, each), by(pairing.place, kinds, each), csr_array(tilt),
        csr_array(np.ones((1, pairs))),
    ])  # fmt: skip
    above = people + rooms
    empty = vstack([csr_array((above, kinds)), identity(kinds), csr_array((targets + 1, kinds))])
    short = vstack([csr_array((above + kinds, targets)), identity(targets), csr_array((1, targets))])
    none, filled = np.full(people + rooms, -np.inf), goal.filled
    low = np.concatenate([none, pairing.seats, np.zeros(targets), [0 if filled is None else filled]])
    high = np.concatenate([
        np.ones(people), pairing.room, pairing.seats, np.full(targets, np.inf), [pairs if filled is None else filled],
    ])  # fmt: skip
    return hstack([chosen, empty, short], format="csr"), low, high
