"""Scores and rivals against what is known: CRPS by its closed form, bands, naive and Weibull curves on made-up rows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.forecasting.case import Case
from experiments.forecasting.rivals import fitted, logit, naive, points_of, rivals, weibull
from experiments.forecasting.scoring import NAIVE, SIMULATION, WEIBULL, crps, points_table, scored, totals_of
from tests.experiments.tiny_case import case


@pytest.mark.parametrize(("ensemble", "outcome", "right"), [
    ([0.4], 0.7, 0.3),
    ([0.0, 1.0], 0.5, 0.25),
    ([0.0, 1.0], 1.0, 0.25),
    ([0.2, 0.2, 0.8], 0.2, 0.2 - 0.4 / 3),
])  # fmt: skip
def test_crps_of_small_ensembles(ensemble, outcome, right):
    values = np.array(ensemble)
    assert crps(values, outcome) == pytest.approx(right)
    pairs = np.abs(values[:, None] - values).mean() / 2
    assert crps(values, outcome) == pytest.approx(np.abs(values - outcome).mean() - pairs)


def test_crps_of_a_normal_is_its_closed_form():
    from scipy.stats import norm

    values = norm.ppf((np.arange(20_000) + 0.5) / 20_000, 0.4, 0.1)
    for outcome in (0.4, 0.55, 0.1):
        z = (outcome - 0.4) / 0.1
        closed = 0.1 * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / math.sqrt(math.pi))
        assert crps(values, outcome) == pytest.approx(closed, abs=1e-5)


def test_bands_hold_what_lies_between_their_quantiles():
    ensemble = np.arange(101) / 100
    assert scored(ensemble, 0.88) == {
        "median": 0.5, "crps": crps(ensemble, 0.88), "in_50": 0.0, "low": pytest.approx(0.1),
        "high": pytest.approx(0.9), "width": pytest.approx(0.8), "in_80": 1.0, "in_95": 1.0,
        "bias": pytest.approx(-0.38),
    }  # fmt: skip


def test_the_naive_curve_is_a_line_to_the_deadline():
    days = np.array([0, 10, 20, 30])
    assert list(naive(case(), days)) == pytest.approx([0.0, 0.475, 0.95, 0.95])
    assert list(naive(case(window=None), days)) == pytest.approx([0.0, 0.95 / 6, 0.95 / 3, 0.475])


def test_the_weibull_curve_finds_the_curve_of_many_points_and_before_any_what_was_assumed():
    told = rivals()
    times = np.linspace(0.05, 3.0, 60)
    shares = logit(0.8 * -np.expm1(-((times / 0.4) ** 1.5)))
    middle, root, spread = fitted(times, shares, np.full(60, 0.01), told)
    assert middle == pytest.approx([logit(0.8), np.log(0.4), np.log(1.5)], abs=0.05)
    assert spread == pytest.approx(math.sqrt(2 / 62), abs=0.01)
    assert (np.diag(root) < told.widths / 3).all()
    nothing = points_of([])
    assert nothing[0].shape == (0,)
    middle, root, spread = fitted(*nothing, told)
    assert middle == pytest.approx(told.middle)
    assert (np.diag(root), spread) == (pytest.approx(told.widths), told.spread)


def test_the_weibull_curve_never_sees_the_case_that_it_is_scored_on():
    """Whatever came about, its forecast is the same; another case's outcome moves it. A curve never falls."""
    days = [{"day": 5, "share": 0.1}, {"day": 20, "share": 0.2}]
    others = [case(name=f"other_{n}") for n in range(3)]
    low = [case(name=f"other_{n}", known=days) for n in range(3)]
    curves = [np.tile(np.linspace(0.0, 1.0, 31), (3, 1))] * 4

    def forecast_of(mine: Case, rest: list[Case]) -> list[float]:
        table = points_table([mine, *rest], curves)
        return list(table[(table["case"] == "tiny") & (table["forecaster"] == WEIBULL)]["median"])

    assert forecast_of(case(), others) == forecast_of(case(known=days), others)
    assert all(a < b for a, b in zip(forecast_of(case(), low), forecast_of(case(), others), strict=True))
    drawn = weibull(case(), np.arange(1, 31), others)
    assert drawn.shape == (rivals().draws, 30)
    assert (np.diff(drawn, axis=1) >= 0).all()
    assert ((drawn >= 0) & (drawn <= 1)).all()


def test_totals_are_means_over_points_and_a_point_forecast_has_no_bands():
    made_up = [case(name="a", known=[{"day": 10, "share": 0.475}]), case(name="b", known=[{"day": 20, "share": 0.55}])]
    ensemble = np.tile(np.array([[0.4], [0.5], [0.6]]), (1, 31))
    totals = totals_of(points_table(made_up, [ensemble, ensemble])).set_index("forecaster")
    assert totals.loc[NAIVE, "crps"] == pytest.approx(0.2)
    assert totals.loc[NAIVE, "bias"] == pytest.approx(0.2)
    assert totals.loc[NAIVE, ["in_50", "in_80", "in_95", "width"]].isna().all()
    assert list(totals.loc[SIMULATION, ["in_50", "in_80", "in_95"]]) == [1.0, 1.0, 1.0]
    assert totals.loc[SIMULATION, "width"] == pytest.approx(0.16)
