"""What a model gives in which nothing happens, and that no check is passed by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

ROOM = 0.01  # share of the idle value that luck may add or take: half of what counts as a difference on the workbench


def passed_idly(passes: Callable[[float], bool], idle: float) -> bool:
    """Whether a check is passed by the *idle* value, or by one that only chance tells from it."""
    return any(passes(idle * by) for by in (1.0 - ROOM, 1.0, 1.0 + ROOM))


def shows(found: Sequence[float], within: Sequence[float], idle: float) -> bool:
    """Whether a number is where it must be and told from nothing; *found* is its interval's low end, itself, high end.

    A number that is not there (NaN) shows nothing.
    """
    low, value, high = found
    return within[0] <= value <= within[1] and (low > idle or high < idle)


def refusal(name: str, within: Sequence[float], idle: float) -> str:
    """Why a range is refused."""
    return (
        f"{name} = [{within[0]:g}, {within[1]:g}]: contains {idle:g} or comes within {ROOM:.0%} of it, "
        "so that a model in which nothing happens would pass"
    )
