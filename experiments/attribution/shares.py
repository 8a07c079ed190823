"""The share of each ingredient in a gap, as tables: attribution.csv, fused.csv and interactions.csv."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from experiments.attribution.orders import Order, exact, interaction, marginals, union
from experiments.attribution.players import Gap
from experiments.study.intervals import Judgement, doubtful
from experiments.study.resampling import pigeonhole_interval

Line = dict[str, Any]

SALT = "explain"  # one for all: the same replications are drawn for every share
TOTAL = "total"
LEADING = 3  # shares that the conclusion names
ROUNDING = 1e-12  # of the largest value: sums of weights leave so much where there is nothing
COLUMNS = ("metric", "ingredient", "value", "ci_low", "ci_high", "share", "interval_doubtful")
PAIRS = ("metric", "one", "other", "value", "ci_low", "ci_high", "contexts", "possible_contexts", "interval_doubtful")


@dataclass(frozen=True)
class Values:
    """The *metric* of every replication (rows) under every one of the *coalitions* (columns)."""

    metric: str
    coalitions: Sequence[int]
    table: np.ndarray

    @property
    def difference(self) -> np.ndarray:
        """Treatment minus baseline, replication by replication."""
        difference: np.ndarray = self.of(max(self.coalitions)) - self.of(0)
        return difference

    def of(self, coalition: int) -> np.ndarray:
        """The replications under one coalition."""
        column: np.ndarray = self.table[:, list(self.coalitions).index(coalition)]
        return column


def attribution(
    gap: Gap, values: Values, some: Sequence[Order] | None, judgement: Judgement, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables of the ingredients, with the total last, and of what stands together: groups, and fused pairs.

    All orders count unless *some* were drawn. Intervals are BCa over replications; where orders were drawn,
    percentiles over replications and orders. Both resample once for all shares. Fused pairs need every coalition:
    only where all orders count.
    """
    whole = values.difference
    names = [one.name for one in gap.players]
    masks = dict(zip(gap.groups, gap.orders.groups, strict=True))
    inside = {name: [place for place in range(len(names)) if mask >> place & 1] for name, mask in masks.items()}
    if some is None:
        shares = values.table @ exact(gap.orders, values.coalitions).T
        lines = [_line(values, name, share, whole, judgement) for name, share in zip(names, shares.T, strict=True)]
        more = [
            _line(values, f"group:{name}", shares[:, places].sum(axis=1), whole, judgement)
            for name, places in inside.items()
        ]
        more += [_line(values, name, share, whole, judgement) for name, share in fused(gap, values)]
    else:
        drawn = marginals(gap.orders, some, values.coalitions, values.table)
        lines = _drawn_lines(values, names, drawn, judgement, seed)
        summed = [drawn[places].sum(axis=0) for places in inside.values()]
        groups = [f"group:{name}" for name in inside]
        more = _drawn_lines(values, groups, np.array(summed), judgement, seed) if summed else []
    lines.append(_line(values, TOTAL, whole, whole, judgement))
    return pd.DataFrame(lines, columns=list(COLUMNS)), pd.DataFrame(more, columns=list(COLUMNS))


def fused(gap: Gap, values: Values) -> Iterator[tuple[str, np.ndarray]]:
    """Each ingredient made one player with all that it needs, and what that player adds in each replication."""
    names = [one.name for one in gap.players]
    for place, needed in enumerate(gap.orders.needs):
        members, needs = 1 << place, needed
        while needs & ~members:
            members |= needs
            needs = union(need for other, need in enumerate(gap.orders.needs) if members >> other & 1)
        together = gap.orders.fused(members)
        if needed and together.count:
            others = [name for other, name in enumerate(names) if members >> other & 1 and other != place]
            yield f"fused:{'+'.join([names[place], *others])}", values.table @ exact(together, values.coalitions)[-1]


def interactions(gap: Gap, values: Values, judgement: Judgement) -> pd.DataFrame:
    """A line a pair: how much more the two do together than each by itself; empty where no context is admissible.

    Where orders were drawn it rests on those contexts that happen to be complete, however few, and has no interval.
    """
    lines = []
    for one, other in combinations(range(len(gap.players)), 2):
        weights, used, possible = interaction(gap.orders, one, other, values.coalitions)
        value, low, high, doubt = math.nan, math.nan, math.nan, True
        if weights is not None:
            each = values.table @ weights
            value = float(each.mean())
            if used == possible:
                (low, high), doubt = judgement.interval(each, SALT), doubtful(each)
        pair = (gap.players[one].name, gap.players[other].name)
        lines.append((values.metric, *pair, value, low, high, used, possible, doubt))
    return pd.DataFrame(lines, columns=list(PAIRS))


def conclusion(table: pd.DataFrame) -> str:
    """What can be concluded, and what cannot, in two sentences."""
    total = table.iloc[-1]
    shares = table.iloc[:-1]
    if not clear(total):
        return "The two arms show no clear difference, so there is nothing to divide: read no part as an effect."
    sure = shares[shares.apply(clear, axis=1)].sort_values("share", ascending=False, key=abs)
    unsure = [name for name in shares["ingredient"] if name not in set(sure["ingredient"])]
    first = sure.head(LEADING)
    leading = ", ".join(
        f"{name} ({100 * float(share):.0f} %)" for name, share in zip(first["ingredient"], first["share"], strict=True)
    )
    said = f"The largest clear parts are {leading}" if leading else "No single part is clear"
    said += f"; not told from nothing: {', '.join(unsure)}." if unsure else "."
    return (
        f"{said} These are averages over the orders in which the ingredients could be put in place, in this model and "
        "scenario: they divide the difference, and do not say what one ingredient would do alone or in a real city."
    )


def clear(line: Any) -> bool:
    """Whether the interval of a line leaves out zero."""
    return bool(line["ci_low"] > 0 or line["ci_high"] < 0)


def _line(values: Values, name: str, part: np.ndarray, whole: np.ndarray, judgement: Judgement) -> tuple[Any, ...]:
    """One line from a share in every replication; what is rounding alone is nothing."""
    part = np.where(np.abs(part) < ROUNDING * np.abs(values.table).max(initial=0.0), 0.0, part)
    return (
        values.metric,
        name,
        float(part.mean()),
        *judgement.interval(part, SALT),
        _share(part, whole),
        doubtful(part),
    )


def _drawn_lines(
    values: Values, names: Sequence[str], drawn: np.ndarray, judgement: Judgement, seed: int
) -> list[tuple[Any, ...]]:
    """Lines from shares in drawn orders and replications."""
    low, high = pigeonhole_interval(drawn, judgement.confidence, judgement.resamples, seed)
    whole = values.difference
    return [
        (
            values.metric,
            name,
            float(part.mean()),
            float(below),
            float(above),
            _share(part, whole),
            doubtful(part.mean(axis=0)),
        )
        for name, part, below, above in zip(names, drawn, low, high, strict=True)
    ]


def _share(part: np.ndarray, whole: np.ndarray) -> float:
    """A part of the whole difference; NaN where there is none."""
    return float(part.mean() / whole.mean()) if whole.mean() else math.nan
