"""The report's tables: rows of text, ready to be set."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report.results import BEFORE_AFTER, Results
from experiments.report.words import is_clear
from sim.measures.columns import COLUMNS

Row = dict[str, str]


def number(value: float) -> str:
    """A number with as many digits as its size deserves."""
    if math.isnan(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def signed(value: float) -> str:
    """The same with its sign."""
    return number(value) if math.isnan(value) else ("+" if value >= 0 else "−") + number(abs(value))


def comparison_rows(results: Results, setting: str) -> list[Row]:
    """A row an arm and measure: both means, difference, interval, how often better, pairs still needed."""
    metrics = [name for name in results.told.table if results.tells(name)]
    units = {column.name: column for column in COLUMNS}
    rows = []
    for name in metrics:
        for arm in results.arms[1:]:
            line = results.line(name, arm, setting)
            rows.append(
                {
                    "name": name,
                    "unit": units[name].unit,
                    "meaning": units[name].meaning,
                    "arm": results.arm_title(arm),
                    "mean": number(line["mean"]),
                    "baseline": number(line["baseline_mean"]),
                    "difference": signed(line["difference"]),
                    "interval": f"{signed(line['ci_low'])} to {signed(line['ci_high'])}",
                    "verdict": verdict(line, units[name].better),
                    "superiority": "–" if math.isnan(line["superiority"]) else f"{100 * line['superiority']:.0f} %",
                    "needed": "–" if math.isnan(line["runs_needed"]) else f"{line['runs_needed']:,.0f}",
                    "ratio": "–" if math.isnan(line["variance_ratio"]) else f"{line['variance_ratio']:.1f}",
                }
            )
    return rows


def verdict(line: pd.Series, better: str) -> str:
    """In a word: better, worse, differs, or no clear difference."""
    if not is_clear(line):
        return "no clear difference"
    if better == "none":
        return "differs"
    return "better" if (line["difference"] < 0) == (better == "low") else "worse"


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
        {"name": column.name, "unit": column.unit, "meaning": column.meaning, "better": words[column.better]}
        for column in COLUMNS
        if column.name in results.runs and results.is_idle(column.name) == idle
    ]
