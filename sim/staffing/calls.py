"""Calls: the ways into a team, and how long each one takes."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.staffing.parameters import Call, CallWay


@compiled
def days_to_names(call: Call) -> int:
    """Days from the call to the names: an open call is open first, then reviewed; seats are filled at once."""
    if call.way == CallWay.NOMINATION:
        return call.review_days_nomination
    if call.way == CallWay.OPEN_CALL:
        return call.call_days + call.review_days_open_call
    if call.way == CallWay.TALENT_POOL:
        return call.review_days_pool
    return 0
