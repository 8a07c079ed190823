"""Tables over plausible cities: all of them and those of each explanation, and how many could not be staffed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from experiments.study.intervals import Judgement
from experiments.study.statistics import compare_table
from sim.measures.columns import COLUMNS

ALL = "all"  # explanations together


def compare_cities(
    runs: pd.DataFrame, points: pd.DataFrame, judgement: Judgement, measures: Iterable[str]
) -> pd.DataFrame:
    """Every arm against the first in all cities, then in those of each explanation; a first column says which."""
    columns = tuple(one for one in COLUMNS if one.name in set(measures) and one.name in runs)
    tables = []
    for name in [ALL, *points["explanation"].unique()]:
        chosen = runs if name == ALL else runs[runs["explanation"] == name]
        tables.append(compare_table(chosen, judgement, columns).assign(explanation=name))
    table = pd.concat(tables, ignore_index=True)
    return table[["explanation", *(name for name in table.columns if name != "explanation")]]


def counted_apart(manifest: dict[str, Any]) -> list[str]:
    """A line where cities could not be staffed: they stand in no table, and not among the level ones."""
    many = manifest.get("unstaffed", 0)
    return [f"cities that could not be staffed, in no table and counted here: {many}"] if many else []
