"""The graph of reviews: read from a configuration, checked, put in an order, and spread over lots.

A step that is taken for every lot comes after the same lot's share of what it follows; anything else comes after all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple


class Place(NamedTuple):
    """A review: its step's name and place in the configuration, and its lot, 0 for the whole undertaking."""

    name: str
    step: int
    lot: int


def in_order(after: Mapping[str, Sequence[str]]) -> list[str]:
    """The steps so that each comes after all that it follows, else as they stand; *after* names what each follows.

    Raises ValueError that names a step followed and not known, or the steps of a cycle.
    """
    for name, before in after.items():
        for one in before:
            if one not in after:
                raise ValueError(f"{name}.after = {one}: no such review; known: {', '.join(after)}")
            if list(before).count(one) > 1:
                raise ValueError(f"{name}.after = {one}: named twice; name it once")
    found: list[str] = []
    left = list(after)
    while left:
        free = [one for one in left if all(before in found for before in after[one])]
        if not free:
            raise ValueError(f"a cycle, {' -> '.join(cycle(after, left))}: let one of them not come after the other")
        found.append(free[0])
        left.remove(free[0])
    return found


def cycle(after: Mapping[str, Sequence[str]], left: Sequence[str]) -> list[str]:
    """Names along a cycle among the steps *left*, each of which follows one of them; the first stands last, too."""
    seen = [left[0]]
    while True:
        before = next(one for one in after[seen[-1]] if one in left)
        if before in seen:
            return [before, *reversed(seen[seen.index(before) :])]
        seen.append(before)


def spread(after: Mapping[str, Sequence[str]], by_lot: Mapping[str, bool], lots: int) -> list[Place]:
    """Every review of an undertaking of so many *lots*, each after all that it follows; *by_lot*: which have lots."""
    step = {name: place for place, name in enumerate(after)}
    return [
        Place(name, step[name], lot)
        for name in in_order(after)
        for lot in (range(1, lots + 1) if by_lot[name] else (0,))
    ]


def follows(after: Mapping[str, Sequence[str]], reviews: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Rows of *reviews*, in pairs: the second must wait for the first to be closed."""
    for goal, one in enumerate(reviews):
        for start, other in enumerate(reviews):
            if other.name in after[one.name] and (0 in (one.lot, other.lot) or one.lot == other.lot):
                yield start, goal


def line(reviews: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Rows in pairs: where reviews of a lot are taken one after another, the second comes right after the first."""
    pairs = set()
    for lot in {one.lot for one in reviews} - {0} or {0}:
        own = [row for row, one in enumerate(reviews) if one.lot in (0, lot)]
        pairs |= set(pairwise(own))
    yield from sorted(pairs)
