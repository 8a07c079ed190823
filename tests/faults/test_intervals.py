"""Intervals that are called 95 %: how often they hold the mean at small numbers, and where none is printed."""

import math

import numpy as np
import pandas as pd
import pytest

from experiments.report.doubt import doubts, interval_cell
from experiments.study.intervals import Judgement, as_text, doubtful, half_width, skewness
from experiments.study.resampling import interval, interval_of, pigeonhole_interval, tails_of
from experiments.study.statistics import compare_table
from experiments.verdict import clusters
from sim.measures.columns import COLUMNS

SAMPLES = 2_000
JUDGEMENT = Judgement(0.95, 400, 0.05)
LAWS = {  # how a difference is drawn, and its mean
    "normal": (lambda draws, count: draws.standard_normal(count), 0.0),
    "gamma, shape 2": (lambda draws, count: draws.gamma(2.0, 1.0, count), 2.0),
    "log-normal": (lambda draws, count: draws.lognormal(0.0, 1.0, count), math.exp(0.5)),
}
LEAST = {"normal": 0.935, "gamma, shape 2": 0.90}
METRIC = tuple(column for column in COLUMNS if column.name == "restricted_days")


def coverage(law: str, count: int, samples: int) -> float:
    """Share of samples of so many differences whose interval holds their mean."""
    draw, mean = LAWS[law]
    draws = np.random.Generator(np.random.Philox(2026))
    held = 0
    for _ in range(samples):
        low, high = JUDGEMENT.interval(draw(draws, count), "coverage")
        held += low <= mean <= high
    return held / samples


@pytest.mark.slow
@pytest.mark.parametrize("count", [8, 12, 20, 50, 200])
def test_an_interval_holds_the_mean_as_often_as_it_says(count):
    found = {law: coverage(law, count, SAMPLES) for law in LAWS}
    print(f"{count} pairs: " + ", ".join(f"{law} {share:.3f}" for law, share in found.items()))
    assert all(found[law] >= least for law, least in LEAST.items())
    assert found["log-normal"] < LEAST["normal"]  # what is so skewed is called doubtful on every page


@pytest.mark.parametrize("count", [8, 20])
def test_an_interval_of_few_pairs_holds_the_mean(count):
    """The quick sibling: the same samples, at the numbers at which a bootstrap alone fails."""
    assert all(coverage(law, count, SAMPLES) >= least for law, least in LEAST.items())


def test_the_page_says_what_a_skewed_difference_does_to_an_interval():
    """The page promises some 84 of 100 at 8 and 88 at 20 for log-normal differences."""
    assert coverage("log-normal", 8, SAMPLES) == pytest.approx(0.84, abs=0.01)
    assert coverage("log-normal", 20, SAMPLES) == pytest.approx(0.88, abs=0.01)
    table = pd.DataFrame({"ci_low": [0.0], "interval_doubtful": [True]})
    assert "84 at 8, 88 at 20" in doubts(table, "villages")[0]


def test_a_percentile_interval_of_few_places_is_set_further_out():
    """A ratio, a share or an optimum has no Student: its percentiles are moved by as much (Hesterberg 2015)."""
    draws = np.random.Generator(np.random.Philox(7))
    held = 0
    for _ in range(600):
        values = draws.standard_normal(10)
        low, high = interval_of(10, 300, lambda draw, values=values: float(values[draw].mean()))
        held += low <= 0.0 <= high
    assert held / 600 >= 0.92
    assert tails_of(30) == pytest.approx((0.025, 0.975))
    assert tails_of(8)[0] < tails_of(20)[0] < 0.025


def test_below_eight_there_is_none_whatever_is_resampled():
    few = np.arange(7.0)
    found = [
        JUDGEMENT.interval(few, "x"),
        JUDGEMENT.interval(np.arange(70.0), "x", np.repeat(np.arange(7), 10)),  # seven draws of ten cities each
        interval(few, 7),
        interval_of(7, 200, lambda draw: float(few[draw].mean())),
        clusters.bounds(few[:, None], JUDGEMENT),
        clusters.share_bounds((few > 3.0)[:, None].astype(float), JUDGEMENT),
        tuple(float(end[0]) for end in pigeonhole_interval(np.ones((1, 5, 7)), 0.95, 200, 1)),
    ]
    assert all(math.isnan(end) for ends in found for end in ends)


def test_intervals_over_draws_are_student_s_or_wider_where_draws_are_few():
    draws = np.random.Generator(np.random.Philox(3))
    held = 0
    for _ in range(600):
        low, high = clusters.bounds(draws.standard_normal((9, 1)) + draws.standard_normal((9, 4)), JUDGEMENT)
        held += low <= 0.0 <= high
    assert held / 600 >= 0.93
    many = draws.standard_normal((40, 4))
    means = many.mean()
    low, high = clusters.bounds(many, JUDGEMENT)
    assert low < means < high
    assert clusters.doubtful(many[:29])
    assert not clusters.doubtful(many)


def test_clusters_of_one_are_no_clusters():
    values = np.random.Generator(np.random.Philox(4)).gamma(2.0, 1.0, 12)
    alone = JUDGEMENT.interval(values, "x", np.arange(12))
    assert alone == pytest.approx(JUDGEMENT.interval(values, "x"))
    assert half_width(values, 0.95, np.arange(12)) == pytest.approx(half_width(values, 0.95))


def test_doubtful_is_few_or_skewed_either_way():
    draws = np.random.Generator(np.random.Philox(5))
    plain, skewed = draws.standard_normal(200), draws.lognormal(0.0, 1.0, 200)
    assert [doubtful(plain), doubtful(plain[:29]), doubtful(skewed), doubtful(-skewed)] == [False, True, True, True]
    assert skewness(np.full(9, 3.0)) == 0.0
    assert doubtful(np.repeat(plain[:20], 10), np.repeat(np.arange(20), 10))  # twenty draws, however many cities


def compared(count: int, spread: float) -> pd.Series:
    rows = [
        {"status": "ok", "resources": "r", "arm": arm, "point": 0, "replication": k,
         "restricted_days": 100.0 - plus + spread * (k % 3) * plus}
        for arm, plus in (("silo", 0.0), ("team", 5.0))
        for k in range(count)
    ]  # fmt: skip
    return compare_table(pd.DataFrame(rows), JUDGEMENT, METRIC).iloc[0]


@pytest.mark.parametrize(
    ("count", "cell", "terminal"),
    [(7, "too few villages", "[too few]"), (8, " ?", "]?"), (29, " ?", "]?"), (30, "", "]")],
)
def test_table_and_terminal_say_too_few_and_doubtful(count, cell, terminal):
    line = compared(count, 0.1)
    assert line["interval_doubtful"] == (count < 30)
    assert interval_cell(line, "{:+.1f}".format, "villages").endswith(cell)
    assert as_text(line).endswith(terminal)
    assert ("?" in as_text(line)) == (8 <= count < 30)
