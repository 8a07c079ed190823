"""The tables of the first town that figures of sites are drawn from."""

from __future__ import annotations

import pandas as pd

from experiments.report.results import Results
from experiments.study.manifest import is_there
from experiments.study.strangers import read_csv

NEEDED = {
    "places.csv": ("arm", "site", "x", "y", "fills", "day", "works", "lying", "blocked", "waiting"),
    "flows.csv": ("arm", "day", "from_x", "from_y", "to_x", "to_y", "carried"),
}


def table(results: Results, name: str) -> pd.DataFrame:
    """A table of the first town, empty where the folder has none."""
    if not is_there(results.folder / name):
        return pd.DataFrame(columns=list(NEEDED[name]))
    return read_csv(results.folder, name, NEEDED[name])
