"""An integer programme of choosing pairs: searched by HiGHS, and sifted first where there are very many."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

LIKELIER = 0.5  # share of the pairs that is searched first
HALF = 0.5  # a pair is chosen where HiGHS says 1, up to its tolerance
ROUNDING = 1e-6  # on the safe side of the tolerance of the relaxed programme


class Programme(NamedTuple):
    """What is to be made small: *cost* times the unknowns, none below 0 or above *most*, *matrix* times them in limits.

    The first *pairs* unknowns are 0 or 1, a pair each.
    """

    pairs: int
    cost: np.ndarray
    most: np.ndarray
    matrix: Any
    low: np.ndarray
    high: np.ndarray

    def part(self, kept: np.ndarray) -> Programme:
        """The same with the pairs that are *kept* (a mask) and no others."""
        columns = np.flatnonzero(np.concatenate([kept, np.ones(len(self.cost) - self.pairs, bool)]))
        return self._replace(
            pairs=int(kept.sum()),
            cost=self.cost[columns],
            most=self.most[columns],
            matrix=self.matrix[:, columns],
        )


class Solution(NamedTuple):
    """The pairs chosen (None where none was found), what they are worth, a bound on what any choice is worth.

    *ended*: whether the search came to its end.
    """

    chosen: np.ndarray | None
    worth: float
    bound: float
    ended: bool


def search(programme: Programme, gap: float, seconds: float) -> Solution:
    """The best choice, up to a share *gap* of what it is worth, by branch and bound for so many *seconds* at most."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        programme.cost,
        integrality=np.arange(len(programme.cost)) < programme.pairs,
        bounds=Bounds(0.0, programme.most),
        constraints=LinearConstraint(programme.matrix, programme.low, programme.high),
        options={"mip_rel_gap": gap, "time_limit": seconds},
    )
    bound = found.mip_dual_bound
    return Solution(
        chosen=None if found.x is None else found.x[: programme.pairs] > HALF,
        worth=-np.inf if found.x is None else -float(found.fun),
        bound=np.inf if bound is None else -float(bound),
        ended=found.status != 1,
    )


def sift(programme: Programme, gap: float, seconds: float) -> Solution:
    """As :func:`search`, but among the likelier of the pairs, and so many more as may be in a better choice.

    If parts of persons could be chosen, the best choice would be worth no less, and each pair outside it would cost
    some of that. A pair that costs more than the choice found falls short of it is in no better choice.
    """
    found = relaxed(programme)
    if found is None:
        return search(programme, gap, seconds)
    most, costs = found
    cut = float(np.quantile(costs, LIKELIER))
    best = _among(programme, costs <= cut, gap, seconds)
    short = most - best.worth + ROUNDING
    return best if short <= cut else _among(programme, costs <= short, gap, seconds)


def relaxed(programme: Programme) -> tuple[float, np.ndarray] | None:
    """What the best choice would be worth with parts of persons, and what each pair outside it would cost at least.

    None where there is no choice. (Reduced costs; Dantzig, Fulkerson and Johnson 1954 left out roads by them.)
    """
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    rows, low, high = programme.matrix.tocsr(), programme.low, programme.high
    met = low == high
    above, below = np.isfinite(high) & ~met, np.isfinite(low) & ~met
    found = linprog(
        programme.cost,
        A_ub=vstack([rows[above], -rows[below]]),
        b_ub=np.concatenate([high[above], -low[below]]),
        A_eq=rows[met],
        b_eq=low[met],
        bounds=np.column_stack([np.zeros(len(programme.cost)), programme.most]),
        method="highs",
    )
    return (-float(found.fun), found.lower.marginals[: programme.pairs]) if found.status == 0 else None


def _among(programme: Programme, kept: np.ndarray, gap: float, seconds: float) -> Solution:
    """The best choice among the pairs that are *kept*, as a choice among all."""
    found = search(programme.part(kept), gap, seconds)
    if found.chosen is None:
        return found
    chosen = np.zeros(programme.pairs, bool)
    chosen[kept] = found.chosen
    return found._replace(chosen=chosen)
