"""Tables of a study as a page sets them: the first rows of each, heads and names in words of either language."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from experiments.report.digits import tidy
from experiments.report.plausible.said import called, called_in_chinese
from experiments.report.speech import Two, same, there, titled, word
from experiments.report.tables import number
from experiments.report.translating import chinese
from experiments.study.strangers import read_csv

ROWS = 60  # of a table that are shown; the file has all
LAST = ("codebook.csv", "places.csv", "flows.csv")  # what is looked up rather than read
NAMED = {
    "metric": "measures",
    "arm": "arm_names",
    "baseline": "arm_names",
    "rival": "arm_names",
    "explanation": "explanations",
    "ingredient": "parts",
}  # columns that hold names, and where their words stand
TEXTS = ("statement", "known", "meaning", "null_means", "resources")  # columns that hold sentences or titles


class Shown(NamedTuple):
    """A table as it is set: its file, how many rows that has, its heads and the first rows, in words."""

    name: str
    many: int
    columns: list[str]
    heads: list[Two]
    rows: list[list[Two]]


def in_order(names: list[str]) -> list[str]:
    """Files as a reader wants them: findings first, what is looked up last."""
    return sorted(names, key=lambda name: (name in LAST, name != "comparison.csv", name))


def shown(folder: Path, name: str) -> Shown:
    """The first rows of a table in words."""
    table = read_csv(folder, name)
    columns = [str(column) for column in table.columns]
    rows = [
        [cell(column, value) for column, value in zip(columns, row, strict=True)]
        for row in table.head(ROWS).itertuples(index=False, name=None)
    ]
    return Shown(name, len(table), columns, [head(column) for column in columns], rows)


def head(column: str) -> Two:
    """What a column is called: as the list of words says, as a measure or a parameter, else its name."""
    for key in (f"columns.{column}", f"measures.{column}"):
        if "." not in column and there(key):
            return word(key)
    return Two(called(column), called_in_chinese(column))


def cell(column: str, value: Any) -> Two:
    """A value as it is set; names and sentences in words where there are any."""
    if isinstance(value, bool):
        return word("beside.on" if value else "beside.off")
    if isinstance(value, float):
        return same("–" if pd.isna(value) else tidy(number(value) if value >= 0 else f"−{number(-value)}"))
    return name_said(column, "–" if value is None else str(value))


def name_said(column: str, text: str) -> Two:
    """A name or a sentence in words where there are any, else as it stands."""
    room = NAMED.get(column)
    if room and "." not in text and there(f"{room}.{text}"):
        return word(f"{room}.{text}")
    if column == "unit" and there(f"units.{text}"):
        return word(f"units.{text}")
    if room == "measures" or column == "number":
        return Two(called(text), called_in_chinese(text))
    if column in TEXTS or room:
        return Two(text, chinese(text) or titled(text).zh)
    return same(text)
