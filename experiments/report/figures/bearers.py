"""Who pays and who gains: clients, home departments, the cadres themselves, the treasury."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.figure import Figure

from experiments.report.digits import short
from experiments.report.figures.style import BAD, GOOD, INK, UNCLEAR
from experiments.report.results import Results
from sim.measures.columns import COLUMNS

WIDEST = 4.0  # standard deviations; longer bars are cut and marked


def draw(results: Results) -> Figure:
    """A panel an arm: paired difference in standard deviations of the pairs, right is better, grey is unclear."""
    better = {column.name: column.better for column in COLUMNS}
    groups = groups_of(results)
    names = [(group, name, words) for group, measures in groups.items() for name, words in measures.items()]
    arms = results.arms[1:]
    figure = Figure(figsize=(5.0 + 2.9 * len(arms), 0.36 * len(names) + 1.5))
    panels = figure.subplots(1, len(arms), sharey=True, squeeze=False)[0]
    for axes, arm in zip(panels, arms, strict=True):
        for place, (_, name, _) in enumerate(names):
            line = results.line(name, arm, results.primary)
            size = effect(results, name, arm) * (1.0 if better[name] == "high" else -1.0)
            clear = line.ci_low > 0 or line.ci_high < 0
            colour = UNCLEAR if not clear else (GOOD if size > 0 else BAD)
            axes.barh(place, max(-WIDEST, min(WIDEST, size)), color=colour, height=0.65)
            said = beside(line, clear) + (", bar cut" if abs(size) > WIDEST else "")
            axes.text(WIDEST * 1.1, place, said, va="center", size=9, color=colour)
        axes.axvline(0, color=INK, lw=1)
        axes.set_xlim(-WIDEST, WIDEST)
        axes.set_xticks([-3, 0, 3], ["worse", "0", "better"])
        axes.set_title(results.arm_title(arm))
    for group, measures in groups.items():
        first = [name for _, name, _ in names].index(next(iter(measures)))
        panels[0].text(-1.42, first, group, transform=panels[0].get_yaxis_transform(), va="center", weight="bold")
    labels = [words for _, _, words in names]
    panels[0].set_yticks(range(len(labels)), labels)
    panels[0].invert_yaxis()
    edge = -0.5
    for measures in list(groups.values())[:-1]:
        edge += len(measures)
        for axes in panels:
            axes.axhline(edge, color="#cccccc", lw=0.8)
    figure.subplots_adjust(wspace=0.55)
    return figure


def groups_of(results: Results) -> dict[str, dict[str, str]]:
    """Who bears what, without measures that have nothing to tell."""
    told = results.told.bearers
    kept = {group: {name: one for name, one in rows.items() if results.tells(name)} for group, rows in told.items()}
    return {group: rows for group, rows in kept.items() if rows}


def beside(line: pd.Series, clear: bool) -> str:
    """What stands beside a bar: the difference, and whether it can be told from zero."""
    if line["ci_low"] == line["ci_high"] == 0.0:
        return "no difference"
    if math.isnan(line["difference"]):
        return "missing"
    size = float(line["difference"])
    text = short(size, "+")
    return text if clear else f"{text}, unclear"


def effect(results: Results, name: str, arm: str) -> float:
    """Mean paired difference over its standard deviation; zero where nothing differs."""
    table = results.within(results.primary).pivot_table(index="replication", columns="arm", values=name)
    table = table.reindex(columns=results.arms)  # a measure may be missing in every run of an arm
    difference = (table[arm] - table[results.baseline]).dropna()
    spread = float(difference.std())
    return float(difference.mean()) / spread if spread > 0 else 0.0
