"""Turnover: members who leave a team in a month, by chance; whoever follows must first be set up."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.core.purposes import EXIT
from sim.core.randomness import uniform


@compiled
def leaves(seed, cadre, month, staffing):
    """Whether a member leaves this month: one draw a person and month."""
    return uniform(seed, EXIT, cadre.key, month, 0) < staffing.exit_rate
