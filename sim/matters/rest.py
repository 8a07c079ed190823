"""A file at rest: how long it lies before anybody looks at it, and how long its client takes over what is missing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.core.compiling import compiled
from sim.core.purposes import REST, REST_OF_MATTER, RETURNED, WITH_CLIENT
from sim.core.randomness import lognormal, normal, uniform
from sim.departments.state import Desk
from sim.matters.hand_over import Closeness, leg_of
from sim.matters.state import Clearance, Matter

if TYPE_CHECKING:
    from sim.work.parameters import Work


@compiled
def days_at_rest(seed: int, matter: Matter, clearance: Clearance, desk: Desk, work: Work) -> float:
    """Days that a file lies at *desk* before it is looked at: the same draw in every arm.

    *Rule*: log-normal, of whose spread a part belongs to the matter and the rest to this hand-over; shorter at a desk
    where nothing goes before the project's files, and where the file comes from the same room; at the latest after
    *rest_most* days somebody asks after it.
    """
    median = work.rest_median
    if desk.undivided:
        median *= work.rest_undivided
    if clearance.near == Closeness.ONE_ROOM:
        median *= work.rest_room
    if median <= 0.0:
        return 0.0
    own = normal(seed, REST, matter.key, clearance.ordinal, leg_of(clearance) * 2 + clearance.returned)
    shared = normal(seed, REST_OF_MATTER, matter.key, 0, 0)
    draw = math.sqrt(1.0 - work.rest_of_matter) * own + math.sqrt(work.rest_of_matter) * shared
    return min(lognormal(median, work.rest_sigma, draw), work.rest_most)


@compiled
def is_returned(seed: int, matter: Matter, clearance: Clearance, work: Work) -> bool:
    """Whether the client must bring something before this clearance can be given; once in an attempt."""
    if work.returned_share <= 0.0 or clearance.returned > 0:
        return False
    which = clearance.attempt + clearance.reworked * 256
    return uniform(seed, RETURNED, matter.key, clearance.ordinal, which) < work.returned_share


@compiled
def days_with_client(seed: int, matter: Matter, clearance: Clearance, work: Work) -> float:
    """Days until the client has brought what is missing."""
    if work.client_median <= 0.0:
        return 0.0
    which = (clearance.attempt + clearance.reworked * 256) * 2 + clearance.returned
    draw = normal(seed, WITH_CLIENT, matter.key, clearance.ordinal, which)
    return lognormal(work.client_median, work.client_sigma, draw)
