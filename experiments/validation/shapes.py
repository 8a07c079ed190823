"""Shapes that must show: a measure of one arm, or a ratio to another arm, measure or value, and where it must lie."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from experiments.study.resampling import MANY, interval_of
from experiments.validation.idle import passed_idly, refusal, shows
from experiments.validation.measures import Measure
from experiments.validation.switches import Switch
from sim.core.parameter import Parameters, name_of, switch


class Shape(Parameters):
    """One shape, where it must lie, and what a model gives in which nothing of it happens (*idle*)."""

    id: str = Field(min_length=1)
    source: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    arm: str = Field(min_length=1)
    measure: list[Measure] = Field(min_length=1)
    over: str = ""
    over_measure: str = ""
    sets: list[Switch]
    of: str = name_of(("level", "ratio", "ratio_of_ratios"), "how the number comes about")
    within: list[float] = Field(min_length=2, max_length=2)
    idle: float
    must: bool = switch("model 9: whether validation fails where it does not hold")
    known: str = ""

    @model_validator(mode="after")
    def _cannot_be_passed_by_doing_nothing(self) -> Shape:
        """The idle value does not pass, nor what only chance tells from it."""
        if passed_idly(lambda value: self.within[0] <= value <= self.within[1], self.idle):
            raise ValueError(refusal(f"{self.id}.within", self.within, self.idle))
        return self


def judge_shape(shape: Shape, runs: pd.DataFrame, many: int) -> dict[str, Any]:
    """A row of ``patterns.csv`` for one shape."""
    runs = runs[runs["status"] == "ok"]
    columns = [series(shape, runs, point) for point in sorted(runs["point"].unique())]
    wide = pd.concat(columns, axis=1).dropna().to_numpy(float)
    low, high = interval_of(len(wide), many, lambda draw: number_of(shape, wide[draw].mean(axis=0)))
    value = number_of(shape, wide.mean(axis=0))
    return {
        "id": shape.id,
        "source": shape.source,
        "statement": shape.statement,
        "expected_low": shape.within[0],
        "expected_high": shape.within[1],
        "simulated_low": low,
        "simulated_median": value,
        "simulated_high": high,
        "passed": shows((low, value, high), shape.within, shape.idle),
        "required": shape.must,
        "runs": len(wide),
        "interval_doubtful": len(wide) < MANY,
        "idle": shape.idle,
        "known": shape.known,
    }


def series(shape: Shape, runs: pd.DataFrame, point: int) -> pd.DataFrame:
    """What a shape looks at, a row a seed: its measure, and what it is put over.

    A measure over another measure, and that over another arm, are four columns: each arm's lower and upper measure.
    """
    here = runs[runs["point"] == point]
    mine = here[here["arm"] == shape.arm].set_index("seed")
    top = mine[shape.measure].sum(axis=1)
    if not shape.over:
        return pd.concat([top, mine[shape.over_measure]], axis=1) if shape.over_measure else top.to_frame()
    rival = here[here["arm"] == shape.over].set_index("seed")
    under = rival[shape.measure].sum(axis=1)
    if shape.over_measure:
        return pd.concat([mine[shape.over_measure], top, rival[shape.over_measure], under], axis=1)
    return pd.concat([top, under], axis=1)


def number_of(shape: Shape, means: np.ndarray) -> float:
    """The number of a shape from mean values: a level, a ratio (last over first, or arm over arm), or two ratios."""
    if shape.of == "level":
        return float(means[0])
    if shape.of == "ratio":
        return float(means[0] / means[1]) if shape.over or shape.over_measure else float(means[-1] / means[0])
    return float((means[1] / means[0]) / (means[-1] / means[-2]))
