"""Filing: a dormant matter is put on file and sets out."""

from __future__ import annotations

from sim.core.compiling import internal
from sim.matters.flow import send_next
from sim.matters.state import DORMANT, OPEN


@internal
def put_on_file(now, state, matter, start, numbers):
    """An issue becomes a matter: its first clearance, or all of them, set out."""
    if matter.stage != DORMANT:
        return
    state.city[0].on_file += 1
    matter.stage = OPEN
    matter.filed = now
    matter.touched = now
    set_out(now, state, matter, start, numbers)


@internal
def set_out(now, state, matter, start, numbers):
    """Send what may go of *matter* from desk *start*, under the arrangement now in force."""
    parallel, work = numbers.mode.parallel, numbers.work
    routes, desks = state.routes, state.desks
    send_next(now, state.city[0], state.heap, matter, state.clearances, desks, routes, start, parallel, work)
