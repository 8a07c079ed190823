"""Plausible cities: a design in which every city draws its numbers from declared ranges, under each explanation."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pydantic import BaseModel

from experiments.study.design import Axis, Design, Points, Value
from experiments.study.explanations import NO_STALL, Composed, explanations, numbers_under
from experiments.study.resampling import key_of
from experiments.study.varied import DRAW, DUMMY, FIXED, declared, places, value_at
from sim.core.kinds import KindError
from sim.core.parameter import Description
from sim.core.plausible import LAWS, Plausible, fault_of, misfit_of
from sim.faults import show
from sim.yaml_scan import ConfigError

EXPLANATION = "explanation"
UNSHARED = ("arms", "resources")  # what differs between arms is no property of a city
AXES = "study.design.axes"


class Drawn(NamedTuple):
    """One number that cities draw, and from what."""

    name: str
    kind: str
    range: Plausible


def cities_points(design: Design, tree: dict[str, Any], model: type[BaseModel]) -> Points:
    """The cities of *design* over parameters of *tree*, which *model* declares: draw by draw, in each explanations.

    A draw is a row of a Latin hypercube, the same under every explanation. Raises ConfigError where there is nothing
    to draw, or a range or law does not fit its parameter.
    """
    drawn = of_axes(design, tree, model) if design.axes else of_declarations(tree, model)
    strange = [name for name in design.hold if name not in {one.name for one in drawn}]
    if strange:
        raise ConfigError(f"study.design.hold: {show(strange[0])} is not drawn, so that there is nothing to hold")
    drawn = [one for one in drawn if one.name not in design.hold]
    sets = {name: {one.name: one.value for one in own} for name, own in design.sets.items()}
    sets = sets or {str(tree[EXPLANATION]): {}}
    drawn = [one for one in drawn if not one.range.under or one.range.under in sets]
    if not drawn:
        raise ConfigError("study.design: there is nothing to draw; every range is held or of another explanation")
    own = list(dict.fromkeys(name for numbers in sets.values() for name in numbers))
    values: dict[str, list[Any]] = {EXPLANATION: list(sets) * design.points}
    values[DRAW] = [draw for draw in range(design.points) for _ in sets]
    units: dict[str, np.ndarray] = {}
    kinds = {one.name: one.kind for one in drawn}
    for name in [*kinds, *(name for name in own if name not in kinds)]:
        kind = kinds.get(name) or declared(name, tree, model).kind
        fixed = [_typed(numbers.get(name, value_at(tree, name)), kind) for numbers in sets.values()]
        values[name] = fixed * design.points
    for one in drawn:
        column = np.full((design.points, len(sets)), np.nan)
        for place, explanation in enumerate(sets):
            if one.range.under in {"", explanation}:
                column[:, place] = stratified(one.name, design.points, design.seed)
        units[one.name] = column.ravel()
        for row in np.flatnonzero(~np.isnan(units[one.name])):
            values[one.name][row] = one.range.at(float(units[one.name][row]), design.width)
    if design.dummy:
        units[DUMMY] = np.repeat(stratified(DUMMY, design.points, design.seed), len(sets))
        values[DUMMY] = list(units[DUMMY])
    return Points(pd.DataFrame(values), pd.DataFrame(units))


def stratified(name: str, many: int, seed: int) -> np.ndarray:
    """One column of a Latin hypercube: a value in each of *many* equal parts of 0 to 1, in random order.

    Keyed by the name of the number, so that to hold one number, or to declare another, leaves all other draws alone.
    """
    draws = np.random.Generator(np.random.Philox(key=np.array([seed, key_of(name)], np.uint64)))
    return np.asarray((draws.permutation(many) + draws.random(many)) / many)


def of_declarations(tree: dict[str, Any], model: type[BaseModel]) -> list[Drawn]:
    """Every number of the composed scenario that declares a plausible range."""
    return [
        Drawn(one.name, one.kind, one.plausible)
        for one in model.describe()  # type: ignore[attr-defined]
        if one.plausible and one.name.partition(".")[0] not in {*FIXED, *UNSHARED} and places(tree, one.name)
    ]


def of_axes(design: Design, tree: dict[str, Any], model: type[BaseModel]) -> list[Drawn]:
    """The numbers of the design's own axes, with what they do not say taken from the declaration."""
    known = [declared(axis.name, tree, model) for axis in design.axes]
    faults = [line for axis, one in zip(design.axes, known, strict=True) for line in _faults(axis, one)]
    if faults:
        raise ConfigError(*faults)
    return [Drawn(axis.name, one.kind, _range(axis, one)) for axis, one in zip(design.axes, known, strict=True)]


