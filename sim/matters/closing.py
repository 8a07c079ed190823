"""Closing: a matter may be closed unsolved, and then it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.compiling import compiled
from sim.core.purposes import FALSE_CLOSING, RETURN_DELAY
from sim.core.randomness import lognormal, normal, uniform
from sim.matters.state import Matter

if TYPE_CHECKING:
    from sim.work.parameters import Work


@compiled
def is_false(seed: int, matter: Matter, probability: float) -> bool:
    """Whether this closing leaves the matter unsolved."""
    return uniform(seed, FALSE_CLOSING, matter.key, matter.attempt, 0) < probability


@compiled
def days_until_return(seed: int, matter: Matter, work: Work) -> float:
    """Days until a falsely closed matter comes back."""
    return lognormal(work.return_delay, work.return_sigma, normal(seed, RETURN_DELAY, matter.key, matter.attempt, 0))
