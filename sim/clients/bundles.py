"""Clients that bring a bundle of matters: when all of it has been closed, and when all of it is really solved."""

from __future__ import annotations

from typing import Protocol

from sim.core.compiling import internal


class Bundle(Protocol):
    """What is counted of such a client: matters *closed* and *solved*, the days on which it *ended* and was *done*."""

    closed: int
    solved: int
    ended: float
    done: float


@internal
def count_closing(bundle: Bundle, now: float, matters: int, solved: bool) -> None:
    """A closing counts: a bundle has ended with the last of its *matters*, and is done when all of them are solved."""
    bundle.closed += 1
    if bundle.closed == matters and bundle.ended < 0.0:
        bundle.ended = now
    if solved:
        bundle.solved += 1
        if bundle.solved == matters:
            bundle.done = now
