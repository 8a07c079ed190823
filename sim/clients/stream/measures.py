"""When the matters of a stream are solved."""

from __future__ import annotations

import numpy as np

from sim.clients.stream.state import Nobody
from sim.measures.openness import days_to_solve
from sim.state.state import State


def matter_days(_: State[Nobody], end: State[Nobody]) -> np.ndarray:
    """Days until each matter was solved, from the later of its filing and the intervention; inf when never."""
    return days_to_solve(end.matters, float(end.city[0].intervention), float(end.city[0].until))
