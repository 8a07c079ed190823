"""Which points of a design must be looked at as a whole: a million are checked against their bounds at once.

A number that no rule of any group of parameters speaks of is right when it lies within its bounds. All others are
tried together, each combination of their values once.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from functools import cache, lru_cache
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pydantic import BaseModel

from experiments.study.varied import DRAW, DUMMY, places
from sim.core.parameter import Description, Parameters, described, inner_model

FOREIGN = {*sys.stdlib_module_names, "pydantic", "numpy", "pandas"}
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
    """Whether some rule may read a parameter: its name, or the beginning of it, stands in a group's rules."""
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
    """Words in the rules of all groups below *model*, and groups whose rules may read any of their fields.

    A rule is what is called when a group is checked, and all of ours that it calls; what only works something out of
    numbers that were let through is none.
    """
    groups = list(dict.fromkeys(_groups(model)))
    methods: dict[str, list[Function]] = {}
    for kind in dict.fromkeys(kind for group in groups for kind in _kinds(group)):
        for one in _methods_of(kind):
            methods.setdefault(one.node.name, []).append(one)
    words: set[str] = set()
    by_name: set[type[BaseModel]] = set()
    for group in groups:
        here = _words_in([one for kind in _kinds(group) for one in _methods_of(kind) if _is_rule(one.node)], methods)
        words |= here
        if here & LOOKS_BY_NAME:
            by_name.add(group)
    return frozenset(words), frozenset(by_name)


class Function(NamedTuple):
    """A function as it is written, and the names that it finds in its module."""

    node: ast.FunctionDef
    known: dict[str, Any]


def _kinds(group: type[BaseModel]) -> list[type]:
    """A group and all of ours that it is made of."""
    return [kind for kind in group.__mro__ if _is_ours(kind) and kind is not Parameters]


def _is_ours(thing: Any) -> bool:
    """Whether a class or function knows of parameters: it is of the laboratory, or of whoever extends it."""
    return str(thing.__module__).split(".")[0] not in FOREIGN


@cache
def _methods_of(kind: type) -> list[Function]:
    """The methods that a class has of its own."""
    try:
        source = textwrap.dedent(inspect.getsource(kind))
    except (OSError, TypeError):  # made when the program runs: its bases have the methods
        return []
    known = vars(sys.modules[kind.__module__])
    return [Function(node, known) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]


def _is_rule(node: ast.FunctionDef) -> bool:
    """Whether a method is called when its group is checked."""
    return node.name.startswith(("model_", "__")) or any("validator" in ast.unparse(one) for one in node.decorator_list)


def _words_in(rules: list[Function], methods: dict[str, list[Function]]) -> set[str]:
    """Names and texts in some functions, and in all of ours that these call."""
    words: set[str] = set()
    seen: set[int] = set()
    waiting = list(rules)
    while waiting:
        one = waiting.pop()
        if id(one.node) in seen:
            continue
        seen.add(id(one.node))
        nodes = [node for part in (*one.node.body, *one.node.decorator_list) for node in ast.walk(part)]
        attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        words |= attributes | names
        words |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        waiting += [method for name in attributes for method in methods.get(name, ())]
        waiting += [called for name in names if (called := _function(one.known.get(name))) is not None]
    return words


def _function(thing: Any) -> Function | None:
    """A function of ours as it is written; none of parameters themselves, whose rules are told the names."""
    whole = inspect.unwrap(thing) if callable(thing) else None
    if not inspect.isfunction(whole) or not _is_ours(whole) or whole.__module__ == Parameters.__module__:
        return None
    return _written(whole)


@cache
def _written(whole: FunctionType) -> Function | None:
    """The text of a function, parsed once."""
    try:
        node = ast.parse(textwrap.dedent(inspect.getsource(whole))).body[0]
    except (OSError, TypeError):
        return None
    return Function(node, whole.__globals__) if isinstance(node, ast.FunctionDef) else None


def _groups(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A group of parameters and all below it."""
    yield model
    for field in model.model_fields.values():
        inner = inner_model(field.annotation)
        if inner is not None:
            yield from _groups(inner)
