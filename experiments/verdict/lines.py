"""One line of a verdict: in how many of a hundred plausible cities an arm was sooner, level or later than another."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from experiments.study.intervals import Judgement
from experiments.verdict.clusters import bounds, centre, doubtful, drawn, laid_out, quantiles, share_bounds, weights

Line = dict[str, Any]

SIDES = ("sooner", "level", "later")
MIDDLE = (0.1, 0.9)  # of a hundred cities eighty lie between


def sides(differences: pd.DataFrame, smallest: float) -> pd.DataFrame:
    """A column of 0 and 1 for each side, NaN where a city tells nothing; within *smallest* a city is level."""
    value = differences["difference"]
    known = value.notna()
    held = {"sooner": value < -smallest, "level": value.abs() <= smallest, "later": value > smallest}
    return differences.assign(**{side: holds.astype(float).where(known) for side, holds in held.items()})


def line_of(differences: pd.DataFrame, judgement: Judgement, smallest: float) -> Line:
    """Shares of cities with intervals, mean difference, middle 80 of 100 cities, and what chance within a city adds.

    *missing* cities have no pair that ended and are in none of the shares.
    """
    split = sides(differences, smallest)
    known = differences.dropna(subset=["difference"])
    line: Line = {"cities": len(known), "missing": len(differences) - len(known)}
    for side in SIDES:
        holds = laid_out(split, side)
        low, high = share_bounds(holds, judgement)
        line |= {side: centre(holds), f"{side}_low": low, f"{side}_high": high}
    values = laid_out(differences, "difference")
    low, high = bounds(values, judgement)
    line |= {"difference": centre(values), "ci_low": low, "ci_high": high}
    line |= {"draws": drawn(values), "interval_doubtful": doubtful(values)}
    inner = quantiles(known["difference"].to_numpy(), weights(known), MIDDLE)
    return line | {"middle_low": inner[0], "middle_high": inner[1]} | chance(known, judgement)


def chance(known: pd.DataFrame, judgement: Judgement) -> Line:
    """What comes of the luck of few replications: its half-width in the mean, and the spread over cities without it.

    *luck* is the standard deviation of a single pair within a city; *spread* that over cities once what luck adds to
    a city's mean is taken off. The half-width is the larger of two estimates: as if each city had luck of its own, and
    from the two halves of the replications as wholes, as all cities share their seeds. Unknown with one pair a city.
    """
    from scipy.special import ndtri

    repeated = known.dropna(subset=["luck"])
    if repeated.empty:
        return {"simulation": math.nan, "luck": math.nan, "spread": math.nan}
    weigh = weights(known)
    within = float(np.average(repeated["luck"], weights=weights(repeated)))
    pairs = known["pairs"].to_numpy(float)
    error = math.sqrt(float((weigh**2 * within / pairs).sum()))
    common = abs(centre(laid_out(repeated, "tilt")))
    mean = float(np.average(known["difference"], weights=weigh))
    whole = float(np.average((known["difference"] - mean) ** 2, weights=weigh))
    between = whole - float((weigh * within / pairs).sum())
    z = float(ndtri(0.5 + judgement.confidence / 2.0))
    return {"simulation": z * max(error, common), "luck": math.sqrt(within), "spread": math.sqrt(max(0.0, between))}
