"""The settings in which campaigns are looked at: every one once, as the points of a single study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field

from experiments.kinds.relocation import VOIDED
from experiments.study.design import Points
from experiments.study.settings import Study
from experiments.study.varied import declared, value_at
from experiments.validation.relocation.readings import Campaigns
from sim.core.parameter import Parameters

Value = float | int | bool | str
Setting = dict[str, Value]
THRESHOLD = "offer.threshold"


class Fixed(Parameters):
    """One parameter and the value that it has in a setting."""

    name: str = Field(min_length=1)
    value: float | int | bool | str


def as_setting(*listed: Sequence[Fixed]) -> Setting:
    """The values by name; what is listed later holds."""
    return {one.name: one.value for some in listed for one in some}


def laid_out(settings: Iterable[Setting], study: Study) -> Points:
    """A point a setting, those that are the same once; what one leaves alone has the study's own value.

    Raises ConfigError for a name that is no parameter.
    """
    listed = list(settings)
    tree = study.model_dump(mode="json")
    names = [THRESHOLD, *dict.fromkeys(name for one in listed for name in one if name != THRESHOLD)]
    for name in names:
        declared(name, tree, type(study))
    rows = [{name: one.get(name, value_at(tree, name)) for name in names} for one in listed]
    table = pd.DataFrame(rows, columns=names).drop_duplicates(ignore_index=True)
    return Points(table, pd.DataFrame(index=table.index))


def place_of(setting: Setting, points: pd.DataFrame, study: Study) -> int:
    """The point at which *setting* is run."""
    tree: dict[str, Any] = study.model_dump(mode="json")
    wanted = {name: setting.get(name, value_at(tree, name)) for name in points.columns}
    same = np.all([points[name] == value for name, value in wanted.items()], axis=0)
    return int(points.index[same][0])


def campaigns_at(points: pd.DataFrame, runs: pd.DataFrame, daily: pd.DataFrame) -> dict[int, Campaigns]:
    """The campaigns of every point; runs that failed under one are left out of all, so that rows go together."""
    done = runs[runs["status"] == "ok"]
    whole = done.groupby("seed")["point"].nunique() == len(points)
    done = done[done["seed"].isin(whole.index[whole])].sort_values(["point", "seed"])
    thresholds = points[THRESHOLD].to_numpy(float)
    days = daily[daily["day"] >= 0].pivot(index="run_id", columns="day", values="signed")
    return {
        place: Campaigns(
            days.loc[rows["run_id"]].to_numpy(float),
            rows[VOIDED].to_numpy(float),
            float(thresholds[place]),
        )
        for place, rows in ((place, done[done["point"] == place]) for place in range(len(points)))
    }
