"""Kinds of client as commands and the report tell of them: a file for each that needs words of its own."""

from __future__ import annotations

import importlib
from functools import cache
from importlib.util import find_spec

from experiments.kinds.told import Told


@cache
def told_of(name: str) -> Told:
    """What is told of the kind of that name; the usual where it has no file here."""
    place = f"{__name__}.{name}"
    told: Told = importlib.import_module(place).TOLD if find_spec(place) else Told()
    return told


def plural(noun: str) -> str:
    """Several of what a noun names."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
