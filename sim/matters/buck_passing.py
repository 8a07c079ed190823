"""Buck-passing: a desk that does not own a matter may send it on as 'not ours'."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.core.purposes import BUCK_PASSED
from sim.core.randomness import uniform
from sim.departments.state import Desk
from sim.matters.state import Clearance


@compiled
def passes_on(seed: int, matter_key: int, clearance: Clearance, desk: Desk) -> bool:
    """Whether *desk* reads the file only to pass it on; what a team has sent home is not passed on again."""
    if desk.passing <= 0.0 or clearance.at_home:
        return False
    which = (clearance.attempt + clearance.reworked * 256 * 256) * 256 + clearance.passed
    return uniform(seed, BUCK_PASSED, matter_key, clearance.ordinal, which) < desk.passing
