"""What may be given as a seed: whole numbers of any make, or a generator to draw one from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

LARGEST = 2**63 - 1  # a seed is kept in the city's row, as every whole number of a row


def seed_of(given: Any) -> int:
    """The seed that *given* stands for, always a plain whole number, so that nothing is compiled for its make.

    None draws a seed from the operating system, a NumPy generator draws its next; a whole number of Python or NumPy is
    taken as it is. Raises TypeError for anything else, ValueError for a number that is negative or too large.
    """
    if given is None:
        return int(np.random.SeedSequence().generate_state(1)[0])
    if isinstance(given, np.random.Generator):
        return int(given.integers(LARGEST))
    if isinstance(given, bool) or not isinstance(given, int | np.integer):
        raise TypeError(f"rng = {given!r}: a seed is a whole number, a numpy.random.Generator, or None to draw one")
    if not 0 <= given <= LARGEST:
        raise ValueError(f"rng = {given}: a seed is a whole number from 0 to {LARGEST}")
    return int(given)


def seeds_of(given: Iterable[Any]) -> list[int]:
    """The seeds that *given* stands for, in order, each checked before any is used; raises as ``seed_of`` does.

    The same seed twice would be one city counted as two: ValueError, as for a text and what is no list or range.
    """
    if isinstance(given, str | bytes | dict) or not isinstance(given, Iterable):
        raise TypeError(f"seeds = {given!r}: a list or range of seeds expected")
    seeds = [seed_of(one) for one in given]
    seen: set[int] = set()
    for seed in seeds:
        if seed in seen:
            raise ValueError(f"seeds: {seed} stands twice, and the same city would count as two; name each seed once")
        seen.add(seed)
    return seeds
