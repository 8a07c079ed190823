"""Surfaces: a polynomial of the sliders and a sum of bumps at the simulated points, in a form that a page evaluates.

Two models stand behind it, and whichever errs less in cross-validation is taken: a quadratic with a little shrinkage,
and a Gaussian process (Matern 5/2, a length for each slider) over a plane, with the error of each point's own mean.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np

QUADRATIC, PROCESS = "quadratic", "Gaussian process"
SHRINKAGE = 1e-3  # of the quadratic: share of the number of points
ROOT5 = math.sqrt(5.0)
LENGTHS = (0.15, 30.0)  # bounds of a length, in widths of a slider's range
NOISE = (1e-6, 1.0)  # bounds of what the points' own errors leave out, as a share of the variance


@dataclass(frozen=True, eq=False)
class Shape:
    """What is fitted once: the model, and for a process its *lengths*, *signal* and the *noise* of each point."""

    model: str
    lengths: np.ndarray
    signal: float = 0.0
    noise: np.ndarray | None = None

    def terms(self, unit: np.ndarray) -> np.ndarray:
        """The polynomial's terms at rows of the unit scale, which runs from -1 to 1 here."""
        centred = 2.0 * unit - 1.0
        first = [np.ones(len(unit)), *centred.T]
        if self.model == PROCESS:
            return np.column_stack(first)
        many = centred.shape[1]
        second = [centred[:, i] * centred[:, j] for i in range(many) for j in range(i, many)]
        return np.column_stack([*first, *second])

    def bumps(self, unit: np.ndarray, points: np.ndarray) -> np.ndarray:
        """How near rows are to *points*: 1 at a point itself."""
        apart = (unit[:, None, :] - points[None, :, :]) / self.lengths
        far = ROOT5 * np.sqrt((apart**2).sum(axis=2))
        return np.asarray((1.0 + far + far**2 / 3.0) * np.exp(-far))


@dataclass(frozen=True, eq=False)
class Surface:
    """Weights of a shape's terms and bumps, of the *points* that it was fitted to."""

    shape: Shape
    terms: np.ndarray
    bumps: np.ndarray
    points: np.ndarray

    def at(self, unit: np.ndarray) -> np.ndarray:
        """Values at rows of the unit scale."""
        values = self.shape.terms(unit) @ self.terms
        if len(self.bumps):
            values = values + self.shape.bumps(unit, self.points) @ self.bumps
        return np.asarray(values)


def shape_of(model: str, unit: np.ndarray, values: np.ndarray, errors: np.ndarray) -> Shape:
    """The shape that suits *values* at the points *unit*, known up to standard *errors*."""
    plain = Shape(model, np.ones(unit.shape[1]))
    if model == QUADRATIC:
        return plain
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

    terms = plain.terms(unit)
    rest = values - terms @ np.linalg.lstsq(terms, values, rcond=None)[0]
    scale = float(rest.var()) or 1.0
    kernel = ConstantKernel(1.0, (1e-3, 1e3)) * Matern(np.ones(unit.shape[1]), LENGTHS, nu=2.5)
    process = GaussianProcessRegressor(kernel + WhiteKernel(0.05, NOISE), alpha=errors**2 / scale + 1e-9)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a length at its bound means: this slider does nothing
        process.fit(unit, rest / math.sqrt(scale))
    found = process.kernel_
    return Shape(
        model,
        np.atleast_1d(found.k1.k2.length_scale),
        float(found.k1.k1.constant_value) * scale,
        (errors**2 / scale + 1e-9 + float(found.k2.noise_level)) * scale,
    )


def fitted(shape: Shape, unit: np.ndarray, values: np.ndarray, rows: np.ndarray) -> Surface:
    """The surface of a shape through some *rows* of the points."""
    points, told = unit[rows], values[rows]
    terms = shape.terms(points)
    if shape.noise is None:
        penalty = SHRINKAGE * len(points) * np.eye(terms.shape[1])
        penalty[0, 0] = 0.0
        weights = np.linalg.solve(terms.T @ terms + penalty, terms.T @ told)
        return Surface(shape, weights, np.zeros(0), points[:0])
    covariance = shape.signal * shape.bumps(points, points) + np.diag(shape.noise[rows])
    solved = np.linalg.solve(covariance, np.column_stack([terms, told]))
    of_terms, of_told = solved[:, :-1], solved[:, -1]
    weights = np.linalg.solve(terms.T @ of_terms + 1e-9 * np.eye(terms.shape[1]), terms.T @ of_told)
    return Surface(shape, weights, shape.signal * (of_told - of_terms @ weights), points)
