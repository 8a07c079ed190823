"""A hand-over: how long a file is on its way between two desks, queue excluded."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.core.purposes import TRANSFER
from sim.core.randomness import lognormal, normal


@compiled
def transfer_delay(seed, matter_key, ordinal, leg, same_room, work):
    """Days on the way; one room shortens it, nothing else does.

    *leg* tells the hand-overs of one clearance apart (attempt, passing on, data request).
    """
    median = work.transfer_room if same_room else work.transfer_silo
    if median <= 0.0:
        return 0.0
    return lognormal(median, work.transfer_sigma, normal(seed, TRANSFER, matter_key, ordinal, leg))


@compiled
def leg_of(clearance):
    """Number of the hand-over of this clearance: attempt, times passed on, and whether its data is there."""
    return (clearance.attempt * 256 + clearance.passed) * 2 + (1 if clearance.asked else 0)


@compiled
def in_one_room(a, b):
    """Whether desks *a* and *b* sit in one room."""
    return a.room >= 0 and a.room == b.room
