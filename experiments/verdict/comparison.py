"""``comparison.csv`` of plausible cities: every arm against the first in every measure, explanations alike."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from experiments.study.intervals import Judgement
from experiments.study.never import counted, ordered
from experiments.study.statistics import CONTRACT, superiority
from experiments.verdict.cities import PLACE, Cities
from experiments.verdict.clusters import bounds, centre, doubtful, laid_out
from sim.measures.column import Column
from sim.measures.columns import COLUMNS


def compare_cities(cities: Cities, arms: tuple[str, ...], resources: str, judgement: Judgement) -> pd.DataFrame:
    """A row a measure and arm: means over cities, intervals by drawing draws again; *runs* counts pairs.

    How many pairs would still be needed and what pairing gains are questions about one city: they stay empty.
    """
    done = cities.runs[cities.runs["status"] == "ok"]
    there = {column.name: ordered(done, column) for column in COLUMNS if column.name in done}
    known = [column for column in COLUMNS if column.name in there and not np.isnan(there[column.name]).all()]
    measured = pd.DataFrame({column.name: there[column.name] for column in known}, index=done.index)
    whole = pd.concat([done[[*PLACE, "arm"]], measured], axis=1)
    values = {arm: whole[whole["arm"] == arm].drop(columns="arm").set_index(PLACE) for arm in arms}
    first, rows = arms[0], []
    for arm in arms[1:]:
        keys = values[arm].index.intersection(values[first].index)
        mine, theirs = values[arm].loc[keys], values[first].loc[keys]
        for column in known:
            line = line_of(mine[column.name], theirs[column.name], cities.points, column, judgement)
            if line:
                head = {"metric": column.name, "unit": column.unit, "arm": arm, "baseline": first}
                contract = {name: line.pop(name) for name in CONTRACT}
                rows.append(head | contract | {"resources": resources} | line)
    return pd.DataFrame(rows)


def line_of(
    mine: pd.Series, theirs: pd.Series, points: pd.DataFrame, column: Column, judgement: Judgement
) -> dict[str, Any]:
    """One measure of an arm beside the first, by ordered values of the same pairs; nothing where no pair has it."""
    there = (mine.notna() & theirs.notna()).to_numpy()
    if not there.any():
        return {}
    a, b = mine.to_numpy()[there], theirs.to_numpy()[there]
    both = np.isfinite(mine.to_numpy()) & np.isfinite(theirs.to_numpy())
    means = {name: side[both].groupby("point").mean() for name, side in (("mine", mine), ("theirs", theirs))}
    city = points.loc[means["mine"].index, ["draw", "explanation"]].assign(**means)
    gap = laid_out(city.assign(gap=city["mine"] - city["theirs"]), "gap")
    low, high = bounds(gap, judgement)
    return {
        "mean": centre(laid_out(city, "mine")),
        "baseline_mean": centre(laid_out(city, "theirs")),
        "difference": centre(gap),
        "ci_low": low,
        "ci_high": high,
        "superiority": superiority(a, b, column.better),
        "runs": float(np.count_nonzero(both)),
        "runs_needed": math.nan,
        "variance_ratio": math.nan,
        "interval_doubtful": doubtful(gap),
        **counted(a, b, column.better),
    }
