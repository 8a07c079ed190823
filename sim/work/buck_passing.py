"""Buck-passing: a desk that does not own a matter may send it on as 'not ours'."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.core.purposes import BUCK_PASSED
from sim.core.randomness import uniform


@compiled
def passes_on(seed, matter_key, clearance, desk, work):
    """Whether *desk* reads the file only to pass it on; an owner cannot."""
    if desk.owns:
        return False
    which = clearance.attempt * 256 + clearance.passed
    return uniform(seed, BUCK_PASSED, matter_key, clearance.ordinal, which) < work.buck_passing
