"""``comparison.csv`` of plausible cities: every arm against the first in every measure, explanations alike."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from experiments.study.statistics import Judgement, superiority
from experiments.verdict.cities import PLACE, Cities
from experiments.verdict.clusters import bounds, centre, laid_out
from sim.measures.columns import COLUMNS


def compare_cities(cities: Cities, arms: tuple[str, ...], resources: str, judgement: Judgement) -> pd.DataFrame:
    """A row a measure and arm: means over cities, intervals by drawing draws again; *runs* counts pairs.

    How many pairs would still be needed and what pairing gains are questions about one city: they stay empty.
    """
    done = cities.runs[cities.runs["status"] == "ok"]
    known = [column for column in COLUMNS if column.name in done and done[column.name].notna().any()]
    names = [column.name for column in known]
    values = {arm: done[done["arm"] == arm].set_index(PLACE)[names] for arm in arms}
    first, rows = arms[0], []
    for arm in arms[1:]:
        keys = values[arm].index.intersection(values[first].index)
        mine, theirs = values[arm].loc[keys], values[first].loc[keys]
        both = mine.notna() & theirs.notna()
        mine, theirs = mine.where(both), theirs.where(both)
        means = {name: frame.groupby("point").mean() for name, frame in (("mine", mine), ("theirs", theirs))}
        places = cities.points.loc[means["mine"].index, ["draw", "explanation"]]
        for column in known:
            pairs = both[column.name].to_numpy()
            if not pairs.any():
                continue
            city = places.assign(**{side: frame[column.name] for side, frame in means.items()})
            gap = laid_out(city.assign(gap=city["mine"] - city["theirs"]), "gap")
            low, high = bounds(gap, judgement)
            a, b = mine[column.name].to_numpy()[pairs], theirs[column.name].to_numpy()[pairs]
            line = {
                "mean": centre(laid_out(city, "mine")),
                "baseline_mean": centre(laid_out(city, "theirs")),
                "difference": centre(gap),
                "ci_low": low,
                "ci_high": high,
                "superiority": superiority(a, b, column.better),
                "runs": float(np.count_nonzero(pairs)),
                "runs_needed": math.nan,
                "variance_ratio": math.nan,
            }
            head = {"metric": column.name, "unit": column.unit, "arm": arm, "baseline": first}
            rows.append(head | line | {"resources": resources})
    return pd.DataFrame(rows)
