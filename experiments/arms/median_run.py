"""What happened part by part in the median run: one replication lived once more under every arm, for a table.

Only for kinds of client that say what their parts are. The replication is the one in whose city the arm that the study
is about (of a verdict its team, else the last arm) took the middle number of days; all arms branch from its history.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from experiments.arms.replication import branches_at
from experiments.study.keys import canonical_json
from experiments.study.settings import Study, study_points
from sim.city.run import branch, history

FILE = "timeline.csv"
MEASURE = "restricted_days"


def timeline_table(study: Study, folder: Path) -> dict[str, pd.DataFrame]:
    """``timeline.csv``: a row an arm, client and part, with the seed and point; none without parts or runs.

    *folder* holds ``runs.parquet``.
    """
    if study.client_kind.timeline is None:
        return {}
    setting, told = next(iter(study.resources)), study.study.headline.team or list(study.arms)[-1]
    runs = pd.read_parquet(folder / "runs.parquet")
    runs = runs[(runs["status"] == "ok") & (runs["resources"] == setting)]
    own = runs[(runs["arm"] == told) & runs[MEASURE].notna()].sort_values([MEASURE, "point", "replication"])
    if not len(own):
        return {}
    chosen = own.iloc[(len(own) - 1) // 2]
    points = study_points(study).values
    point = {str(name): points[name].tolist()[int(chosen["point"])] for name in points.columns}
    prepared = branches_at(study.model_dump_json(), canonical_json(point))
    first, numbers = next(iter(prepared.values()))
    past = history(first, numbers, int(chosen["seed"]))
    beside = runs[(runs["point"] == chosen["point"]) & (runs["replication"] == chosen["replication"])]
    rows = []
    for arm, fence in zip(beside["arm"], beside["ring_fence"], strict=True):
        scenario, numbers = prepared[setting, str(arm)]
        end = branch(past, scenario, numbers, float(fence))
        rows += [{"arm": arm, "told": arm == told, **row} for row in study.client_kind.timeline(end, scenario)]
    table = pd.DataFrame(rows)
    table.insert(2, "seed", int(chosen["seed"]))
    table.insert(3, "point", int(chosen["point"]))
    return {FILE: table}
