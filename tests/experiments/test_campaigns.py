"""How campaigns run where nothing is known: patterns show, vanish with their switch, and cannot be had for nothing."""

import math

import numpy as np
import pandas as pd
import pytest

from experiments import validate
from experiments.validation.relocation.campaigns import Campaign, Told, judge
from experiments.validation.relocation.counts import groups_table, thresholds_table, wilson
from experiments.validation.relocation.readings import READINGS, Campaigns
from sim.config import compose
from sim.config import validate as checked
from sim.yaml_scan import ConfigError
from tests.codes import unexplained

TOLD = checked(Told, compose("campaigns/relocation", []))
DAYS, RUNS = 365, 30
NOBODY = Campaigns(np.zeros((RUNS, DAYS)), np.ones(RUNS), 0.8)
STEADY = Campaigns(np.tile(1.0 - 0.995 ** np.arange(1, DAYS + 1), (RUNS, 1)), np.zeros(RUNS), 0.8)
SMALL = ["scenario=relocation", "replications=16", "households.total=40", "executor=serial", "study.resamples=200"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Sixteen projects of forty households."""
    where = tmp_path_factory.mktemp("campaigns") / "validation"
    assert validate.main([*SMALL, f"output={where}"]) == 1
    return where


def test_every_pattern_shows_and_vanishes_with_its_switch(folder):
    table = pd.read_csv(folder / "patterns.csv")
    assert list(table["id"]) == [one.id for one in TOLD.campaigns]
    assert not unexplained(folder)
    assert table[["vanishes", "required"]].all(axis=None)
    assert table["simulated_median"].between(table["expected_low"], table["expected_high"]).all()
    few = [
        "spike_at_threshold",
        "recalls_mend",
    ]  # seldom met or mended: sixteen runs do not tell
    assert list(table.loc[~table["passed"], "id"]) == few
    assert (table["runs"] == 16).all()


def test_the_share_of_groups_in_which_all_sign_falls_with_their_size(folder):
    groups = pd.read_csv(folder / "groups.csv")
    assert list(groups["households"]) == [5, 10, 20, 50, 100, 226]
    assert groups["all_signed"].is_monotonic_decreasing
    assert groups["all_signed"].iloc[0] > 0.0


def test_projects_meet_a_threshold_or_miss_it_and_fewer_meet_a_higher_one(folder):
    table = pd.read_csv(folder / "thresholds.csv")
    assert (table["met"] + table["missed"]).tolist() == pytest.approx([1.0] * 5)
    assert table["met"].is_monotonic_decreasing
    assert table["met"].iloc[0] > 0.0 < table["missed"].iloc[0]


@pytest.mark.parametrize("one", TOLD.campaigns, ids=lambda one: one.id)
@pytest.mark.parametrize("what", [NOBODY, STEADY], ids=["nobody signs", "a constant hazard"])
def test_no_pattern_is_passed_by_doing_nothing(one, what):
    assert not judge(one, [what] * 4, 200)["passed"]


@pytest.mark.parametrize("one", TOLD.campaigns, ids=lambda one: one.id)
def test_a_pattern_that_its_switch_does_not_touch_fails(one, monkeypatch):
    """A number that is right where it must be and stays there with the switch off is not what it is said to be."""
    right = sum(one.within) / 2
    planted = READINGS[one.reading]._replace(number=lambda _: right)
    monkeypatch.setitem(READINGS, one.reading, planted)
    row = judge(one, [STEADY] * 4, 200)
    assert (row["simulated_median"], row["vanishes"], row["passed"]) == (right, False, False)


def test_a_spike_is_the_last_tenth_over_the_one_before():
    """One signs on each of days 0 to 17 and three on each of the last two of twenty days."""
    signed = np.cumsum([1.0] * 18 + [3.0] * 2)[None, :] / 24
    counted = READINGS["spike"].counted(Campaigns(signed, np.zeros(1), 0.8), NOBODY, (0, 20))
    assert READINGS["spike"].number(counted.mean(axis=0)) == pytest.approx(3.0)


def test_a_share_of_none_or_all_has_an_interval():
    assert wilson(0, 0) == (pytest.approx(math.nan, nan_ok=True),) * 2
    assert wilson(0, 10) == (0.0, pytest.approx(0.2775, abs=1e-4))
    assert wilson(10, 10) == (pytest.approx(0.7225, abs=1e-4), pytest.approx(1.0))


def test_tables_count_runs():
    """Of three projects one meets .8 and two miss it, one of which is met when it is called again; in one all sign."""
    end = np.array([[0.9], [0.0], [1.0]])
    found = Campaigns(end, np.array([0.0, 1.0, 1.0]), 0.8)
    row = thresholds_table([found]).iloc[0]
    assert (row["met"], row["missed"]) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    row = groups_table({7: found}).iloc[0]
    assert (row["households"], row["all_signed"], row["most_signed"]) == (7, pytest.approx(1 / 3), pytest.approx(2 / 3))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"within": [0.5, 2.0]}, "spike_at_bonus.within = .0.5, 2.: contains 1"),
        ({"reading": "first_day"}, "spike_at_bonus.beside: first_day compares two settings"),
        ({"window": [60, 60]}, "spike_at_bonus.window = .60, 60.: must be two days, the earlier first"),
        ({"without": []}, "without"),
        ({"reading": "guess"}, "reading"),
    ],
)
def test_a_pattern_that_could_not_fail_or_be_read_is_refused_in_a_line(changes, said):
    with pytest.raises(ConfigError, match=said):
        checked(Campaign, TOLD.campaigns[0].model_dump() | changes)
