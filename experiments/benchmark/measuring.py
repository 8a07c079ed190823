"""Measuring: rounds in which every program has its turn, CPU seconds only, and the rows of the table."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from statistics import median
from typing import Any, NamedTuple

import numpy as np

SHORT = 0.05  # CPU seconds: a shorter run is repeated within its turn until so many are used
MOST_REPEATS = 20

Prepared = Callable[[], Any]  # a run that is ready to be timed; gives what it ends with


class Missing(Exception):  # noqa: N818  (no error: the others go on)
    """A program that cannot be run here; one line says why."""


class Row(NamedTuple):
    """One line of ``benchmark.csv``."""

    work: str
    size: int
    implementation: str
    cpu_s_best: float
    cpu_s_median: float
    work_per_s: float
    ratio_to_ours: float
    peak_mb: float = np.nan


@dataclass(frozen=True, slots=True)
class Found:
    """What one part of the benchmark has found: its rows, and a line for each disagreement or program left out."""

    rows: list[Row]
    disagreements: list[str]
    left_out: list[str]


def needed(module: str, name: str) -> Any:
    """The module of a peer; raises Missing where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        if (error.name or "").partition(".")[0] != module:
            raise
        raise Missing(f"{name}: not installed (requirements-benchmark.lock)") from None


def compare(
    work: str,
    size: int,
    units: float,
    programs: Mapping[str, Callable[[], Prepared]],
    rounds: int,
    warm_up: Mapping[str, Callable[[], Prepared]],
) -> Found:
    """Time every program, interleaved; the first is ours, against whose result the others are held.

    Each runs its *warm_up* untimed, so that loading and compiling is not counted, and is left out where that says
    Missing. *units* is the work of one run.
    """
    ready, left_out = {}, []
    for name, prepare in programs.items():
        try:
            warm_up[name]()()
            ready[name] = prepare
        except Missing as missing:
            left_out.append(f"left out: {missing}")
    spent: dict[str, list[float]] = {name: [] for name in ready}
    results: dict[str, Any] = {}
    for _ in range(rounds):
        for name, prepare in ready.items():
            seconds, results[name] = timed(prepare)
            spent[name].append(seconds)
    ours = next(iter(ready))
    disagreements = [
        f"{work}, {size}: {name} ends with {result}, ours with {results[ours]}"
        for name, result in results.items()
        if not agree(result, results[ours])
    ]
    return Found(rows_of(work, size, units, spent), disagreements, left_out)


def timed(prepare: Callable[[], Prepared]) -> tuple[float, Any]:
    """CPU seconds of a run, the mean of several where it is short, and what it ended with."""
    spent, repeats = 0.0, 0
    while spent < SHORT and repeats < MOST_REPEATS:
        run = prepare()
        before = time.process_time()
        result = run()
        spent += time.process_time() - before
        repeats += 1
    return spent / repeats, result


def rows_of(work: str, size: int, units: float, spent: Mapping[str, list[float]]) -> list[Row]:
    """A row a program; ratios are those of the best times, to the first."""
    ours = min(next(iter(spent.values())))
    return [
        Row(work, size, name, min(seconds), median(seconds), units / min(seconds), min(seconds) / ours)
        for name, seconds in spent.items()
    ]


def agree(one: Any, other: Any) -> bool:
    """Whether two results are the same: whole numbers exactly, means to twelve digits (sums in another order)."""
    return all(
        np.array_equal(a, b) if np.asarray(b).dtype.kind == "i" else np.allclose(a, b, rtol=1e-12, atol=0.0)
        for a, b in zip(one, other, strict=True)
    )