def _faults(axis: Axis, one: Description) -> Iterator[str]:
    """What is wrong with the range of one axis."""
    named = f"{AXES}: {axis.name}"
    if axis.name.partition(".")[0] in UNSHARED:
        yield f"{named}: differs between arms; a plausible city varies only what all of its arms share"
    elif axis.values is not None or one.low is None or one.high is None:
        yield f"{named}: a plausible city draws numbers, between low and high"
    elif one.plausible is None and (axis.low is None or axis.high is None):
        yield f"{named}: declares no plausible range; give low and high"
    else:
        low, high, law = _said(axis, one)
        for key, bound in (("low", low), ("high", high)):
            if not one.low <= bound <= one.high:
                yield f"{named}: {key} = {bound:g}: crosses a bound; must be {one.allowed}"
                return
        fault = (misfit_of(law, one.kind) if law in LAWS else "") or fault_of(low, high, law)
        if fault:
            yield f"{named}: {fault}"


def _said(axis: Axis, one: Description) -> tuple[float, float, str]:
    """Range and law: the axis's own, else those declared, else the usual law of such a parameter."""
    there = one.plausible
    low = axis.low if axis.low is not None or there is None else there.low
    high = axis.high if axis.high is not None or there is None else there.high
    usual = "whole" if one.kind == "count" else "linear"
    assert low is not None
    assert high is not None
    return low, high, axis.law or (there.law if there else usual)


def _range(axis: Axis, one: Description) -> Plausible:
    low, high, law = _said(axis, one)
    there = one.plausible
    return Plausible(low, high, there.basis if there else "assumed", law, there.under if there else "")


def _typed(value: Value, kind: str) -> Value:
    """A value of a file as its parameter has it: 70 is 70.0 where a real number is meant."""
    return float(value) if kind == "number" and not isinstance(value, str) else value


def cities_of(
    tree: dict[str, Any], model: type[BaseModel], words: Mapping[str, str], usual: dict[str, Any], composed: Composed
) -> dict[str, Any]:
    """What the composed *tree* leaves open of a design of plausible cities: explanations, what is held, what is set.

    *words* are what the user typed: a number of his own holds in all cities in which it may act, an explanation of
    his own is the only one. A scenario that puts a number outside its plausible range, unlike the *usual* scenario,
    means another kind of city: that number is held, too, and so is what it says its numbers are conditioned on.
    *composed* gives the configuration under an explanation.
    """
    design = tree["study"]["design"]
    model = _of_kind(model, tree)
    drawn = [one for one in of_declarations(tree, model) if not design["axes"]]
    chosen = _chosen(tree, words, design.get("explanations") or [])
    made = {one.name: one.range.under for one in of_declarations(tree, model)}
    typed = {one.name for one in drawn if any(fnmatch.fnmatchcase(word, one.name) for word in words)}
    outside = {one.name for one in drawn if not one.range.under and _meant_otherwise(one, tree, usual)}
    conditioned = {one.name for one in drawn if one.name in (tree.get("conditioned") or [])}
    own = {name: value_at(tree, name) for name in words if places(tree, name)}
    sets = numbers_under(chosen, made, own, composed) if chosen != [NO_STALL] else {NO_STALL: {}}
    return {
        "explanations": chosen,
        "hold": sorted({*(design.get("hold") or []), *typed, *outside, *conditioned}),
        "sets": {
            explanation: [{"name": name, "value": value} for name, value in numbers.items()]
            for explanation, numbers in sets.items()
        },
    }


def _of_kind(model: type[BaseModel], tree: dict[str, Any]) -> type[BaseModel]:
    """The class with the parameters of the clients of *tree*; raises ConfigError for a kind that is broken."""
    try:
        return getattr(model, "concrete", lambda _: model)(tree)
    except KindError as error:
        raise ConfigError(str(error)) from None


def _chosen(tree: dict[str, Any], words: Mapping[str, str], listed: list[str]) -> list[str]:
    """The explanations of a study: the one that was typed, those listed, else all where anything is stalled."""
    if EXPLANATION in words and listed:
        raise ConfigError(f"explanation = {words[EXPLANATION]}: study.design.explanations lists some; name one place")
    if EXPLANATION in words or tree[EXPLANATION] == NO_STALL:
        return listed or [str(tree[EXPLANATION])]
    there = explanations()
    for name in listed:
        if name not in {*there, NO_STALL}:
            raise ConfigError(
                f"study.design.explanations: {show(name)} is unknown; known: {', '.join([*there, NO_STALL])}"
            )
        if listed.count(name) > 1:
            raise ConfigError(f"study.design.explanations: {show(name)} stands twice; name each once")
    return listed or there


def _meant_otherwise(one: Drawn, tree: dict[str, Any], usual: dict[str, Any]) -> bool:
    """Whether a scenario has its own value outside the plausible range somewhere."""
    there = {place: value_at(usual, ".".join(place)) for place in places(usual, one.name)}
    here = {place: value_at(tree, ".".join(place)) for place in places(tree, one.name)}
    return any(
        isinstance(value, int | float) and not one.range.low <= value <= one.range.high and value != there.get(place)
        for place, value in here.items()
    )
