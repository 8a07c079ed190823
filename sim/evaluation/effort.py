"""Effort under evaluation: what is not measured gets less of it."""

from __future__ import annotations

from sim.core.compiling import compiled


@compiled
def drain(measured, evaluation):
    """How much longer work takes that the evaluation does not see, because its member is busy being seen elsewhere."""
    return 1.0 if measured else 1.0 / (1.0 - evaluation.substitution)
