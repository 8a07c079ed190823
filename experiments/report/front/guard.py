"""No answer may be silent about what matters: a front that leaves out a clearly worse goal or harm is refused."""

from __future__ import annotations

from collections.abc import Iterable

from experiments.report.front.model import Front


class SilentError(Exception):
    """An answer leaves out a goal or a harm that is clearly worse: a fault of the page, never of who asks for it."""


def not_silent(front: Front, worse: Iterable[str]) -> Front:
    """The same front; raises SilentError where its sentences speak of none of the measures that are clearly *worse*."""
    missing = sorted(set(worse) - front.spoken_of)
    if missing:
        raise SilentError(f"the answer is silent about what is clearly worse: {', '.join(missing)}")
    return front
