"""Laws of chance: what their numbers follow from."""

from __future__ import annotations

import math

from sim.core.compiling import compiled
from sim.core.words import Word


class EffortLaw(Word):
    """How the effort of pieces of work is spread; where it is not log-normal, its number is a mean."""

    LOGNORMAL = 0
    EXPONENTIAL = 1
    FIXED = 2


@compiled
def law_of_mean(mean: float, cv2: float) -> tuple[float, float]:
    """Median and spread of the log-normal law with this mean and squared coefficient of variation."""
    spread = math.sqrt(math.log(1.0 + cv2))
    return mean / math.sqrt(1.0 + cv2), spread
