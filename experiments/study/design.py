"""Designs: which parameters are varied, and the points at which a study looks."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from pydantic import BaseModel, Field, model_validator

from experiments.study.listed import MOST, listed
from experiments.study.varied import DUMMY, declared
from sim.core.parameter import Description, Parameters, count, name_of, number, switch
from sim.faults import show
from sim.yaml_scan import ConfigError

Value = float | int | bool | str
LEVELS = 4  # of a Morris design
PLAUSIBLE = "plausible"  # cities that draw what is declared plausible (experiments/study/plausible.py)
SAMPLED = ("latin_hypercube", "sobol", "morris", PLAUSIBLE)


class Axis(Parameters):
    """One varied parameter, a ``*`` for every name of a mapping: the values tried, or the bounds sampled between.

    The *law* by which a plausible city draws it may be another than the one declared.
    """

    name: str = Field(min_length=1)
    values: list[float | int | bool | str] | None = Field(default=None, min_length=1, max_length=10_000)
    low: float | None = None
    high: float | None = None
    law: str = ""


class Own(Parameters):
    """What a number of some explanation is in the cities of one."""

    name: str = Field(min_length=1)
    value: float | int | bool | str


class Design(Parameters):
    """How points are laid over the axes; *points* counts them (sobol: the base sample; morris: the trajectories).

    Plausible cities draw *points* times what is declared plausible (or the axes), each draw under every one of the
    *explanations* of a stall; *hold* names what is not drawn, *sets* what each explanation makes of its own numbers.
    """

    kind: str = name_of(("none", "grid", *SAMPLED, "list"), "the designs that there are")
    points: int = count("points", 0, MOST, "for sobol a power of two, which keeps the sequence balanced")
    seed: int = count("seed", 0, 2**31, "any")
    dummy: bool = switch("an input that does nothing: what it seems to do is error")
    file: str = ""
    axes: list[Axis] = Field(max_length=100)
    width: float = number("share of the range", 0, 1, "1: as declared; .5 shows what hangs on how wide ranges are")
    explanations: list[str] = Field(default=[], max_length=100)
    hold: list[str] = Field(default=[], max_length=1_000)
    sets: dict[str, list[Own]] = Field(default={})

    @model_validator(mode="after")
    def _belongs_together(self) -> Design:
        """Every kind needs its own; what it does not use may not be set, so that nobody believes it is used."""
        sampled = self.kind in SAMPLED
        if sampled and self.kind != PLAUSIBLE and not self.axes:
            raise ValueError(f"axes = []: {self.kind} needs at least one parameter to vary")
        if not sampled and self.points:
            raise ValueError(f"points = {self.points}: is for {', '.join(SAMPLED)}; kind is {self.kind}")
        if not sampled and self.dummy:
            raise ValueError(f"dummy = true: is for {', '.join(SAMPLED)}; kind is {self.kind}")
        if sampled and self.points < 2:
            raise ValueError(f"points = {self.points}: must be 2 or more for {self.kind}")
        if self.kind == "sobol" and self.points & (self.points - 1):
            raise ValueError(f"points = {self.points}: must be a power of two for sobol")
        if self.kind in {"none", "list"} and self.axes:
            raise ValueError(f"axes = [{self.axes[0].name}, ...]: kind is {self.kind}, which has none")
        if self.kind == "grid" and not self.axes:
            raise ValueError("axes = []: grid needs at least one parameter to vary")
        if bool(self.file) != (self.kind == "list"):
            raise ValueError(f"file = {self.file or 'nothing'}: a file is for kind list, and list needs one")
        names = [axis.name for axis in self.axes]
        if len(set(names)) < len(names):
            raise ValueError("axes: a parameter stands twice")
        return self

    @model_validator(mode="after")
    def _is_of_plausible_cities(self) -> Design:
        """What only plausible cities have is left alone by all other kinds."""
        if self.width == 0.0:
            raise ValueError("width = 0: must be above 0 and at most 1")
        if self.kind == PLAUSIBLE:
            return self
        given = {"width": self.width if self.width != 1.0 else 0, "explanations": self.explanations, "hold": self.hold,
                 "sets": list(self.sets), "law": [axis.law for axis in self.axes if axis.law]}  # fmt: skip
        for key, value in given.items():
            if value:
                raise ValueError(f"{key} = {show(value)}: is for {PLAUSIBLE}; kind is {self.kind}")
        return self


@dataclass(frozen=True, eq=False)
class Points:
    """Rows of a design: *values* by parameter, and the same on the unit scale (empty unless sampled)."""

    values: pd.DataFrame
    unit: pd.DataFrame

    @cached_property
    def digest(self) -> str:
        """How many points, and sixteen hexadecimal digits that change with any value."""
        text = self.values.to_csv(index=True, float_format="%.17g")
        return f"{len(self.values)} with hash {hashlib.sha256(text.encode()).hexdigest()[:16]}"


def points_of(design: Design, tree: dict[str, Any], model: type[BaseModel]) -> Points:
    """The points of *design* over parameters of *tree*, which *model* declares; one empty row for kind none.

    Raises ConfigError for a parameter that is unknown or fixed, and for bounds outside the declared range.
    """
    if design.kind == "list":
        return Points(listed(design.file, tree, model), pd.DataFrame())
    known = [declared(axis.name, tree, model) for axis in design.axes]
    faults = [line for axis, one in zip(design.axes, known, strict=True) for line in _axis_faults(axis, one, design)]
    if faults:
        raise ConfigError(*faults)
    if design.kind == "none":
        return Points(pd.DataFrame(index=range(1)), pd.DataFrame(index=range(1)))
    names = [axis.name for axis in design.axes]
    if design.kind == "grid":
        size = math.prod(len(axis.values or ()) for axis in design.axes)
        if size > MOST:
            raise ConfigError(f"study.design.axes: make {size} points; at most {MOST}")
        rows = list(product(*(axis.values or () for axis in design.axes)))
        return Points(pd.DataFrame(rows, columns=names), pd.DataFrame(index=range(len(rows))))
    unit = pd.DataFrame(_sample(design, len(names) + design.dummy), columns=[*names, *([DUMMY] * design.dummy)])
    values: dict[str, Any] = {
        axis.name: _on_scale(unit[axis.name].to_numpy(), axis, one)
        for axis, one in zip(design.axes, known, strict=True)
    }
    if design.dummy:
        values[DUMMY] = unit[DUMMY].to_numpy()
    return Points(pd.DataFrame(values), unit)


def problem(design: Design) -> dict[str, Any]:
    """The design as SALib wants it: on the unit scale, the dummy last."""
    names = [axis.name for axis in design.axes] + [DUMMY] * design.dummy
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _axis_faults(axis: Axis, one: Description, design: Design) -> Iterator[str]:
    """What is wrong with the values or bounds of one axis."""
    named = f"study.design.axes: {axis.name}"
    bounds = {"low": axis.low, "high": axis.high}
    if design.kind == "grid" and axis.values is None:
        yield f"{named}: a grid needs values, as in values: [1, 2]"
    if any(bound is not None for bound in bounds.values()) and (axis.values is not None or one.low is None):
        yield f"{named}: bounds are for numbers, and not beside values"
        return
    for key, bound in bounds.items():
        if bound is not None and one.low is not None and one.high is not None and not one.low <= bound <= one.high:
            yield f"{named}: {key} = {bound:g}: must be {one.allowed}"
    low, high = _bounds(axis, one)
    if low > high:
        yield f"{named}: low = {low:g}: must not exceed high = {high:g}"


def _bounds(axis: Axis, one: Description) -> tuple[float, float]:
    """Bounds of a sampled number: its own, else those declared."""
    low = axis.low if axis.low is not None else one.low
    high = axis.high if axis.high is not None else one.high
    return (0.0, 1.0) if low is None or high is None else (low, high)


def _on_scale(unit: np.ndarray, axis: Axis, one: Description) -> list[Value]:
    """Values of one parameter from the unit scale: a number linearly, all else by equal shares."""
    choices: list[Any] = []
    low, high = _bounds(axis, one)
    if axis.values is not None:
        choices = list(axis.values)
    elif one.kind == "switch":
        choices = [False, True]
    elif one.choices:
        choices = list(one.choices)
    elif one.kind == "number":
        return [float(value) for value in low + unit * (high - low)]
    first, many = math.ceil(low), len(choices) or math.floor(high) - math.ceil(low) + 1
    steps = np.minimum((unit * many).astype(int), many - 1)
    return [choices[step] if choices else first + int(step) for step in steps]


def _sample(design: Design, inputs: int) -> np.ndarray:
    """Rows on the unit scale."""
    if design.kind == "latin_hypercube":
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(inputs, rng=design.seed).random(design.points))
    if design.kind == "sobol":
        from SALib.sample import sobol

        return np.asarray(sobol.sample(problem(design), design.points, calc_second_order=False, seed=design.seed))
    from SALib.sample import morris

    return np.asarray(morris.sample(problem(design), design.points, num_levels=LEVELS, seed=design.seed))
