"""The bootstrap: one home, and the numbers that each place drew for itself before."""

import ast
import zlib
from pathlib import Path

import numpy as np
import pytest

from experiments.study import resampling
from experiments.study.resampling import (
    bca_interval,
    interval,
    interval_of,
    pigeonhole_interval,
    resamples,
    resamples_in_batches,
)

ROOT = Path(__file__).resolve().parents[2]
VALUES = np.random.Generator(np.random.Philox(5)).exponential(2.0, 37)
BCA = (1.3842245723924456, 2.4965142355240237)
PIGEONHOLE = ([1.386963812123212, 1.7832934838627055], [2.4006155671280873, 2.6772919052778237])


def test_rows_are_those_of_a_keyed_generator():
    draws = np.random.Generator(np.random.Philox(1)).integers(0, 37, (200, 37))
    assert np.array_equal(resamples(37, 200), draws)
    one_by_one = np.random.Generator(np.random.Philox(1))
    assert all(np.array_equal(row, one_by_one.integers(0, 37, 37)) for row in resamples(37, 200))


def test_batches_are_the_same_however_they_are_cut(monkeypatch):
    whole = np.concatenate(list(resamples_in_batches(37, 200, 9)))
    monkeypatch.setattr(resampling, "TOGETHER", 37 * 48)
    cut = list(resamples_in_batches(37, 200, 9))
    assert [len(batch) for batch in cut] == [48, 48, 48, 48, 8]
    assert np.array_equal(np.concatenate(cut), whole)


def test_percentiles_are_those_of_numpy_and_a_loop_gives_what_a_table_gives():
    means = VALUES[resamples(37, 400)].mean(axis=1)
    assert interval(means, 37) == tuple(np.quantile(means, (0.025, 0.975)))
    assert interval_of(37, 400, lambda draw: float(VALUES[draw].mean())) == pytest.approx(
        interval(means, 37), abs=1e-12
    )
    low, high = interval(means, 37, method="inverted_cdf")
    assert {low, high} <= set(means)


def test_intervals_are_what_they_were():
    """Digits written down before the bootstraps were put together."""
    assert bca_interval(VALUES, 0.95, 1000, "closed/task_force/staff_days") == BCA
    table = np.random.Generator(np.random.Philox(5)).exponential(2.0, 180).reshape(2, 3, 30)
    low, high = pigeonhole_interval(table, 0.9, 300, 4)
    assert (low.tolist(), high.tolist()) == PIGEONHOLE
    assert zlib.crc32(b"explain") == resampling.key_of("explain")


def test_nowhere_else_is_anything_resampled():
    """A generator in experiments/ draws cities, orders, rows to verify, curves or luck; resampling has one home."""
    allowed = {"resampling.py", "orders.py", "verify.py", "plausible.py", "rivals.py"}
    for path in (ROOT / "experiments").rglob("*.py"):
        if "benchmark" in path.parts or path.name in allowed:
            continue
        names = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        assert "Philox" not in names, path
