"""The days of every arm, a line of marks each: one for each replication or for each twentieth of them, and the mean."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures.reading.sheet import LARGE, SMALL, keep, sheet
from experiments.report.figures.style import INK, QUIET, colours, marks
from experiments.report.front.amounts import number, outcome, places
from experiments.report.front.model import Drawing
from experiments.report.results import Results
from experiments.report.shares import METRIC
from experiments.report.speech import Two, Value, joined, same, titled, word

GROUPS = 20  # marks of an arm, where there are more replications
STEP = 0.62  # inches of an arm


def drawing(results: Results, folder: Path) -> Drawing:
    """The figure of the first screen of a comparison, in both languages, with its data beside it."""
    table = data(results)
    title = headline(results, table)
    many = len(results.runs.drop_duplicates(["point", "replication"]))
    told: dict[str, Value] = {"list": title, "many": many, "places": places(results.noun, many > 1)}
    alt = word("figure.arms_alt", outcome=outcome(results.config["clients"], results.told.outcome), **told)
    svg = keep(folder, "answer", lambda language: draw(results, table, title.of(language), language), table)
    return Drawing("answer", title, alt, svg, outcome(results.config["clients"], results.told.outcome))


def data(results: Results) -> pd.DataFrame:
    """A row an arm and mark: the days of a replication, or of a twentieth of them in their order."""
    rows = results.within(results.primary)
    found = []
    for arm in results.arms:
        values = np.sort(rows.loc[rows["arm"] == arm, METRIC].dropna().to_numpy(float))
        groups = (
            np.array_split(values, GROUPS)
            if len(values) > GROUPS
            else [values[place : place + 1] for place in range(len(values))]
        )
        found += [{"arm": arm, "days": float(group.mean()), "mean": float(values.mean())} for group in groups]
    return pd.DataFrame(found, columns=["arm", "days", "mean"])


def headline(results: Results, table: pd.DataFrame) -> Two:
    """Every arm with its mean, the quickest first: the finding, written from the data."""
    means = table.groupby("arm")["mean"].first().sort_values(kind="stable")
    if not len(means):
        return word("figure.nobody")
    parts = [
        word("figure.arms_part", arm=titled(results.arm_title(str(arm))), days=same(number(float(value))))
        for arm, value in means.items()
    ]
    what = outcome(results.config["clients"], results.told.outcome)
    return Two(what.en[:1].upper() + what.en[1:], what.zh) + Two(": ", "：") + joined(parts)


def draw(results: Results, table: pd.DataFrame, title: str, language: str) -> Figure:
    """The figure in one language."""
    arms = [arm for arm in results.arms if arm in set(table["arm"])]
    figure, share = sheet(STEP * max(len(arms), 1) + 0.55, title, language)
    axes = figure.add_axes((0.03, 0.42 * share / (STEP * max(len(arms), 1) + 0.55), 0.93, share * 0.84))
    tint, shape = colours(results.arms), marks(results.arms)
    for place, arm in enumerate(arms):
        rows = table[table["arm"] == arm]
        mean = float(rows["mean"].iloc[0])
        axes.plot(rows["days"], [place] * len(rows), shape[arm], color=tint[arm], ms=4.5, alpha=0.45, mew=0)
        axes.plot(mean, place, shape[arm], color=tint[arm], ms=10, mec="white", mew=1.2)
        name = titled(results.arm_title(arm)).of(language)
        axes.text(0, place - 0.36, f"{name}: {number(mean)}", size=SMALL, color=INK, va="center")
        axes.axhline(place, color="#dddddd", lw=0.8, zorder=0)
    axes.set_xlim(-0.02 * results.horizon, 1.02 * results.horizon)
    axes.set_ylim(max(len(arms), 1) - 0.55, -0.75)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xticks([0, results.horizon // 2, results.horizon])
    axes.tick_params(colors=QUIET, labelsize=SMALL)
    axes.set_xlabel(word("figure.arms_axis").of(language), size=SMALL, loc="right", labelpad=0)
    if not arms:
        axes.text(0.5, 0.5, title, transform=axes.transAxes, ha="center", size=LARGE)
    return figure
