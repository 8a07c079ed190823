"""From the baseline to the treatment, ingredient by ingredient: a waterfall with intervals."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.attribution.players import REST
from experiments.report.digits import short
from experiments.report.figures import both, style
from sim.coordination.ingredients import BY_NAME
from sim.measures.columns import COLUMNS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.measures.column import Column

WIDTH = 44  # letters of a label's line


def draw(table: pd.DataFrame, labels: Mapping[str, str], ends: tuple[float, float], arms: tuple[str, str]) -> Figure:
    """The level of the baseline, every share from the largest to the smallest, and the level of the treatment.

    *labels* are the shares in words, *ends* the two levels, *arms* their names.
    """
    column = next(column for column in COLUMNS if column.name == table["metric"].iloc[0])
    shares = table.iloc[:-1].sort_values("value", key=abs, ascending=False, kind="stable")
    figure = Figure(figsize=(10.5, 0.62 * (len(shares) + 2) + 1.7))
    axes = figure.subplots()
    axes.barh(0, ends[0], color=style.QUIET, height=0.62)
    axes.annotate(_said(ends[0]), (ends[0], 0), (6, 0), textcoords="offset points", va="center", weight="bold")
    low, high = _bars(axes, shares, ends, column.better)
    bottom = len(shares) + 1
    axes.barh(bottom, ends[1], color=style.ARM_LOOKS["task_force"][0], height=0.62)
    axes.annotate(_said(ends[1]), (ends[1], bottom), (6, 0), textcoords="offset points", va="center", weight="bold")
    first, last = (_words(arm) for arm in arms)
    names = [first, *(_wrapped(labels[name]) for name in shares["ingredient"]), last]
    axes.set_yticks(list(range(len(shares) + 2)), names, fontsize=9.5)
    axes.set_ylim(len(shares) + 1.6, -0.6)
    axes.set_xlim(low, high + 0.3 * (high - low))
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    _explain(axes, table.iloc[-1], column)
    return figure


def _bars(axes: Axes, shares: pd.DataFrame, ends: tuple[float, float], better: str) -> tuple[float, float]:
    """A bar a share, each where the last one ended, with its interval; how far they reach to both sides."""
    level, lows, highs = ends[0], [0.0], [max(ends)]
    for place, row in enumerate(shares.to_dict("records"), start=1):
        value, low, high = (float(row[name]) for name in ("value", "ci_low", "ci_high"))
        after, whisker = level + value, [level + end for end in (low, high) if not math.isnan(end)]
        axes.barh(place, value, left=level, color=_colour(low, high, better), height=0.62)
        axes.plot([level, level], [place - 1, place], color=style.QUIET, lw=0.8, zorder=0)
        axes.plot(whisker, [place] * len(whisker), color=style.INK, lw=1.4, marker="|", ms=8)
        lows.append(min(level, after, *whisker))
        highs.append(max(level, after, *whisker))
        said = f"{_said(value, '+')}  ({_ends(row)})"
        axes.annotate(said, (highs[-1], place), (7, 0), textcoords="offset points", va="center", size=9.5)
        level = after
    axes.plot([level, level], [len(shares), len(shares) + 1], color=style.QUIET, lw=0.8, zorder=0)
    return min(lows), max(highs)


def _explain(axes: Axes, total: pd.Series, column: Column) -> None:
    """The whole difference above, and what the measure and the colours mean below."""
    unit = f"{column.unit}s" if column.unit == "day" else column.unit
    axes.set_title(
        f"{_said(float(total['value']), '+')} {unit} in all ({_ends(total)}): what each part adds",
        x=0.0,
    )
    good = {"low": "fewer", "high": "more"}.get(column.better)
    key = f"green: {good}, which is good; red: the opposite; grey: " if good else "grey: "
    axes.set_xlabel(
        "\n".join(textwrap.wrap(f"{unit}: {column.meaning}", 88))
        + f"\n{key}cannot be told from nothing; black lines: how far it may be off"
    )


def save(
    table: pd.DataFrame,
    members: Mapping[str, Sequence[str]],
    ends: tuple[float, float],
    arms: tuple[str, str],
    folder: Path,
) -> Path:
    """Write the figure as SVG and PNG in both languages; the path of the SVG."""
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        labels = {name: _label(name, inside) for name, inside in members.items()}
        both.write(draw(table, labels, ends, arms), folder, "attribution")
    return folder / "attribution.svg"


def _colour(low: float, high: float, better: str) -> str:
    """Green where clearly better, red where clearly worse, grey where the interval holds zero."""
    if better == "none" or not (low > 0 or high < 0):
        return style.UNCLEAR
    return style.GOOD if (high < 0) == (better == "low") else style.BAD


def _label(name: str, members: Sequence[str]) -> str:
    """A part in words: what an ingredient means, or the ingredients that several stand for."""
    if name in BY_NAME:
        return f"{_words(name)}: {BY_NAME[name].meaning}"
    title = "all the rest together" if name == REST else _words(name)
    return f"{title}: {', '.join(map(_words, members))}"


def _wrapped(label: str) -> str:
    """A label in short lines."""
    return "\n".join(textwrap.wrap(label, WIDTH))


def _words(name: str) -> str:
    """A name as words that stay on one line."""
    return name.replace("_", "\N{NO-BREAK SPACE}")


def _ends(row: Any) -> str:
    """An interval, with a question mark where it is doubtful; in words where there are too few runs for one."""
    if math.isnan(row["ci_low"]):
        return "too few runs for an interval"
    mark = " ?" if row.get("interval_doubtful", False) else ""
    return f"{_said(float(row['ci_low']), '+')} to {_said(float(row['ci_high']), '+')}{mark}"


def _said(value: float, sign: str = "") -> str:
    """A number with as many digits as its size deserves."""
    return short(value, sign)
