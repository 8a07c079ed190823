"""Paired statistics: intervals against scipy, exact small cases, and coverage on planted data."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import bootstrap

from experiments.study.intervals import Judgement
from experiments.study.statistics import (
    compare_table,
    runs_needed,
    superiority,
    variance_ratio,
)
from sim.measures.columns import COLUMNS, NAMES

JUDGEMENT = Judgement(0.95, 4000, 0.05)


def sample(count: int, seed: int = 1) -> np.ndarray:
    return np.random.Generator(np.random.Philox(seed)).exponential(2.0, count)


def test_the_bca_interval_is_that_of_scipy():
    values = sample(60)
    theirs = bootstrap(
        (values,), np.mean, n_resamples=20_000, method="BCa", rng=np.random.Generator(np.random.Philox(3))
    )
    ours = Judgement(0.95, 20_000, 0.05).interval(values, "salt")
    assert ours == pytest.approx(tuple(theirs.confidence_interval), abs=0.02 * values.std())


def test_the_interval_is_the_same_each_time_and_names_have_their_own_resamples():
    values = sample(40)
    assert JUDGEMENT.interval(values, "a") == JUDGEMENT.interval(values, "a")
    assert JUDGEMENT.interval(values, "a") != JUDGEMENT.interval(values, "b")


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    """500 samples of a skewed law with known mean: at least 92 % of 95 % intervals hold it."""
    judgement = Judgement(0.95, 500, 0.05)
    hits = 0
    for seed in range(500):
        low, high = judgement.interval(sample(60, seed), "coverage")
        hits += low <= 2.0 <= high
    assert 0.92 <= hits / 500 <= 0.98


def test_small_and_constant_samples():
    assert JUDGEMENT.interval(np.full(8, 2.0), "x") == (2.0, 2.0)
    for few in (np.array([]), np.array([1.0, 2.0]), np.arange(7.0), np.full(7, 2.0)):
        assert all(math.isnan(end) for end in JUDGEMENT.interval(few, "x"))


def test_superiority_counts_ties_half_and_knows_the_good_direction():
    arm, baseline = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 2.0, 2.0, 2.0])
    assert superiority(arm, baseline, "low") == 0.375
    assert superiority(arm, baseline, "high") == 0.625
    assert math.isnan(superiority(arm, baseline, "none"))


def test_runs_needed_gives_the_wanted_half_width():
    differences = sample(400)
    needed = runs_needed(differences, JUDGEMENT)
    half_width = 1.959964 * differences.std(ddof=1) / math.sqrt(needed)
    assert half_width == pytest.approx(0.05 * differences.mean(), rel=0.01)
    assert math.isnan(runs_needed(differences - differences.mean(), JUDGEMENT))


def test_variance_ratio_is_what_pairing_is_worth():
    shared = sample(4000, 1)
    one, other = shared + sample(4000, 2), shared + sample(4000, 3)
    assert variance_ratio(one, other) == pytest.approx(2.0, rel=0.1)
    assert math.isnan(variance_ratio(shared, shared))


def test_the_table_pairs_villages_and_leaves_out_failed_ones_and_missing_values():
    rows = []
    for replication in range(10):
        for arm, plus in (("siloed", 0.0), ("task_force", -2.0)):
            values = dict.fromkeys(NAMES, float(replication)) | {"restricted_days": 10.0 + replication + plus}
            values["days_to_all"] = math.nan if (arm, replication) == ("task_force", 0) else 5.0
            rows.append(
                {"status": "ok", "resources": "equal", "arm": arm, "point": 0, "replication": replication} | values
            )
    rows[2]["status"] = "failed"  # the silo of village 1: its pair goes with it
    table = compare_table(pd.DataFrame(rows), JUDGEMENT).set_index("metric")
    assert len(table) == len(COLUMNS)
    assert table.loc["restricted_days", ["difference", "ci_low", "ci_high", "runs"]].tolist() == [-2.0, -2.0, -2.0, 9.0]
    assert table.loc["restricted_days", "superiority"] == 1.0
    never = table.loc["days_to_all"]
    assert never[["runs", "pairs", "never", "baseline_never"]].tolist() == [8.0, 9.0, 1.0, 0.0]
    assert never[["ahead", "level", "superiority"]].tolist() == [0.0, 8.0, 0.5 * 8 / 9]  # the one that never ends loses
    assert table["interval_doubtful"].all()
