"""A mean over nobody is missing, never a number: in cities without clients, without files, without signers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import CityModel, simulate
from sim.measures.goal_days import done_share, restricted_mean
from sim.measures.inequality import gini, worst_tenth
from sim.measures.openness import share
from tests.stories import scenario

DAYS = {"calendar__intervention_day": 20, "calendar__horizon_days": 20}
OF_CLIENTS = (
    "restricted_days", "restricted_days_90", "restricted_to_all", "done_share", "days_to_50", "days_to_all",
    "project_days", "measured_days", "unmeasured_days", "work_share", "queue_share", "client_share",
    "signed_share", "satisfaction_mean", "satisfaction_worst_decile", "pressure_mean", "early_late_gap", "price_gini",
    "last_staff_days", "earlier_staff_days", "last_money", "earlier_money",
)  # fmt: skip


@pytest.mark.parametrize("arm", ["siloed", "task_force"])
def test_a_village_without_households_has_no_means_over_them(arm):
    row = simulate(scenario(arm, households__total=0, **DAYS), [1]).iloc[0]
    assert [name for name in OF_CLIENTS if not math.isnan(row[name])] == []
    assert row["goal_days"] == row["left_end"] == row["money_paid"] == row["matters_closed"] == 0.0
    assert row["routine_days"] > 0.0


def test_a_stream_that_brings_nothing_has_no_means_over_its_files():
    row = simulate(scenario("siloed", "closed", "workbench", stream__load=0.0, **DAYS), [1]).iloc[0]
    assert [n for n in OF_CLIENTS if n in row and not math.isnan(row[n])] == []
    assert row["all_matters_days"] == row["routine_days"] > 0.0
    assert row["project_matters"] == 0.0


def test_a_city_without_lent_cadres_has_no_shares_of_them():
    row = simulate(scenario("siloed", households__total=4, **DAYS), [1]).iloc[0]
    missing = (
        "seats_filled",
        "fit_mean",
        "young_share",
        "talent_premium",
        "withdrawal_rate",
        "team_days",
        "days_to_staff",
    )
    assert [name for name in missing if not math.isnan(row[name])] == []
    assert row["members_mean"] == 0.0


def test_nobody_left_is_not_nobody_there():
    """All have signed before the arms branch: nobody waits, and nobody has suffered pressure since."""
    told = scenario("siloed", households__total=1, calendar__intervention_day=365, calendar__horizon_days=5)
    row = next(row for _, row in simulate(told, range(1, 30)).iterrows() if row["left_at_intervention"] == 0)
    assert (row["restricted_days"], row["done_share"], row["signed_share"]) == (0.0, 1.0, 1.0)
    assert math.isnan(row["pressure_mean"])


def test_the_trust_of_those_who_are_left_is_missing_once_none_is():
    told = scenario("task_force", households__total=1, calendar__intervention_day=365, calendar__horizon_days=5)
    model = CityModel(told, rng=1)
    model.run_for(370)
    frame = model.datacollector.get_model_vars_dataframe()
    assert (frame["trust"].isna() == (frame["signed"] == 1.0)).all()
    assert frame["trust"].isna().any()


def test_what_is_made_of_nothing_is_missing():
    nobody = np.array([])
    assert math.isnan(share(0.0, 0))
    assert math.isnan(gini(nobody))
    assert math.isnan(worst_tenth(nobody))
    assert (restricted_mean(nobody, 9.0), done_share(nobody, 9.0)) == (0.0, 1.0)
