"""Which points of a design must be looked at as a whole: a million are checked against their bounds at once.

A number that no rule of any group of parameters speaks of is right when it lies within its bounds. All others are
tried together, each combination of their values once.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pydantic import BaseModel

from experiments.study.varied import DRAW, DUMMY, places
from sim.core.parameter import Description, Parameters, described, inner_model

LOOKS_BY_NAME = {"getattr", "model_dump", "model_fields", "vars", "__dict__"}  # a rule that may read any field


def to_try(points: pd.DataFrame, tree: dict[str, Any], model: type[BaseModel]) -> np.ndarray:
    """Places of the points that are to be checked as a whole, in order; the first always is."""
    suspect = np.zeros(len(points), bool)
    suspect[:1] = True
    tied = []
    for name in points.columns:
        if name in {DUMMY, DRAW}:
            continue
        within = None if _is_spoken_of(name, tree, model) else _within(points[name], _declared(name, tree, model))
        if within is None:
            tied.append(name)
        else:
            suspect |= ~within
    if tied:
        suspect |= ~points.duplicated(tied).to_numpy()
    return np.flatnonzero(suspect)


def _declared(name: str, tree: dict[str, Any], model: type[BaseModel]) -> Description | None:
    where = places(tree, name)
    return described(model, where[0]) if where else None


def _within(values: pd.Series, one: Description | None) -> np.ndarray | None:
    """Which values lie within their bounds; None where they are to be tried one by one."""
    if one is None or one.low is None or one.high is None:
        return None
    kinds = {"number": "fi", "count": "i"}.get(one.kind, "")
    numbers = values.to_numpy()
    if numbers.dtype.kind not in kinds:
        return None
    return np.asarray((numbers >= one.low) & (numbers <= one.high))


def _is_spoken_of(name: str, tree: dict[str, Any], model: type[BaseModel]) -> bool:
    """Whether some rule may read a parameter: its name, or the beginning of it, stands in a group's methods."""
    by_word, by_name = _spoken(model)
    last = name.rpartition(".")[2]
    if any(last == word or last.startswith(f"{word}_") for word in by_word):
        return True
    return any(_owner(model, place) in by_name for place in places(tree, name))


def _owner(model: type[BaseModel], place: tuple[str, ...]) -> type[BaseModel]:
    """The group in which the parameter at a place is declared."""
    for part in place[:-1]:
        field = model.model_fields.get(part)
        model = (inner_model(field.annotation) or model) if field else model
    return model


@lru_cache(maxsize=8)
def _spoken(model: type[BaseModel]) -> tuple[frozenset[str], frozenset[type[BaseModel]]]:
    """Words in the methods of all groups below *model*, and groups whose rules may read any of their fields."""
    words: set[str] = set()
    by_name: set[type[BaseModel]] = set()
    for group in _groups(model):
        for kind in group.__mro__:
            if kind.__module__.split(".")[0] not in {"sim", "experiments"} or kind is Parameters:
                continue
            here = _words_in(kind)
            words |= here
            if here & LOOKS_BY_NAME:
                by_name.add(group)
    return frozenset(words), frozenset(by_name)


def _words_in(kind: type) -> set[str]:
    """Names and texts in the methods of a class."""
    try:
        source = textwrap.dedent(inspect.getsource(kind))
    except (OSError, TypeError):  # made when the program runs: its bases have the methods
        return set()
    rules = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    nodes = [node for rule in rules for statement in rule.body for node in ast.walk(statement)]
    found = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    found |= {node.id for node in nodes if isinstance(node, ast.Name)}
    return found | {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _groups(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A group of parameters and all below it."""
    yield model
    for field in model.model_fields.values():
        inner = inner_model(field.annotation)
        if inner is not None:
            yield from _groups(inner)
