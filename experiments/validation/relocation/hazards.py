"""The hazard of signing within a campaign, pooled over replications: does it fall, and does it rise before a deadline?

Two shapes of model 9, read off the common past: over the campaign of the first round, whose steps all end with a
deadline, the hazard should fall from the first step to the next, and in the last days of that it should rise again.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.study.command import Inquiry, Tables
from experiments.study.experiment import Experiment
from experiments.study.resampling import MANY, interval, resamples
from experiments.study.settings import Study, load_study
from experiments.validation.idle import shows
from experiments.validation.patterns import FILE
from sim.city.numbers import numbers_of
from sim.city.run import history
from sim.clients.relocation.state import Household
from sim.core.rows import Rows

LAST = 7.0  # days before a deadline in which signatures should pile up
SPAN = 20.0  # days before those over which a hazard is read
MOST = 100  # villages
RESAMPLES = 1000
IDLE = 1.0  # ratio of two windows in which the hazard is what it was


class HazardShape(NamedTuple):
    """One shape: which two neighbouring windows are compared, where their ratio must lie, and why it may not."""

    id: str
    statement: str
    first: int  # window, of those that windows_of gives
    within: tuple[float, float]
    known: str


SHAPES = (
    HazardShape(
        "hazard_falls",
        "hazard of signing falls over a campaign, not to nothing (second bonus step over the first)",
        0,
        (0.01, 0.98),
        "",
    ),
    HazardShape(
        "deadline_spike",
        "hazard of signing rises before a deadline (last week over the weeks before)",
        2,
        (1.02, 20.0),
        "",
    ),
)


def hazard_patterns(study: Study) -> list[dict[str, Any]]:
    """Rows of ``patterns.csv`` for both shapes; none where there is no past or no second step to read them off."""
    steps = study.offer.bonus_steps
    first, last = (steps[0].until, steps[1].until) if len(steps) > 1 else (0.0, 0.0)
    long_enough = first > 0.0 and last - first >= SPAN + LAST
    if not long_enough or not study.offer.rounds or study.calendar.intervention_day < study.offer.rounds[0] + last:
        return []
    windows = windows_of(min(study.offer.rounds), first, last)
    some = study.scenario(next(iter(study.arms)), next(iter(study.resources)))
    numbers = numbers_of(some)
    villages = range(min(study.study.replications, MOST))
    counts = np.array(
        [counted(history(some, numbers, study.study.seed + k).clients.households, windows) for k in villages]
    )
    return [row_of(shape, counts) for shape in SHAPES]


def windows_of(start: float, first: float, last: float) -> list[tuple[float, float]]:
    """The first and the second bonus step, and in the second the days before its last ones, and those."""
    steps = [(start, start + first), (start + first, start + last)]
    return [*steps, (start + last - LAST - SPAN, start + last - LAST), (start + last - LAST, start + last)]


def counted(households: Rows[Household], windows: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Signatures and days at risk of one village in each window."""
    signed = np.where(households["signed"], households["signed_at"], math.inf)
    return [
        (float(((signed >= a) & (signed < b)).sum()), float(np.clip(np.minimum(signed, b) - a, 0.0, None).sum()))
        for a, b in windows
    ]


def row_of(shape: HazardShape, counts: np.ndarray) -> dict[str, Any]:
    """One shape: the ratio of two neighbouring windows, with a bootstrap interval over villages (percentiles)."""
    again = [ratio(counts[draw].sum(axis=0), shape.first) for draw in resamples(len(counts), RESAMPLES)]
    value = ratio(counts.sum(axis=0), shape.first)
    simulated = interval(again, len(counts), method="inverted_cdf")
    return {
        "id": shape.id,
        "source": "model 9",
        "statement": shape.statement,
        "expected_low": shape.within[0],
        "expected_high": shape.within[1],
        "simulated_low": simulated[0],
        "simulated_median": value,
        "simulated_high": simulated[1],
        "passed": shows((simulated[0], value, simulated[1]), shape.within, IDLE),
        "runs": len(counts),
        "interval_doubtful": len(counts) < MANY,
        "never": 0,
        "idle": IDLE,
        "known": shape.known,
    }


def ratio(pooled: np.ndarray, place: int) -> float:
    """Hazard in window *place* + 1 over that in window *place*; infinite where nobody signed in the first."""
    hazards = [signed / days if days > 0.0 else 0.0 for signed, days in pooled]
    return hazards[place + 1] / hazards[place] if hazards[place] > 0.0 else math.inf


def read(arguments: list[str]) -> Study:
    """The study whose past is looked at."""
    return load_study(arguments)


def experiments(_: Study) -> list[Experiment]:
    """None: histories are short, and are lived again where the table is made."""
    return []


def tables(study: Study, _: Path) -> Tables:
    """Rows of ``patterns.csv``: published, none is required."""
    about = {"explanation": study.explanation, "required": False}
    rows = [row | about for row in hazard_patterns(study)]
    return {FILE: pd.DataFrame(rows)} if rows else {}


HAZARDS = Inquiry(read=read, experiments=experiments, tables=tables, told=lambda _study, _folder, _made: "")
