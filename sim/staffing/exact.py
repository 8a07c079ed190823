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
    """
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


def limits(pairing: Pairing, goal: Goal) -> tuple[object, np.ndarray, np.ndarray]:
    """The constraints as a sparse matrix with the lowest and the highest value of each row."""
    from scipy.sparse import coo_array, csr_array, hstack, identity, vstack

    pairs, kinds, targets = len(pairing.candidate), len(pairing.seats), len(goal.targets)
    ones, each = np.ones(pairs), np.arange(pairs)

    def by(group: np.ndarray, groups: int) -> object:
        """A row a group, with a one for each of its pairs."""
        return coo_array((ones, (group, each)), shape=(groups, pairs))

    people, rooms = int(pairing.candidate.max()) + 1, len(pairing.room)
    tilt = pairing.marks[list(goal.targets)] - pairing.shares[list(goal.targets), None]
    chosen = vstack([
        by(pairing.candidate, people), by(pairing.department, rooms), by(pairing.place, kinds), csr_array(tilt),
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
