"""Who stood still in the first town: working days by site, under another's heap and for want of earth."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure

from experiments.report.figures.sites.tables import table
from experiments.report.figures.style import BAD, SOONER
from experiments.report.results import Results

MOST = 12  # sites that are shown
WIDTH = 18  # letters of a title on one line


def draw(results: Results) -> Figure:
    """A bar a site that stood still longest in any arm, an arm a panel."""
    places = table(results, "places.csv")
    last = places[places["day"] == places["day"].max()] if len(places) else places
    arms = [arm for arm in results.arms if arm in set(last["arm"])]
    whole = last.assign(still=last["blocked"] + last["waiting"]).groupby("site")["still"].max()
    sites = [int(site) for site in whole.sort_values(ascending=False).index[:MOST]]
    figure = Figure(figsize=(12.0, 0.24 * len(sites) + 1.9))
    every = figure.subplots(1, max(len(arms), 1), squeeze=False, sharey=True, sharex=True)[0]
    for axes, arm in zip(every, arms, strict=False):
        rows = last[last["arm"] == arm].set_index("site").loc[sites]
        axes.barh(range(len(sites)), rows["blocked"], color=BAD, label="under another's heap")
        axes.barh(range(len(sites)), rows["waiting"], left=rows["blocked"], color=SOONER, label="for want of earth")
        axes.set_yticks(range(len(sites)), [f"site {site}" for site in sites], fontsize=8)
        axes.set_title(textwrap.fill(results.arm_title(arm), WIDTH), fontsize=9)
    every[0].invert_yaxis()
    figure.supxlabel("working days", fontsize=10)
    if arms:
        every[-1].legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)
    figure.tight_layout()
    return figure
