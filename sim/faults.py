"""What pydantic found wrong, said in one line each: the name, the value and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.core.parameter import limits

Place = tuple[int | str, ...]

LONGEST = 80
PLAIN_WORDS = {
    "dict_type": "a group of parameters",
    "model_type": "a group of parameters",
    "list_type": "a list",
    "string_type": "a text",
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "true or false",
}


def faults_of(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """One line for each fault in data meant for *model*, none of them twice."""
    lines = [_line(fault["type"], fault["loc"], fault["input"], fault["msg"], model) for fault in error.errors()]
    return list(dict.fromkeys(lines))


def unknown(name: str, value: object, known: Iterable[str]) -> str:
    """The line for a name that no parameter bears, with the nearest known name where one is near."""
    last = name.rpartition(".")[2]
    ends = [other for other in sorted(known) if difflib.get_close_matches(last, [other.rpartition(".")[2]], 1, 0.6)]
    near = difflib.get_close_matches(name, ends, 1, 0.0 if "." not in name else 0.6)
    return f"{name} = {show(value)}: unknown parameter" + (f"; did you mean {near[0]}?" if near else "")


def show(value: object) -> str:
    """A value as a person would write it in YAML, on one line and cut to a length."""
    if value is None:
        text = "null"
    elif isinstance(value, bool):
        text = str(value).lower()
    else:
        text = str(value)
    if not text.isprintable():
        text = repr(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def dotted(place: Place) -> str:
    """A place in nested parameters as a person would write it: ``offer.rounds[1]``."""
    name = ""
    for part in place:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def _line(kind: str, place: Place, value: object, said: str, model: type[BaseModel]) -> str:
    """One fault in one line."""
    name = dotted(place)
    if kind == "value_error":
        return _own_words(place, said.removeprefix("Value error, "), model)
    if kind == "extra_forbidden":
        return unknown(name, value, (dotted((*place[:-1], field)) for field in _fields(model, place[:-1])))
    allowed = limits(model, place) or PLAIN_WORDS.get(kind, "")
    if kind == "missing":
        return f"{name}: is missing" + (f"; must be {allowed}" if allowed else "")
    if kind in {"too_short", "string_too_short"} and not value:
        return f"{name} = {show(value)}: must not be empty"
    allowed = allowed or said.removeprefix("Input should be ").replace("String should ", "text that should ")
    return f"{name} = {show(value)}: must be {allowed}"


def _own_words(place: Place, said: str, model: type[BaseModel]) -> str:
    """A model's own check speaks of its fields: put the model's place before the field's name."""
    if not place:
        return said
    first = said.replace(":", " ").replace(".", " ").split(" ")[0]
    return f"{dotted(place)}.{said}" if first in _fields(model, place) else f"{dotted(place)}: {said}"


def _fields(model: type[BaseModel], place: Place) -> list[str]:
    """Names of the fields at *place*; empty where no model stands there."""
    for part in place:
        if part not in model.model_fields:
            continue  # the free name in a mapping or the index in a list
        inner: Any = model.model_fields[str(part)].annotation
        models = [kind for kind in (inner, *getattr(inner, "__args__", ())) if isinstance(kind, type)]
        found = [kind for kind in models if issubclass(kind, BaseModel)]
        if not found:
            return []
        model = found[0]
    return list(model.model_fields)
