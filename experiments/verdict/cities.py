"""The plausible cities of a study: what an arm did beside another in each of them, and the cities that tell nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from experiments.kinds.told import Alike

PLACE = ["point", "replication"]
CITY = ["draw", "explanation"]
UNSTAFFED = "UnstaffedError"  # begins the error of a city whose teams nobody could fill
UNIT = "unit."  # begins the columns of the points that say where in its range a number was drawn


@dataclass(frozen=True, slots=True)
class Cities:
    """*runs* of one resource setting, failed ones too, and *points*: a row a city with its draw and explanation."""

    runs: pd.DataFrame
    points: pd.DataFrame

    def wide(self, measure: str) -> pd.DataFrame:
        """A measure by point and replication, a column an arm; finished runs only."""
        done = self.runs[self.runs["status"] == "ok"]
        return done.pivot(index=PLACE, columns="arm", values=measure)

    def means(self, measure: str, arm: str) -> pd.DataFrame:
        """What a measure came to in each city, as ``value``; NaN where no run of it ended."""
        wide = self.wide(measure)
        values = wide[arm].groupby("point").mean() if arm in wide else pd.Series(dtype=float)
        return self.points[CITY].assign(value=values.reindex(self.points.index))

    def differences(self, measure: str, arm: str, other: str) -> pd.DataFrame:
        """Mean paired ``difference`` of each city over its ``pairs``, and ``luck``: their variance within the city.

        ``tilt`` is half of how much more the first, third, ... pair differ than the others: as cities share seeds, luck
        may be common to all, and their mean tilt shows it. A city without a pair stays in the table, with nothing.
        """
        wide = self.wide(measure)
        if arm not in wide or other not in wide:
            return self.points[CITY].assign(difference=np.nan, luck=np.nan, pairs=0, tilt=np.nan)
        pairs = (wide[arm] - wide[other]).dropna()
        each = pairs.groupby("point")
        even = pairs.index.get_level_values("replication") % 2 == 0
        tilt = 0.5 * (pairs[even].groupby("point").mean() - pairs[~even].groupby("point").mean())
        return self.points[CITY].assign(
            difference=each.mean().reindex(self.points.index),
            luck=each.var(ddof=1).reindex(self.points.index),
            pairs=each.size().reindex(self.points.index).fillna(0).astype(int),
            tilt=tilt.reindex(self.points.index),
        )

    def under(self, explanation: str) -> Cities:
        """The cities of one explanation."""
        points = self.points[self.points["explanation"] == explanation]
        return self.among(points.index)

    def among(self, chosen: pd.Index) -> Cities:
        """Some of the cities."""
        runs = self.runs[self.runs["point"].isin(chosen)]
        return Cities(runs, self.points.loc[chosen])

    def like(self, case: Alike) -> Cities:
        """The same cities with those replications only that are like the case behind the scenario."""
        holds = self.runs[case.measure].between(case.low, case.high)
        return replace(self, runs=self.runs[holds])

    def backlog(self) -> pd.Series:
        """Routine work that waited in each city before any arm began, working days a cadre."""
        return self.runs.groupby("point")["backlog_before"].mean().reindex(self.points.index)

    @property
    def explanations(self) -> list[str]:
        """Names of the explanations, in the order of the points."""
        return list(dict.fromkeys(self.points["explanation"]))


def cities_of(runs: pd.DataFrame, points: pd.DataFrame, resources: str) -> Cities:
    """The cities in one resource setting, from the tables of a study."""
    return Cities(runs[runs["resources"] == resources], points.rename_axis("point"))


def told_by_none(cities: Cities, arms: Sequence[str]) -> pd.DataFrame:
    """How many cities each explanation has, in how many some or all replications failed, and the first error of them.

    A replication counts as failed where any of *arms* has no finished run; *unstaffed* are cities with a failed one
    because their teams could not be filled.
    """
    done = cities.runs["status"].eq("ok") & cities.runs["arm"].isin(arms)
    whole = cities.runs.assign(done=done).groupby(PLACE)["done"].sum().eq(len(arms))
    failed = whole.groupby("point").agg(lambda one: int((~one).sum())).reindex(cities.points.index)
    planned = whole.groupby("point").size().reindex(cities.points.index)
    errors = cities.runs.loc[cities.runs["status"] != "ok"].groupby("point")["error"].first()
    frame = cities.points[["explanation"]].assign(
        some=((failed > 0) & (failed < planned)).astype(int),
        none=((failed == planned) | failed.isna()).astype(int),
        error=errors.reindex(cities.points.index),
        unstaffed=errors.reindex(cities.points.index).fillna("").str.startswith(UNSTAFFED).astype(int),
    )
    grouped = frame.groupby("explanation", sort=False)
    table = grouped.agg(
        cities=("some", "size"), some_failed=("some", "sum"), all_failed=("none", "sum"), unstaffed=("unstaffed", "sum")
    )
    return table.assign(error=grouped["error"].first().fillna("")).reset_index()


def drawn_numbers(points: pd.DataFrame) -> list[str]:
    """Parameters that were drawn under some explanation at least."""
    return [
        name.removeprefix(UNIT)
        for name in points.columns
        if str(name).startswith(UNIT) and name.removeprefix(UNIT) in points and points[name].nunique() > 1
    ]


def as_drawn(points: pd.DataFrame, name: str) -> pd.Series:
    """The values of a drawn number; NaN under explanations that do not draw it."""
    return points[name].astype(float).where(points[f"{UNIT}{name}"].notna())
