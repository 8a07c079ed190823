"""What a page says of intervals that cannot be trusted, of runs that never got there, and of counts of few cases."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from experiments.study.intervals import SKEWED
from experiments.study.never import is_partial, said_of
from experiments.study.resampling import LEAST, MANY

MOST = 100  # cases that a natural frequency is put over


def cases(many: float) -> int:
    """Over how many cases a natural frequency is put: a hundred, or as many as there were."""
    return min(MOST, int(many)) if many and not math.isnan(many) else 0


def frequency(share: float, many: float) -> str:
    """A share of *many* cases as so many of a hundred, never of more than there were."""
    base = cases(many)
    return f"{base * share:.0f} of {base}" if base else "none, as there was no case,"


def wins(line: pd.Series, places: str) -> str:
    """In how many pairs an arm was ahead, ties apart."""
    pairs, level = float(line["pairs"]), float(line["level"])
    tied = f", level in {frequency(level / pairs, pairs)}" if level else ""
    return f"ahead in {frequency(line['ahead'] / pairs, pairs)} {places}{tied}"


def interval_cell(line: Any, form: Callable[[float], str], places: str) -> str:
    """An interval in a table: both ends, a question mark where it is doubtful; in words where there is none."""
    if math.isnan(line["ci_low"]):
        return f"too few {places}"
    mark = " ?" if line["interval_doubtful"] else ""
    return f"{form(line['ci_low'])} to {form(line['ci_high'])}{mark}"


def doubts(table: pd.DataFrame, places: str) -> list[str]:
    """What marks and missing intervals of a table mean; nothing where all can be trusted."""
    if not len(table) or "interval_doubtful" not in table:
        return []
    few = table["ci_low"].isna()
    marked = table["interval_doubtful"].astype(bool) & ~few
    said = []
    if few.any():
        said.append(f"Where it says “too few {places}”, there are fewer than {LEAST}: no interval of them would hold.")
    if marked.any():
        said.append(
            f"An interval with a question mark is doubtful: it rests on fewer than {MANY} {places}, or on differences "
            f"that are very skewed (skewness above {SKEWED:g}). It is the wider one of Student and the bootstrap, and "
            "of such differences it may hold the true mean in fewer than 95 of 100 studies (log-normal ones: 84 at 8, "
            "88 at 20, 92 at 200)."
        )
    return said


def never_said(table: pd.DataFrame, title: Callable[[str], str], places: str) -> Iterator[str]:
    """A sentence for each line of which some runs never got there: how many, and what means then rest on."""
    for line in table.to_dict("records"):
        if is_partial(line):
            named = line | {"arm": title(line["arm"]), "baseline": title(line["baseline"])}
            yield f"{line['metric']}: {said_of(named, places)}."


def completed(table: pd.DataFrame) -> pd.DataFrame:
    """A comparison of an older folder with the columns that it lacks: nobody never, doubtful where pairs are few."""
    if not len(table) or "pairs" in table:
        return table
    low = table["superiority"]
    return table.assign(
        interval_doubtful=table["runs"] < MANY,
        pairs=table["runs"],
        ahead=low * table["runs"],
        level=0.0,
        never=0.0,
        baseline_never=0.0,
    )
