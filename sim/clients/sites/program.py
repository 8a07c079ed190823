"""The plan as a linear programme: what goes from where to where in which bucket, so that all of it costs least."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TIE = 2e-5  # relative, at most: what plans that cost the same are told apart by
SCATTER = 98765.432101  # any large number that is not whole
WHOLE = 1e-6  # m3: as near to a whole number as a solver comes


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A transport problem over buckets of time; *n* sources (sites that dig, then stores by soil), *f* fills.

    *supply* (n, b) is dug in each bucket, *lying* (n) lies there before, *room* (n) is what may lie on its own land,
    *spills* (n) the most that may lie elsewhere, *tip* (n) the price of tipping (inf: not from there). *need* (f, b)
    has to be met by deliveries, *stock* (f) or the *pit* (f); *ahead* (f, b) may be kept at a bucket's end. Arcs go
    from *source* to *goal* (fills, then stores: number of fills + source) at *price*; *most* (arcs, b) is
    the most that may go. All prices in yuan a m3, earth in m3, *lengths* in weeks. *shared* are groups of sources that
    share a capacity. What is left at the end is charged *last* (n) and *last_stock* (f).
    """

    lengths: np.ndarray
    supply: np.ndarray
    lying: np.ndarray
    room: np.ndarray
    spills: np.ndarray
    tip: np.ndarray
    last: np.ndarray
    need: np.ndarray
    stock: np.ndarray
    ahead: np.ndarray
    pit: np.ndarray
    last_stock: np.ndarray
    source: np.ndarray
    goal: np.ndarray
    price: np.ndarray
    tie: np.ndarray
    most: np.ndarray
    keeping: float = 0.0
    spilling: float = 0.0
    pit_week: float = np.inf
    shared: list[tuple[np.ndarray, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is best: by arc and bucket, to tips by source, from pits by fill (m3), what it costs, and the dual bound."""

    flows: np.ndarray
    tipped: np.ndarray
    bought: np.ndarray
    kept: np.ndarray
    cost: float
    dual: float


class UnsolvableError(Exception):
    """There is no plan; says why."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each block of variables begins: flows, tips, pits, kept, spilt, stocks."""

    arcs: int
    sources: int
    fills: int
    buckets: int

    @property
    def begins(self) -> np.ndarray:
        """First column of each block, and the number of all."""
        a, n, f = self.arcs, self.sources, self.fills
        return np.cumsum([0, a, n, f, n, n, f]) * self.buckets


def costs(problem: Problem) -> np.ndarray:
    """Price of every variable: earlier use and later tipping are preferred where nothing else tells plans apart."""
    b = len(problem.lengths)
    late = np.arange(b) / b
    keeping = np.tile(problem.keeping * problem.lengths, (len(problem.lying), 1))
    spilling = keeping + problem.spilling * problem.lengths
    stocks = np.zeros((len(problem.pit), b))
    keeping[:, -1] += problem.last
    spilling[:, -1] += problem.last
    stocks[:, -1] += problem.last_stock
    tips = np.where(np.isfinite(problem.tip), problem.tip, 0.0)
    blocks = (
        problem.price[:, None] * (1.0 + TIE * (late + scattered(problem.tie, b)) / 2.0),
        tips[:, None] * (1.0 + TIE * (1.0 - late + scattered(tips, b)) / 2.0),
        problem.pit[:, None] * (1.0 + TIE * (1.0 - late + scattered(problem.pit, b)) / 2.0),
        keeping,
        spilling,
        stocks,
    )
    return np.concatenate([block.ravel() for block in blocks])


def scattered(keys: np.ndarray, buckets: int) -> np.ndarray:
    """A number between 0 and 1 for each of *keys* and each bucket, from the key alone: no two plans add up alike."""
    spread: np.ndarray = np.modf(np.abs(keys)[:, None] * (np.arange(buckets) + 1.0) * SCATTER)[0]
    return spread


def bounds(problem: Problem) -> np.ndarray:
    """Least and most of every variable, a row each."""
    b = len(problem.lengths)
    tips = np.where(np.isfinite(problem.tip), np.inf, 0.0)
    blocks = (
        problem.most,
        np.tile(tips[:, None], b),
        np.full((len(problem.pit), b), np.inf),
        np.tile(problem.room[:, None].astype(float), b),
        np.tile(problem.spills[:, None].astype(float), b),
        problem.ahead,
    )
    most = np.concatenate([np.asarray(block, dtype=float).ravel() for block in blocks])
    return np.column_stack([np.zeros(len(most)), most])


def balances(problem: Problem, at: Columns) -> tuple[csr_array, np.ndarray]:
    """What comes, goes and stays at every source and fill in every bucket: one equation each."""
    from scipy.sparse import coo_array

    a, n, f, b = at.arcs, at.sources, at.fills, at.buckets
    begins, when = at.begins, np.arange(b)
    arc = np.arange(a * b).reshape(a, b)
    rows, columns, signs = [], [], []

    def enter(row: np.ndarray, column: np.ndarray, sign: float) -> None:
        rows.append(row.ravel())
        columns.append(column.ravel())
        signs.append(np.full(row.size, sign))

    source = np.arange(n * b).reshape(n, b)
    fill = n * b + np.arange(f * b).reshape(f, b)
    enter(problem.source[:, None] * b + when, begins[0] + arc, 1.0)
    to_fill = problem.goal < f
    enter(n * b + problem.goal[to_fill, None] * b + when, begins[0] + arc[to_fill], 1.0)
    enter((problem.goal[~to_fill, None] - f) * b + when, begins[0] + arc[~to_fill], -1.0)
    enter(source, begins[1] + source, 1.0)
    enter(fill, begins[2] + np.arange(f * b).reshape(f, b), 1.0)
    for block in (3, 4):
        enter(source, begins[block] + source, 1.0)
        enter(source[:, 1:], begins[block] + source[:, :-1], -1.0)
    stocks = begins[5] + np.arange(f * b).reshape(f, b)
    enter(fill, stocks, -1.0)
    enter(fill[:, 1:], stocks[:, :-1], 1.0)
    right = np.vstack([problem.supply, problem.need]).astype(float)
    right[:n, 0] += problem.lying
    right[n:, 0] -= problem.stock
    entries = (np.concatenate(signs), (np.concatenate(rows), np.concatenate(columns)))
    return coo_array(entries, shape=((n + f) * b, int(begins[-1]))).tocsr(), right.ravel()


def limits(problem: Problem, at: Columns) -> tuple[csr_array, np.ndarray] | tuple[None, None]:
    """What several share: a store its capacity among soils, all fills what pits give; none where nothing binds."""
    from scipy.sparse import coo_array

    b, begins = at.buckets, at.begins
    rows: list[np.ndarray] = []
    columns: list[np.ndarray] = []
    right: list[float] = []
    for group, capacity in problem.shared:
        for bucket in range(b):
            columns.append(begins[3] + group * b + bucket)
            rows.append(np.full(len(group), len(right)))
            right.append(capacity)
    if np.isfinite(problem.pit_week):
        for bucket in range(b):
            columns.append(begins[2] + np.arange(at.fills) * b + bucket)
            rows.append(np.full(at.fills, len(right)))
            right.append(problem.pit_week * float(problem.lengths[bucket]))
    if not right:
        return None, None
    where = (np.concatenate(rows), np.concatenate(columns))
    return coo_array((np.ones(len(where[0])), where), shape=(len(right), int(begins[-1]))).tocsr(), np.array(right)


def solve(problem: Problem) -> Plan:
    """The plan that costs least, found by HiGHS; raises UnsolvableError, in HiGHS's words, where there is none."""
    from scipy.optimize import linprog  # heavy: no command that plans nothing waits for it

    at = Columns(len(problem.source), len(problem.lying), len(problem.pit), len(problem.lengths))
    price, span = costs(problem), bounds(problem)
    equal, right = balances(problem, at)
    shared, most = limits(problem, at)
    if (span[:, 1] < 0.0).any() or (problem.need < 0).any():
        raise UnsolvableError("less than nothing is allowed somewhere")
    if not len(price):  # nobody digs, and nobody needs anything
        nothing = np.zeros((0, at.buckets))
        return Plan(nothing, nothing, nothing, nothing, 0.0, 0.0)
    found = linprog(price, shared, most, equal, right, span, method="highs-ds")
    if found.status != 0:
        raise UnsolvableError(str(found.message))
    finite = np.isfinite(span[:, 1])
    dual = float(right @ found.eqlin.marginals) + float(span[finite, 1] @ found.upper.marginals[finite])
    dual += float(most @ found.ineqlin.marginals) if most is not None else 0.0
    blocks = np.split(found.x, at.begins[1:-1])
    flows, tipped, bought, kept = (block.reshape(-1, at.buckets) for block in blocks[:4])
    return Plan(flows, tipped, bought, kept, float(found.fun), dual)


def whole(volumes: np.ndarray) -> np.ndarray:
    """Whole m3: a solver's vertex is whole but for its rounding; a part of a cubic metre waits for the next plan."""
    found: np.ndarray = np.floor(volumes + WHOLE).astype(np.int64)
    return found
