"""Golden numbers: a few results that change only on purpose, with a line in the changelog.

To renew them after such a change: python -m tests.sim.test_golden
"""

from pathlib import Path

import pandas as pd
from pandas.testing import assert_frame_equal

from sim.city.simulate import simulate
from tests.stories import scenario

GOLDEN = Path(__file__).with_name("golden.csv")
SHOWN = [
    "left_at_intervention", "stall_days", "restricted_days", "households_left", "staff_days", "overtime_days",
    "money_paid", "home_backlog_days", "lost_routine", "handovers", "lapses", "rulings", "contacts",
    "queue_share", "pressure_mean", "satisfaction_mean",
]  # fmt: skip


def table() -> pd.DataFrame:
    """Three villages of the main scenario under each arm, as it was."""
    arms = ("siloed", "redesigned_silo", "task_force")
    return pd.concat([simulate(scenario(arm), range(1, 4)).assign(arm=arm) for arm in arms])[["arm", "seed", *SHOWN]]


def test_the_numbers_have_not_moved():
    """To 1e-9 relative: counts are exact, floats may differ between families of processors."""
    assert_frame_equal(pd.read_csv(GOLDEN), table().reset_index(drop=True), check_dtype=False, rtol=1e-9)


if __name__ == "__main__":
    table().to_csv(GOLDEN, index=False, float_format="%.12g")
