"""Turnover: members who leave a team in a month, by chance, or because there is too little for them to do."""

from __future__ import annotations

from sim.cadres.state import Cadre
from sim.core.compiling import compiled
from sim.core.purposes import EXIT, RECALL
from sim.core.randomness import uniform
from sim.staffing.parameters import Staffing


@compiled
def leaves(seed: int, cadre: Cadre, month: int, staffing: Staffing) -> bool:
    """Whether a member leaves this month: one draw a person and month."""
    return uniform(seed, EXIT, cadre.key, month, 0) < staffing.exit_rate


@compiled
def is_recalled(seed: int, cadre: Cadre, month: int, waiting: float, staffing: Staffing) -> bool:
    """Whether a department calls a member back this month: only where so much routine waits for each at home."""
    if waiting < staffing.recall_above:
        return False
    return uniform(seed, RECALL, cadre.key, month, 0) < staffing.recall_rate


@compiled
def has_slack(busy: float, days: float, staffing: Staffing) -> bool:
    """Whether members who were *busy* for so many of their working *days* had too little to do."""
    return days > 0.0 and 1.0 - busy / days > staffing.taper_idle
