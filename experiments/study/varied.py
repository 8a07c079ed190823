"""Varied parameters: what a dotted name with stars stands for, and how a value is written there."""

from __future__ import annotations

import fnmatch
from typing import Any

from pydantic import BaseModel

from sim.core.parameter import Description, described
from sim.faults import show, unknown
from sim.overrides import RENAMED, leaves
from sim.yaml_scan import ConfigError

FIXED = ("study", "executor", "run", "history", "name", "title", "explanation", "clients")  # a study has one of each
WILD = set("*?[")  # a part with one of these stands for every name that it matches, as in a shell
DUMMY = "dummy"  # an input of a design that does nothing
DRAW = "draw"  # a column of plausible cities: those of one number share their draws


def varied(tree: dict[str, Any], point: dict[str, Any]) -> dict[str, Any]:
    """*tree* itself with the values of *point* written into it; what is no parameter (dummy, draw) does nothing."""
    for name, value in point.items():
        if name in {DUMMY, DRAW}:
            continue
        for place in places(tree, name):
            node = tree
            for part in place[:-1]:
                node = node[part]
            node[place[-1]] = value
    return tree


def places(tree: dict[str, Any], name: str) -> list[tuple[str, ...]]:
    """Every place that a dotted name with wildcards stands for; none where one of its parts is missing."""
    found: list[tuple[tuple[str, ...], Any]] = [((), tree)]
    for part in RENAMED.get(name, name).split("."):
        found = [
            ((*place, key), node[key])
            for place, node in found
            if isinstance(node, dict)
            for key in (fnmatch.filter(node, part) if WILD & set(part) else [part])
            if key in node
        ]
    return [place for place, node in found if not isinstance(node, dict | list)]


def value_at(tree: dict[str, Any], name: str) -> Any:
    """What stands at the first place of a dotted name."""
    node: Any = tree
    for part in places(tree, name)[0]:
        node = node[part]
    return node


def declared(name: str, tree: dict[str, Any], model: type[BaseModel]) -> Description:
    """What is declared of a varied parameter; raises ConfigError where it is unknown or cannot be varied."""
    where = places(tree, name)
    if name.split(".", maxsplit=1)[0] in FIXED:
        raise ConfigError(f"study.design.axes: {show(name)} is fixed within a study and cannot be varied")
    if not where:
        raise ConfigError("study.design.axes: " + unknown(name, "", leaves(tree)).replace(" = :", ":", 1))
    one = described(model, where[0])
    if one is None:
        raise ConfigError(f"study.design.axes: {show(name)} is fixed: a text or a list cannot be varied")
    return one
