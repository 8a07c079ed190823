"""The best of several rivals without its luck: chosen on one half of the draws, judged on the other, both ways."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from experiments.study.intervals import Judgement
from experiments.verdict.cities import PLACE, Cities
from experiments.verdict.clusters import centre, laid_out
from experiments.verdict.lines import Line, line_of

HALVES = {"odd": 1, "even": 0}  # draws counted from 0
BOTH = "both"
OWN = "each city its own"


def half(cities: Cities, name: str) -> Cities:
    """The cities of odd or of even draws."""
    return cities.among(cities.points.index[cities.points["draw"] % 2 == HALVES[name]])


def best_of(cities: Cities, rivals: Sequence[str], metric: str) -> str:
    """The rival with the least of *metric* over the replications in which all of them ended, explanations alike."""
    wide = cities.wide(metric).reindex(columns=list(rivals)).dropna()
    means = wide.groupby("point").mean()
    if means.empty:
        return rivals[0]
    places = cities.points.loc[means.index]
    return min(rivals, key=lambda rival: centre(laid_out(places.join(means), rival)))


def judged(cities: Cities, team: str, rivals: Sequence[str], metric: str) -> tuple[dict[str, str], pd.DataFrame]:
    """The rival chosen for each half, which is the best of the other, and all differences to the rival so chosen."""
    chosen = {name: best_of(half(cities, other), rivals, metric) for name, other in (("odd", "even"), ("even", "odd"))}
    parts = [half(cities, name).differences(metric, team, rival) for name, rival in chosen.items()]
    return chosen, pd.concat(parts).loc[cities.points.index]


def own_best(cities: Cities, team: str, rivals: Sequence[str], metric: str) -> pd.DataFrame:
    """Differences to each city's own best rival, chosen on its odd replications for the even ones, and the reverse.

    A harder rival: it is what a city would do that knew itself. Cities need two finished replications.
    """
    wide = cities.wide(metric).reindex(columns=[team, *rivals]).dropna()
    even = wide.index.get_level_values("replication") % 2 == 0
    pieces = []
    for here, there in ((even, ~even), (~even, even)):
        choices = wide[there].groupby("point")[list(rivals)].mean().idxmin(axis=1)
        rows = wide[here].reset_index()
        rows = rows[rows["point"].isin(choices.index)].assign(rival=lambda one: one["point"].map(choices))  # noqa: B023
        values = [row[team] - row[row["rival"]] for row in rows.to_dict("records")]
        pieces.append(rows[PLACE].assign(difference=values))
    each = pd.concat(pieces).groupby("point")["difference"]
    index = cities.points.index
    return cities.points[["draw", "explanation"]].assign(
        difference=each.mean().reindex(index),
        luck=float("nan"),  # two halves with rivals of their own are no repetition
        pairs=each.size().reindex(index).fillna(0).astype(int),
        tilt=float("nan"),
    )


def crossfit_table(
    cities: Cities, team: str, rivals: Sequence[str], metric: str, judgement: Judgement, smallest: float
) -> pd.DataFrame:
    """A row a half with the rival chosen on the other, one for both, and one for each city's own best rival."""
    chosen, everywhere = judged(cities, team, rivals, metric)
    rows: list[Line] = []
    for name, rival in chosen.items():
        line = line_of(half(cities, name).differences(metric, team, rival), judgement, smallest)
        rows.append({"reported_on": name, "rival": rival} | line)
    both = " or ".join(dict.fromkeys(chosen.values()))
    rows.append({"reported_on": BOTH, "rival": both} | line_of(everywhere, judgement, smallest))
    own = own_best(cities, team, rivals, metric)
    rows.append({"reported_on": OWN, "rival": ""} | line_of(own, judgement, smallest))
    return pd.DataFrame(rows)
