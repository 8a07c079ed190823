"""Setting out: what may go next of a matter leaves for its desk."""

from __future__ import annotations

from sim.core.compiling import internal
from sim.work.matter_flow import send_next


@internal
def set_out(now, state, matter, start, numbers):
    """Send what may go of *matter* from desk *start*, under the arrangement now in force."""
    parallel, work = numbers.mode.parallel, numbers.work
    routes, desks = state.routes, state.desks
    send_next(now, state.city[0], state.heap, matter, state.clearances, desks, routes, start, parallel, work)
