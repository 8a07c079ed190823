"""An emulator of one measure of one arm: a surface on the scale of a link, its band, and the plain data it is kept as.

What is kept is rounded first and then evaluated, so that a page that reads the same numbers gives the same answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.emulation.band import Band, band_of
from experiments.emulation.links import from_link, links_for, slope, to_link
from experiments.emulation.means import Means
from experiments.emulation.surface import PROCESS, QUADRATIC, Shape, Surface, fitted, shape_of
from experiments.study.resampling import shuffled

FOLDS = 10
SEED = 20260101  # of the order in which points are left out
DIGITS = 10


@dataclass(frozen=True, eq=False)
class Emulator:
    """What answers for one measure of one arm; *r2* and *missed* (root mean square) are of points left out."""

    link: str
    offset: float
    surface: Surface
    band: Band
    r2: float
    missed: float

    def at(self, unit: np.ndarray) -> np.ndarray:
        """Rows x (value, low, high): the point's mean, and the band that holds it in nine cases of ten."""
        middle, half = self.surface.at(unit), self.band.half(unit)
        back = np.vectorize(lambda value: from_link(self.link, self.offset, value), otypes=[float])
        return np.column_stack([back(middle), back(middle - half), back(middle + half)])

    def kept(self) -> dict[str, Any]:
        """All that evaluates it but the points, as plain data."""
        return {
            "model": self.surface.shape.model,
            "link": self.link,
            "offset": self.offset,
            "terms": self.surface.terms.tolist(),
            "lengths": self.surface.shape.lengths.tolist(),
            "bumps": self.surface.bumps.tolist(),
            "errors": self.band.errors.tolist(),
            "factor": self.band.factor,
            "r2": self.r2,
            "missed": self.missed,
        }


def emulator_from(kept: dict[str, Any], points: np.ndarray) -> Emulator:
    """The emulator that was kept."""
    shape = Shape(kept["model"], np.array(kept["lengths"]))
    surface = Surface(shape, np.array(kept["terms"]), np.array(kept["bumps"]), points)
    band = Band(points, np.array(kept["errors"]), kept["factor"])
    return Emulator(kept["link"], kept["offset"], surface, band, kept["r2"], kept["missed"])


def rounded(data: Any) -> Any:
    """Plain data with ten digits a number."""
    if isinstance(data, dict):
        return {key: rounded(value) for key, value in data.items()}
    if isinstance(data, list):
        return [rounded(value) for value in data]
    return float(f"{data:.{DIGITS}g}") if isinstance(data, float) else data


def emulate(known: Means) -> Emulator:
    """The emulator that errs least where points are left out; every link is tried with the quadratic first.

    The process is tried on the plain scale and on the link that suits the quadratic best.
    """
    links = links_for(known.means)
    tried = [_tried(known, QUADRATIC, link, offset) for link, offset in links.items()]
    best = max(tried, key=lambda one: one.r2)
    for link in dict.fromkeys([best.link, *list(links)[:1]]):
        tried.append(_tried(known, PROCESS, link, links[link]))
    chosen = max(tried, key=lambda one: one.r2)
    return emulator_from(rounded(chosen.kept()), known.unit)


def _tried(known: Means, model: str, link: str, offset: float) -> Emulator:
    """One model on one scale, with its error at points left out, fold by fold; the shape is that of all points."""
    values = to_link(link, offset, known.means)
    errors = known.errors * slope(link, offset, known.means)
    shape = shape_of(model, known.unit, values, errors)
    told = np.empty_like(values)
    order = shuffled(len(values), SEED)
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        told[out] = fitted(shape, known.unit, values, np.setdiff1d(order, out)).at(known.unit[out])
    back = np.array([from_link(link, offset, value) for value in told])
    missed = known.means - back
    r2 = 1.0 - float((missed**2).sum() / ((known.means - known.means.mean()) ** 2).sum())
    surface = fitted(shape, known.unit, values, np.arange(len(values)))
    rmse = float(np.sqrt((missed**2).mean()))
    return Emulator(link, offset, surface, band_of(known.unit, values - told), r2, rmse)
