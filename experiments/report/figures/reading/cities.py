"""In how many of a hundred plausible cities: a mark a city, sooner, level or later, by colour and by shape."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.figures.reading.sheet import LETTERS, SMALL, keep, sheet, wrapped
from experiments.report.figures.style import INK, LATER, SOONER, UNCLEAR
from experiments.report.front.judged import rival
from experiments.report.front.model import Drawing
from experiments.report.plausible.said import frequencies, of_cities
from experiments.report.plausible.verdict import Verdict
from experiments.report.plausible.words import in_order
from experiments.report.speech import Two, joined, word

COLUMNS = 25  # marks of a line
MOST = 6  # rivals
LINE, DOWN, STEP = 0.175, 0.135, 0.8  # inches of a line of letters, of a line of marks, of an empty figure
SIDES = (("sooner", "o", SOONER), ("level", "_", UNCLEAR), ("later", "^", LATER))


def drawing(verdict: Verdict, folder: Path) -> Drawing:
    """The figure of the first screen of a verdict, in both languages, with its data beside it."""
    told = lines(verdict)
    table = pd.DataFrame(
        [{"against": head, **_counts(line)} for head, line in told],
        columns=["against", "sooner", "level", "later", "of"],
    )
    title = headline(verdict, told)
    parts = [word("figure.cities_part", rival=rival(verdict, head), **_counts(line)) for head, line in told]
    alt = word("figure.cities_alt", list=joined(parts)) if parts else title
    svg = keep(folder, "answer", lambda language: draw(verdict, told, title.of(language), language), table)
    of = max((of_cities(line) for _, line in told), default=0)
    return Drawing("answer", title, alt, svg, word("figure.cities_note", of=of))


def lines(verdict: Verdict) -> list[tuple[str, pd.Series]]:
    """The headline pairs, then the other arms, with their lines."""
    heads = in_order(verdict)
    named = {head for head, _ in heads}
    others = [(arm, verdict.line(arm)) for arm in verdict.others if arm not in named]
    return [*heads, *[(arm, line) for arm, line in others if line is not None]][:MOST]


def headline(verdict: Verdict, told: list[tuple[str, pd.Series]]) -> Two:
    """The pair that is lost first: the finding, written from the data."""
    if not told:
        return word("figure.nobody")
    head, line = told[0]
    return word("figure.cities_title", rival=rival(verdict, head), **_counts(line))


def _counts(line: pd.Series) -> dict[str, int]:
    """How many cities on each side, of how many."""
    sooner, level, later = frequencies(line)
    return {"sooner": sooner, "level": level, "later": later, "of": of_cities(line)}


def draw(verdict: Verdict, told: list[tuple[str, pd.Series]], title: str, language: str) -> Figure:
    """The figure in one language."""
    rows = max((-(-of_cities(line) // COLUMNS) for _, line in told), default=1)
    names = [word("figure.against", rival=rival(verdict, head)).of(language) for head, _ in told]
    said = [wrapped(name, LETTERS[language]) for name in names]
    heads = [LINE * len(lines_) for lines_ in said]  # inches that names take
    steps = [head + 0.36 + DOWN * rows for head in heads]
    whole = sum(steps) or STEP
    figure, share = sheet(whole, title, language)
    axes = figure.add_axes((0.02, 0.0, 0.96, share))
    axes.set_axis_off()
    axes.set_xlim(-0.7, COLUMNS)
    axes.set_ylim(whole, 0)
    top = 0.0
    for (_, line), lines_, head, step in zip(told, said, heads, steps, strict=True):
        counts = _counts(line)
        axes.text(-0.6, top + 0.03, "\n".join(lines_), size=SMALL, color=INK, weight="bold", va="top", linespacing=1.2)
        sides = {side: counts[side] for side, _, _ in SIDES}
        axes.text(-0.6, top + head + 0.04, word("figure.counts", **sides).of(language), size=SMALL, color=INK, va="top")
        _marks(axes, counts, top + head + 0.28)
        top += step
    return figure


def _marks(axes: Axes, counts: dict[str, int], top: float) -> None:
    """A mark a city, line by line."""
    sides = [side for side in SIDES for _ in range(counts[side[0]])]
    for shape in SIDES:
        places = [place for place, side in enumerate(sides) if side == shape]
        x = [place % COLUMNS for place in places]
        y = [top + DOWN * (place // COLUMNS) for place in places]
        axes.plot(x, y, shape[1], color=shape[2], ms=6.5, mew=1.8 if shape[1] == "_" else 0, ls="")
