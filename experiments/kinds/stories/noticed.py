"""What a story is made of: counts whose rise is an event, how things stand on a day, and a picture of cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sim.state.state import State

Now = State[Any]
LOOKS = ("goal", "harm", "alarm", "work", "open", "none")
ACROSS = 1.25  # cells of a line for each line of a picture that has no map


class Cell(NamedTuple):
    """One client in the picture: where it stands, from left and from below, and in which state it is."""

    x: float
    y: float
    state: str


class Stand(NamedTuple):
    """Three numbers that say how things stand; what each is stands in the words of the kind."""

    n: float
    total: float
    other: float


def counted_only(_: Now) -> tuple[float, float]:
    """No more numbers than the count itself."""
    return math.nan, math.nan


@dataclass(frozen=True, slots=True)
class Noticed:
    """An *event* that has happened once more when its *count* has risen; *told* are two more numbers of that day."""

    event: str
    count: Callable[[Now], float]
    told: Callable[[Now], tuple[float, float]] = counted_only


@dataclass(frozen=True, slots=True)
class Story:
    """How a kind is told: what is *noticed*, how things *stand*, and the *cells* of its picture.

    *states* are those that a cell can have, in the order of the legend, each with how it looks (LOOKS); the first is
    the goal.
    """

    noticed: tuple[Noticed, ...]
    stand: Callable[[Now], Stand]
    cells: Callable[[Now], Iterator[Cell]]
    states: Mapping[str, str]


def in_lines(states: list[str]) -> Iterator[Cell]:
    """Cells line by line from above, where no map says where they stand."""
    across = max(1, math.ceil(math.sqrt(ACROSS * len(states))))
    for place, state in enumerate(states):
        yield Cell(float(place % across), float(-(place // across)), state)
