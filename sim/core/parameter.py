"""Parameters: every number has a name, a unit, a range and a source, and its value lives in configs/."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from sim.core.plausible import Plausible, refuse_impossible
from sim.core.rows import Rows, layout, refuse_owned, zeros
from sim.core.words import Word


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of one parameter: dotted name, kind, unit, bounds or choices, source, and its plausible range.

    A *note* moves no measure: it bounds a computation, or marks a row for whoever looks at it.
    """

    name: str
    kind: str
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    source: str
    plausible: Plausible | None = None
    note: bool = False

    @property
    def allowed(self) -> str:
        """What a value may be, in words."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if self.kind == "switch":
            return "true or false"
        noun = "a whole number" if self.kind == "count" else "a number"
        return f"{noun} between {self.low:g} and {self.high:g} ({self.unit})"


class Parameters(BaseModel):
    """Base of every domain's numbers: strict types, no unknown names, no infinities, nothing changes afterwards.

    *worked_out* names the properties that rules read like numbers: what follows from the numbers alone.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)
    worked_out: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def describe(cls, prefix: str = "") -> Iterator[Description]:
        """Every declared number below *prefix*; a ``*`` stands for the free name in a mapping or list."""
        for name, field in cls.model_fields.items():
            dotted = f"{prefix}.{name}" if prefix else name
            inner, starred = _inner(field.annotation)
            if inner is not None:
                yield from inner.describe(f"{dotted}.*" if starred else dotted)
            elif field.json_schema_extra:
                yield _description(dotted, field)


def note(parameter: Any) -> Any:
    """The declaration of a parameter that moves no measure; a test moves every other one and looks for an effect."""
    parameter.json_schema_extra["note"] = True
    return parameter


def number(unit: str, low: float, high: float, source: str, plausible: Plausible | None = None) -> Any:
    """A real number in *unit*, *low* to *high* inclusive; *source* says where range and value come from.

    *plausible* is the narrower range that a city of which nothing is known may draw it from.
    """
    return _bounded("number", unit, (low, high), source, plausible)


def count(unit: str, low: int, high: int, source: str, plausible: Plausible | None = None) -> Any:
    """A whole number of *unit*, *low* to *high* inclusive; *plausible* as of a number."""
    return _bounded("count", unit, (low, high), source, plausible)


def _bounded(kind: str, unit: str, bounds: tuple[float, float], source: str, plausible: Plausible | None) -> Any:
    extra: dict[str, Any] = {"kind": kind, "unit": unit, "source": source}
    if plausible is not None:
        refuse_impossible(plausible, kind, bounds)
        extra["plausible"] = plausible
    return Field(ge=bounds[0], le=bounds[1], json_schema_extra=extra)


def switch(source: str) -> Any:
    """Something that is on or off."""
    return Field(json_schema_extra={"kind": "switch", "unit": "yes or no", "source": source})


def word(words: type[Word], source: str) -> Any:
    """One of some *words*, as which the field is annotated; rules read its number."""
    extra: dict[str, Any] = {"kind": "word", "unit": "word", "choices": [*words.texts()], "source": source}
    return Field(json_schema_extra=extra)


def name_of(choices: Sequence[str], source: str) -> Any:
    """A text that is the name of one of *choices*, which come from elsewhere; no rule reads it."""
    extra: dict[str, Any] = {"kind": "name", "unit": "word", "choices": list(choices), "source": source}
    return Field(pattern="^(" + "|".join(choices) + ")$", json_schema_extra=extra)


def in_order(parameters: Parameters, *names: str) -> None:
    """Raise ValueError where ``name_low`` lies above ``name_high``."""
    for name in names:
        low, high = getattr(parameters, f"{name}_low"), getattr(parameters, f"{name}_high")
        if low > high:
            raise ValueError(f"{name}_low = {low:g}: must not exceed {name}_high = {high:g}")


def as_row[P: Parameters](parameters: P) -> Rows[P]:
    """One row that compiled rules can read: numbers f8, counts i8, switches bool, words their number i8.

    Mappings, lists and texts are left out: they become rows of their own.
    """
    cells, fields = _stored(type(parameters))
    row = zeros(1, fields)
    row[0] = tuple(convert(getattr(parameters, name)) for name, convert in cells)
    return row


@cache
def _stored(kind: type[Parameters]) -> tuple[list[tuple[str, Callable[[Any], Any]]], np.dtype[Any]]:
    """How numbers of a group become cells of a row, and how the row lies in memory: the same for every such row."""
    types: dict[str, tuple[Any, Callable[[Any], Any]]] = {
        "number": (np.float64, float),
        "count": (np.int64, int),
        "switch": (np.bool_, bool),
        "word": (np.int64, int),
    }
    said = {
        name: typing.cast("dict[str, Any]", field.json_schema_extra or {}).get("kind")
        for name, field in kind.model_fields.items()
    }
    cells = {name: types[what] for name, what in said.items() if what in types}
    cells |= dict.fromkeys(kind.worked_out, types["number"])
    refuse_owned(kind.__name__, cells)
    return [(name, convert) for name, (_, convert) in cells.items()], layout(
        (n, cell) for n, (cell, _) in cells.items()
    )


def limits(model: type[BaseModel], place: Sequence[Any]) -> str:
    """What is allowed at *place* (a path of names), in words; empty when nothing is declared there."""
    found = described(model, place)
    return found.allowed if found else ""


def described(model: type[BaseModel], place: Sequence[Any]) -> Description | None:
    """What is declared of the parameter at *place* (a path of names); None for texts, groups and lists."""
    for position, part in enumerate(place):
        field = model.model_fields.get(str(part))
        if field is None:
            continue  # the free name in a mapping or the index in a list
        if position == len(place) - 1:
            return _description(".".join(map(str, place)), field) if field.json_schema_extra else None
        inner, _ = _inner(field.annotation)
        if inner is None:
            return None
        model = inner
    return None


def inner_model(annotation: Any) -> type[Parameters] | None:
    """The group of parameters inside an annotation, or inside the mapping or list that it is; None without one."""
    return _inner(annotation)[0]


def _inner(annotation: Any) -> tuple[type[Parameters] | None, bool]:
    """The Parameters class inside an annotation, and whether a mapping or list stands around it."""
    if isinstance(annotation, type) and issubclass(annotation, Parameters):
        return annotation, False
    for part in typing.get_args(annotation):
        if isinstance(part, type) and issubclass(part, Parameters):
            return part, True
    return None, False


def _description(name: str, field: FieldInfo) -> Description:
    """What the field's declaration says."""
    extra = typing.cast("dict[str, Any]", field.json_schema_extra)
    bounds = {key: getattr(rule, key) for rule in field.metadata for key in ("ge", "le") if hasattr(rule, key)}
    return Description(
        name,
        extra["kind"],
        extra["unit"],
        bounds.get("ge"),
        bounds.get("le"),
        tuple(extra.get("choices", ())),
        extra["source"],
        extra.get("plausible"),
        extra.get("note", False),
    )
