"""A hand-over: how long a file is on its way between two desks, queue excluded."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from sim.core.compiling import compiled
from sim.core.purposes import TRANSFER
from sim.core.randomness import lognormal, normal
from sim.departments.state import Desk
from sim.matters.state import Clearance

if TYPE_CHECKING:
    from sim.work.parameters import Work


class Closeness(IntEnum):
    """How near two desks are to each other."""

    APART = 0
    ONE_OFFICE = 1
    ONE_ROOM = 2


@compiled
def transfer_delay(seed: int, matter_key: int, ordinal: int, leg: int, closeness: Closeness, work: Work) -> float:
    """Days on the way; one room or one office shortens it, nothing else does.

    *leg* tells the hand-overs of one clearance apart (attempt, passing on, data request).
    """
    median = work.transfer_silo
    if closeness == Closeness.ONE_ROOM:
        median = work.transfer_room
    elif closeness == Closeness.ONE_OFFICE:
        median = work.transfer_office
    if median <= 0.0:
        return 0.0
    return lognormal(median, work.transfer_sigma, normal(seed, TRANSFER, matter_key, ordinal, leg))


@compiled
def leg_of(clearance: Clearance) -> int:
    """Number of the hand-over of this clearance: attempt, reopening, times passed on, whether its data is there."""
    round_of = clearance.attempt + clearance.reworked * 256 * 256
    return (round_of * 256 + clearance.passed) * 2 + (1 if clearance.asked else 0)


@compiled
def closeness_of(a: Desk, b: Desk) -> Closeness:
    """How near desks *a* and *b* are: in one room, in one office (the same desk of several competences), or apart."""
    if a.room >= 0 and a.room == b.room:
        return Closeness.ONE_ROOM
    if a.key == b.key and a.holds & (a.holds - 1) != 0:
        return Closeness.ONE_OFFICE
    return Closeness.APART
