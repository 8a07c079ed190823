"""The map of the sign: in how many cities of each explanation and backlog an arm was sooner or later."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.doubt import MOST
from experiments.report.figures.style import INK, LATER, QUIET, SOONER
from experiments.report.plausible.said import days, frequencies, of_cities
from experiments.report.plausible.verdict import Verdict
from experiments.report.words import EXPLANATIONS
from experiments.verdict.sign_map import band_names

FEW = 5  # cities; a field of fewer is drawn pale


def draw(verdict: Verdict) -> Figure:
    """A panel a headline pair: explanations down, backlog before across; orange is later, blue sooner."""
    heads = [head for head in verdict.heads if len(verdict.of("sign_map", head))]
    bands = _bands(verdict)
    rows = verdict.explanations
    figure = Figure(figsize=(2.4 + 1.75 * len(bands) * len(heads), 1.05 * len(rows) + 1.8))
    panels = figure.subplots(1, len(heads), sharey=True, squeeze=False)[0]
    colours = mpl.colors.LinearSegmentedColormap.from_list("sign", [SOONER, "#ffffff", LATER])
    for axes, head in zip(panels, heads, strict=True):
        table = verdict.of("sign_map", head)
        fields = {(row["explanation"], row["band"]): row for _, row in table.iterrows()}
        for y, explanation in enumerate(rows):
            for x, band in enumerate(bands):
                _field(axes, x, y, fields.get((explanation, band)), colours)
        axes.set_xlim(-0.5, len(bands) - 0.5)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xticks(range(len(bands)), bands)
        axes.set_title(f"against {verdict.title(head)}", fontsize=10.5)
        axes.set_xlabel("routine waiting before, working days a cadre")
        axes.tick_params(length=0)
        for side in axes.spines.values():
            side.set_visible(False)
    panels[0].set_yticks(range(len(rows)), [EXPLANATIONS.get(name, name) for name in rows])
    figure.subplots_adjust(wspace=0.08)
    return figure


def _bands(verdict: Verdict) -> list[str]:
    """Bands that any city lies in, in their order."""
    there = set(verdict.tables["sign_map"]["band"])
    return [band for band in band_names(verdict.results.config["study"]["headline"]["backlog_bands"]) if band in there]


def _field(axes: Axes, x: int, y: int, field: pd.Series | None, colours: mpl.colors.Colormap) -> None:
    """One field: its colour is the share of later less that of sooner cities."""
    if field is None or field["cities"] == 0:
        axes.add_patch(mpl.patches.Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, fill=False, edgecolor="#cccccc", ls=":"))
        axes.text(x, y, "no city", ha="center", va="center", color=QUIET, fontsize=9)
        return
    lean = float(field["later"] - field["sooner"])
    few = field["cities"] < FEW
    face = colours(0.5 + 0.42 * lean)
    axes.add_patch(mpl.patches.Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, facecolor=face, alpha=0.45 if few else 1.0))
    sooner, _, later = frequencies(field)
    of = "" if of_cities(field) == MOST else f" of {of_cities(field)}"
    ink = "#ffffff" if abs(lean) > 0.9 and not few else INK
    axes.text(x, y - 0.2, f"sooner {sooner} · later {later}{of}", ha="center", va="center", fontsize=9, color=ink)
    axes.text(
        x,
        y + 0.06,
        f"{days(field['difference'])} days",
        ha="center",
        va="center",
        fontsize=9.5,
        color=ink,
        weight="bold",
    )
    axes.text(x, y + 0.3, f"{field['cities']:.0f} cities", ha="center", va="center", fontsize=8, color=ink)
