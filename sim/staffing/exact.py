"""The exact matching: an integer programme over pairs, solved by HiGHS."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.staffing.pairing import Pairing


class Goal(NamedTuple):
    """What is wanted of a matching: *value* of each pair, what empty seats and persons short of a target cost.

    Targets whose cost is infinite must be met; only those named in *targets* count. *filled* asks for so many members.
    """

    value: np.ndarray
    unfilled: float
    shortfall: float
    targets: tuple[int, ...]
    filled: int | None = None


class Solution(NamedTuple):
    """The pairs chosen (None where none was found), a bound on what any choice is worth, whether the search ended."""

    chosen: np.ndarray | None
    bound: float
    ended: bool


def solve(pairing: Pairing, goal: Goal, gap: float, seconds: float) -> Solution:
    """The best choice of pairs within all limits.

    Unknowns: a 0 or 1 for each pair, then the empty seats of each competence, then the persons short of each target.
    Pairs that a choice can do without (:func:`needed`) are left out: a large city is matched in half the time.
    """
    kept = needed(pairing, goal)
    if not kept.all():
        part = pairing.part(kept)
        found = solve(part, goal._replace(value=goal.value[kept]), gap, seconds)
        if found.chosen is None:
            return found
        chosen = np.zeros(len(kept), bool)
        chosen[kept] = found.chosen
        return found._replace(chosen=chosen)
    from scipy.optimize import Bounds, LinearConstraint, milp

    pairs, kinds, targets = len(pairing.candidate), len(pairing.seats), len(goal.targets)
    if not pairs:
        met = goal.filled in {None, 0}
        return Solution(np.zeros(0, bool) if met else None, -goal.unfilled * float(pairing.seats.sum()), ended=True)
    matrix, low, high = limits(pairing, goal)
    must = np.isinf(goal.shortfall)
    found = milp(
        np.concatenate([
            -goal.value, np.full(kinds, goal.unfilled), np.full(targets, 0.0 if must else goal.shortfall),
        ]),
        integrality=np.repeat([1, 0, 0], [pairs, kinds, targets]),
        bounds=Bounds(0.0, np.repeat([1.0, np.inf, 0.0 if must else np.inf], [pairs, kinds, targets])),
        constraints=LinearConstraint(matrix, low, high),
        options={"mip_rel_gap": gap, "time_limit": seconds},
    )  # fmt: skip
    bound = found.mip_dual_bound
    return Solution(
        chosen=None if found.x is None else found.x[:pairs] > 0.5,
        bound=np.inf if bound is None else -float(bound),
        ended=found.status != 1,
    )


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


def limits(pairing: Pairing, goal: Goal) -> tuple[object, np.ndarray, np.ndarray]:
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
