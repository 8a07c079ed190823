"""Effort under evaluation: a team that was left behind tries harder in what is measured; the rest gets less."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.evaluation.parameters import Evaluation


@compiled
def drain(measured: bool, pressed: float, evaluation: Evaluation) -> float:
    """How much longer work takes under evaluation.

    *Rule*: what is measured goes faster the further the last evaluation left the team behind; what the evaluation
    does not see takes longer, because its member is busy being seen elsewhere (coordination 1).
    """
    if measured:
        return 1.0 / (1.0 + evaluation.effort_gain * pressed)
    return 1.0 / (1.0 - evaluation.substitution)
