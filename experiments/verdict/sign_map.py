"""The map of the sign: explanation x backlog before, in how many cities of each field an arm was sooner or later."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.study.intervals import Judgement
from experiments.verdict.lines import line_of


def band_names(cuts: Sequence[float]) -> list[str]:
    """Bands of the backlog in words."""
    ends = [f"{cut:g}" for cut in cuts]
    inner = [f"{low}–{high}" for low, high in itertools.pairwise(ends)]
    return [f"< {ends[0]}", *inner, f"≥ {ends[-1]}"]


def band_of(backlog: pd.Series, cuts: Sequence[float]) -> pd.Series:
    """The band of each city; a value on a cut belongs to the band above it."""
    places = np.searchsorted(np.array(cuts), backlog.to_numpy(float), side="right")
    places = np.minimum(places, len(cuts))  # NaN stands behind every cut
    names = pd.Series(np.array(band_names(cuts))[places], backlog.index, dtype=object)
    return names.where(backlog.notna())


def sign_map(
    differences: pd.DataFrame, backlog: pd.Series, cuts: Sequence[float], judgement: Judgement, smallest: float
) -> pd.DataFrame:
    """A line for each explanation and band that has a city."""
    banded = differences.assign(band=band_of(backlog, cuts))
    rows = []
    for explanation in dict.fromkeys(differences["explanation"]):
        for band in band_names(cuts):
            field = banded[(banded["explanation"] == explanation) & (banded["band"] == band)]
            if len(field):
                rows.append({"explanation": explanation, "band": band} | line_of(field, judgement, smallest))
    return pd.DataFrame(rows)
