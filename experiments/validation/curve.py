"""A curve: one outcome against how many there are of something, where it is best, and what it costs to have more."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field

from experiments.study.intervals import doubtful
from experiments.study.resampling import MANY, interval, interval_of, resamples
from experiments.validation.measures import MEASURE, Measure
from sim.core.parameter import Parameters, name_of, switch


class Fixed(Parameters):
    """One parameter, wildcards allowed, and its value."""

    name: str = Field(min_length=1)
    value: float | int | bool | str


class Case(Parameters):
    """The city in which a curve is drawn: as it is, with one cause switched off, or with tasks of one kind."""

    id: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    kind: str = name_of(("base", "cause", "task"), "what the case is compared for")
    sets: list[Fixed]


class Curve(Parameters):
    """What is counted (*axis*, at *values*; 0 is the arm *without*), what is looked at, and in which cases.

    *rivals* are other arms without a team, whose level stands beside the curve.
    """

    axis: str = Field(min_length=1)
    values: list[int] = Field(min_length=2)
    arm: str = Field(min_length=1)
    without: str = Field(min_length=1)
    rivals: list[str]
    must: bool = switch("model 8: whether validation fails where neither none nor the most is best")
    known: str = ""
    metric: str = Field(pattern=MEASURE)
    beside: list[Measure]
    cases: list[Case] = Field(min_length=1)


def table_of(runs: pd.DataFrame, curve: Curve, many: int) -> pd.DataFrame:
    """The rows of ``curve.csv`` for one case: the mean of each measure at every number, and its difference to none.

    *runs* has a row a run: ``number``, ``seed`` and the measures. Differences are paired by seed; percentile intervals.
    """
    rows: list[dict[str, Any]] = []
    for metric in (curve.metric, *curve.beside):
        wide = runs.pivot(index="seed", columns="number", values=metric)
        draws = resamples(len(wide), many)
        for number in wide.columns:
            pairs = (wide[number] - wide[0]).to_numpy(float)
            again = pairs[draws].mean(axis=1)
            low, high = interval(again, len(pairs)) if np.isfinite(pairs).all() else (math.nan, math.nan)
            rows.append(
                {
                    "metric": metric,
                    "number": int(number),
                    "mean": float(wide[number].mean()),
                    "difference": float(pairs.mean()),
                    "ci_low": low,
                    "ci_high": high,
                    "runs": len(wide),
                    "interval_doubtful": doubtful(pairs),
                }
            )
    return pd.DataFrame(rows)


def optimum_of(runs: pd.DataFrame, metric: str, many: int) -> dict[str, Any]:
    """Where the mean of *metric* is lowest, and how sure that is.

    *optimum* with the interval of where the lowest mean falls over resampled seeds; *gain*: none less the optimum;
    *rise*: the most less the optimum, both with intervals at the optimum found; *inner* when both are told from 0.
    """
    wide = runs.pivot(index="seed", columns="number", values=metric).dropna()
    numbers, values = wide.columns.to_numpy(int), wide.to_numpy(float)
    best = int(values.mean(axis=0).argmin())
    draws = resamples(len(values), many)
    places = numbers[np.array([values[draw].mean(axis=0).argmin() for draw in draws])]
    low, high = interval(places, len(values), method="inverted_cdf")
    found: dict[str, Any] = {
        "metric": metric,
        "optimum": int(numbers[best]),
        "low": low,
        "high": high,
        "value": float(values[:, best].mean()),
        "runs": len(values),
        "interval_doubtful": len(values) < MANY,
    }
    for name, place in (("gain", 0), ("rise", len(numbers) - 1)):
        pairs = values[:, place] - values[:, best]
        ends = interval(pairs[draws].mean(axis=1), len(pairs))
        found |= {name: float(pairs.mean()), f"{name}_low": ends[0], f"{name}_high": ends[1]}
    found["inner"] = bool(found["gain_low"] > 0.0 and found["rise_low"] > 0.0)
    return found


def beside_rival(runs: pd.DataFrame, rival: pd.Series, best: int, metric: str, many: int) -> dict[str, float]:
    """The level of a rival (*metric* by seed) and how much longer the optimum takes than it, paired by seed."""
    mine = runs[runs["number"] == best].set_index("seed")[metric]
    pairs = (mine - rival).dropna().to_numpy(float)
    low, high = interval(pairs[resamples(len(pairs), many)].mean(axis=1), len(pairs))
    return {
        "level": float(rival.mean()),
        "to_rival": float(pairs.mean()),
        "to_rival_low": low,
        "to_rival_high": high,
    } | {"interval_doubtful": doubtful(pairs)}


def bend(base: pd.DataFrame, other: pd.DataFrame, metric: str, best: int, many: int) -> dict[str, float]:
    """How much of the base's rise beyond its optimum is gone in another case: 1 all of it, 0 nothing; with interval.

    The rise of both is that from the base's optimum to the most, so that the same stretch of the curve is compared;
    NaN where the base does not rise.
    """
    rises = []
    for runs in (base, other):
        wide = runs.pivot(index="seed", columns="number", values=metric)
        rises.append(wide[wide.columns.max()] - wide[best])
    both = pd.concat(rises, axis=1).dropna().to_numpy(float)
    if not len(both) or best == max(base["number"]):  # nothing rises
        return dict.fromkeys(("bend", "bend_low", "bend_high"), math.nan)
    low, high = interval_of(len(both), many, lambda draw: 1.0 - both[draw, 1].mean() / both[draw, 0].mean())
    return {
        "bend": float(1.0 - both[:, 1].mean() / both[:, 0].mean()),
        "bend_low": low,
        "bend_high": high,
    }
