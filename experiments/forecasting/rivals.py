"""Rivals of a forecast that know no mechanism: a naive curve, and a Weibull curve fitted to the other cases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import yaml

from experiments.forecasting.case import Case
from experiments.study.resampling import key_of
from sim.config import CONFIGS, validate
from sim.core.parameter import Parameters, count, number

CHOSEN = "chosen before any forecast was scored"
ROUNDS = 20  # of finding the curve and the spread in turns; they settle within ten
LEAST = 1e-9  # share whose logit is still a number


class Rivals(Parameters):
    """What the rivals take for granted (configs/rival): none of it is taken from a case."""

    promised: float = number("share of households", 0, 1, "what campaigns announce by the deadline (relocation 3.2)")
    usual_window: int = count("day", 1, 400, "relocation 3.2: windows of 10-100 days")
    draws: int = count("curves", 2, 100_000, "an ensemble as large as ours")
    top_median: float = number("share of households", 0.01, 0.99, CHOSEN)
    top_sigma: float = number("logit", 0.01, 10, CHOSEN)
    scale_median: float = number("windows", 0.001, 100, CHOSEN)
    scale_sigma: float = number("log", 0.01, 10, CHOSEN)
    shape_median: float = number("ratio", 0.01, 10, CHOSEN)
    shape_sigma: float = number("log", 0.01, 10, CHOSEN)
    spread: float = number("logit", 0.01, 10, CHOSEN)
    spread_weight: float = number("points", 0.1, 1_000, CHOSEN)

    @property
    def middle(self) -> np.ndarray:
        """The curve before it has seen a case: logit of the top, log of scale and shape."""
        return np.array([logit(self.top_median), np.log(self.scale_median), np.log(self.shape_median)])

    @property
    def widths(self) -> np.ndarray:
        """How far each of these may lie off."""
        return np.array([self.top_sigma, self.scale_sigma, self.shape_sigma])


@cache
def rivals() -> Rivals:
    """The numbers of configs/rival."""
    return validate(Rivals, yaml.safe_load((CONFIGS / "rival" / "base.yaml").read_text(encoding="utf-8")))


def end_of(case: Case) -> int:
    """The day on which the window of a case ends; a usual one where it has none."""
    return case.window or rivals().usual_window


def naive(case: Case, days: np.ndarray) -> np.ndarray:
    """Shares by the end of *days* where most sign by the deadline: a straight line to it, and flat from there on."""
    return rivals().promised * np.minimum(1.0, days / end_of(case))


def weibull(case: Case, days: np.ndarray, others: Sequence[Case]) -> np.ndarray:
    """Shares, a row a draw and a column a day, of a curve that was fitted to the outcomes of the *others*.

    A (1 - exp(-(t / s)^k)), t in windows; A on the logit scale, s and k on the log scale, each drawn towards the
    middle of configs/rival. About the best fit parameters are drawn from its normal approximation, and the whole curve
    of a case is moved by one more draw from the spread of the points, in logits. The same case has the same draws.
    """
    told = rivals()
    times, shares, unsure = points_of(others)
    middle, widths, spread = fitted(times, shares, unsure, told)
    draws = np.random.Generator(np.random.Philox(key_of(case.name)))
    curves = middle + draws.standard_normal((told.draws, 3)) @ widths.T
    moved = spread * draws.standard_normal((told.draws, 1))
    logits = np.array([logit_of_curve(curve, days / end_of(case)) for curve in curves])
    return inverse_logit(logits + moved)


def points_of(cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times in windows, logits of shares, and the standard error of each that so many households leave.

    Half a household is added on both sides, so that a share of 1 has a logit.
    """
    rows = [(one.day / end_of(case), one.share, case.households) for case in cases for one in case.known]
    times, shares, many = np.array(rows, float).reshape(-1, 3).T
    inside = (shares * many + 0.5) / (many + 1.0)
    return times, logit(inside), 1.0 / np.sqrt(many * inside * (1.0 - inside))


def fitted(
    times: np.ndarray, shares: np.ndarray, unsure: np.ndarray, told: Rivals
) -> tuple[np.ndarray, np.ndarray, float]:
    """The best parameters, a root of their covariance, and the spread of the points about the curve.

    Spread and curve are found in turns: the spread is that of the points, and of the spread that was assumed, which
    counts as some points. Without a point, what was assumed comes back.
    """
    from scipy.optimize import least_squares

    spread, middle = told.spread, told.middle
    for _ in range(ROUNDS):
        scale = np.sqrt(spread**2 + unsure**2)

        def misfit(curve: np.ndarray, scale: np.ndarray = scale) -> np.ndarray:
            return np.concatenate(
                [(logit_of_curve(curve, times) - shares) / scale, (curve - told.middle) / told.widths]
            )

        found = least_squares(misfit, middle)
        middle = found.x
        off = logit_of_curve(middle, times) - shares
        weight = told.spread_weight
        spread = float(np.sqrt((weight * told.spread**2 + (off**2).sum()) / (weight + len(times))))
    return middle, np.linalg.cholesky(np.linalg.inv(found.jac.T @ found.jac)), spread


def logit_of_curve(curve: np.ndarray, times: np.ndarray) -> np.ndarray:
    """The logit of the share of a curve at *times*, in windows."""
    top, scale, shape = inverse_logit(curve[0]), np.exp(curve[1]), np.exp(curve[2])
    return logit(np.clip(-top * np.expm1(-((times / scale) ** shape)), LEAST, 1.0 - LEAST))


def logit(share: np.ndarray | float) -> np.ndarray:
    """The logarithm of the odds."""
    return np.log(share) - np.log1p(-np.asarray(share))


def inverse_logit(value: np.ndarray | float) -> np.ndarray:
    """The share of those odds."""
    return 1.0 / (1.0 + np.exp(-np.asarray(value)))
