"""Every column of every scenario, arm and seed, as a hash: moving rooms changes no number.

Two seeds are looked at each time, all ten where slow tests are asked for (-m slow).

To renew the file after a change that is meant to move numbers: python -m tests.sim.test_columns
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.arms.replication import daily
from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.config import load_scenario
from sim.measures.columns import names_of
from sim.measures.values import measure

HASHES = Path(__file__).with_name("columns.csv")
SCENARIOS = (
    "xiaonanmen",
    "xiaonanmen_from_start",
    "workbench",
    "city_portfolio",
    "open_call",
    "civilised_city",
    "sports_centre",
    "earthworks",
)
ARMS = (
    "siloed", "joint_meeting", "merged_offices", "redesigned_silo", "service_specialist", "best_silo",
    "lead_agency_visiting", "task_force", "unrated_task_force",
)  # fmt: skip
SEEDS = range(1, 11)


def short(values: np.ndarray) -> str:
    """The first eight hexadecimal digits of the bytes of numbers, whatever whole numbers they are stored as."""
    return hashlib.sha256(np.ascontiguousarray(values, dtype=np.float64).tobytes()).hexdigest()[:8]


def hashes_of(scenario: str, arm: str, seeds: Sequence[int] = SEEDS) -> pd.DataFrame:
    """A row a column (measures, and the daily series by its name after ``daily.``), a hash for each of the *seeds*."""
    setting = load_scenario(scenario, [f"coordination={arm}"])
    numbers = numbers_of(setting)
    found = {}
    for seed in seeds:
        past = history(setting, numbers, seed)
        end = branch(past, setting, numbers)
        values = measure(past, end, numbers.arm, float(setting.staffing.setup_days))
        series = {f"daily.{name}": column for name, column in daily(end, whole=True).items()}
        found[str(seed)] = {name: short(np.atleast_1d(column)) for name, column in (values | series).items()}
    frame = pd.DataFrame(found).rename_axis("column").reset_index()
    return frame.assign(scenario=scenario, arm=arm)[["scenario", "arm", "column", *map(str, seeds)]]


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("arm", ARMS)
@pytest.mark.parametrize(
    "seeds", [SEEDS[:2], pytest.param(SEEDS[2:], marks=pytest.mark.slow)], ids=["seeds 1 and 2", "seeds 3 to 10"]
)
def test_no_number_has_moved(scenario, arm, seeds):
    """Bit for bit, on the kind of processor on which the file was written."""
    kept = pd.read_csv(HASHES, dtype=str)
    kept = kept[(kept["scenario"] == scenario) & (kept["arm"] == arm)].set_index("column")
    now = hashes_of(scenario, arm, seeds).set_index("column")
    there = [name for name in kept.index if name in now.index]
    moved = [name for name in there if not kept.loc[name, now.columns].equals(now.loc[name])]
    assert not moved


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_column_that_a_kind_has_not_held_nothing_there(scenario):
    """It was missing or the same number in every run of every arm."""
    kept = pd.read_csv(HASHES, dtype=str)
    kept = kept[kept["scenario"] == scenario]
    kind = load_scenario(scenario).kind
    has = {*names_of(kind), *(f"daily.{name}" for name in ("day", "matters_open", "home_backlog", "team_size"))}
    has |= {f"daily.{name}" for name in kind.series}
    for name, rows in kept[~kept["column"].isin(has)].groupby("column"):
        runs = pd.unique(rows[[*map(str, SEEDS)]].to_numpy().ravel())
        assert len(runs) == 1 or name.startswith("daily."), name
        assert name.startswith("daily.") or runs[0] in {short(np.array([0.0])), short(np.array([np.nan]))}, name


if __name__ == "__main__":
    frames = []
    for name in SCENARIOS:
        for mode in ARMS:
            frames.append(hashes_of(name, mode))
            print(name, mode, file=sys.stderr, flush=True)
    pd.concat(frames).to_csv(HASHES, index=False)
