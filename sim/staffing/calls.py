"""Calls: the ways into a team, and how long each one takes."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.staffing.parameters import Call

SEATS = 0
NOMINATION = 1
OPEN_CALL = 2
TALENT_POOL = 3


@compiled
def days_to_names(call: Call) -> int:
    """Days from the call to the names: an open call is open first, then reviewed; seats are filled at once."""
    if call.way == NOMINATION:
        return call.review_days_nomination
    if call.way == OPEN_CALL:
        return call.call_days + call.review_days_open_call
    if call.way == TALENT_POOL:
        return call.review_days_pool
    return 0
