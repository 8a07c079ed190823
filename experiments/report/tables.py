"""The report's tables: rows of text, ready to be set."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from experiments.report.digits import tidy
from experiments.report.doubt import frequency, interval_cell
from experiments.report.results import BEFORE_AFTER, Results
from experiments.report.speech import Two, word
from experiments.report.words import is_clear
from experiments.study.never import is_partial
from sim.measures.columns import COLUMNS

Row = dict[str, Any]


def number(value: float) -> str:
    """A number with as many digits as its size deserves."""
    if math.isnan(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def unit_of(unit: str) -> Two:
    """A unit in both languages; that of a scale says how long it is."""
    return word("units.raw_scale") if unit == "0..1" else word(f"units.{unit}")


def signed(value: float) -> str:
    """The same with its sign."""
    return number(value) if math.isnan(value) else tidy(("+" if value >= 0 else "−") + number(abs(value)))


def comparison_rows(results: Results, setting: str) -> list[Row]:
    """A row an arm and measure: both means, difference, interval, how often better, pairs still needed."""
    named = dict.fromkeys((*results.told.table, results.config["study"]["metric"]))
    metrics = [name for name in named if results.tells(name)]
    units = {column.name: column for column in COLUMNS}
    rows = []
    for name in metrics:
        for arm in results.arms[1:]:
            line = results.line(name, arm, setting)
            rows.append(
                {
                    "name": name,
                    "words": word(f"measures.{name}"),
                    "said_unit": unit_of(units[name].unit),
                    "arm": results.arm_title(arm),
                    "mean": number(line["mean"]),
                    "baseline": number(line["baseline_mean"]),
                    "difference": signed(line["difference"]),
                    "interval": interval_cell(line, signed, results.places),
                    "verdict": verdict(line, units[name].better),
                    "superiority": ahead(line),
                    "needed": "–" if math.isnan(line["runs_needed"]) else f"{line['runs_needed']:,.0f}",
                    "ratio": "–" if math.isnan(line["variance_ratio"]) else f"{line['variance_ratio']:.1f}",
                }
            )
    return rows


def verdict(line: pd.Series, better: str) -> str:
    """In a word: better, worse, differs, no clear difference, or that it cannot be told."""
    if math.isnan(line["ci_low"]):
        return "cannot be told"
    if not is_clear(line):
        return "no clear difference"
    if better == "none":
        return "differs"
    return "better" if (line["difference"] < 0) == (better == "low") else "worse"


def ahead(line: pd.Series) -> str:
    """In how many pairs the arm was ahead, of a hundred or of as many as there were; and who never got there."""
    if math.isnan(line["ahead"]) or not line["pairs"]:
        return "–"
    said = frequency(line["ahead"] / line["pairs"], line["pairs"])
    said += f", level {frequency(line['level'] / line['pairs'], line['pairs'])}" if line["level"] else ""
    return f"{said} (never: {line['never']:.0f}, baseline {line['baseline_never']:.0f})" if is_partial(line) else said


def naive_rows(results: Results) -> list[Row]:
    """The before–after contrast of every arm."""
    lines = results.comparison[results.comparison["resources"] == BEFORE_AFTER]
    return [
        {
            "arm": results.arm_title(line["arm"]),
            "before": number(line["baseline_mean"]),
            "after": number(line["mean"]),
            "difference": signed(line["difference"]),
        }
        for _, line in lines.iterrows()
    ]


def measures(results: Results, idle: bool = False) -> list[Row]:
    """Every measure with its unit and meaning; *idle*: those that are missing or 0 in every run."""
    words = {"low": "lower is better", "high": "higher is better", "none": ""}
    return [
        {
            "name": column.name,
            "words": word(f"measures.{column.name}"),
            "unit": unit_of(column.unit),
            "better": words[column.better],
        }
        for column in COLUMNS
        if column.name in results.runs and results.is_idle(column.name) == idle
    ]
