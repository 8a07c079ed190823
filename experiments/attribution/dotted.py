"""Reading and writing one arm's ingredients in a configuration that is plain data: groups of values, dotted places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Tree = dict[str, Any]


def read(tree: Tree, place: str) -> Any:
    """The value at a dotted place; None where this version has no such parameter."""
    group, _, name = place.partition(".")
    return tree[group].get(name)


def write(tree: Tree, values: Mapping[str, Any]) -> None:
    """Write values at their dotted places into *tree* itself."""
    for group, inside in nested(values).items():
        tree[group] |= inside


def nested(values: Mapping[str, Any]) -> Tree:
    """Values at dotted places as groups of values."""
    found: Tree = {}
    for place, value in values.items():
        group, _, name = place.partition(".")
        found.setdefault(group, {})[name] = value
    return found
