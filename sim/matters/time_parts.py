"""Where the time of a matter goes: every moment of it belongs to exactly one part."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.core.rows import Rows
from sim.matters.state import Matter, MatterStage


@compiled
def account(matter: Matter, now: float) -> None:
    """Book the time since the last booking to the part the matter was in.

    *Rule*: somebody works on it; else it lies in a queue; else it is between desks; else it waits for the
    statutory minimum; else for a ruling; else for the client. A queue counts before a transfer, because the
    part that waits longest is the one that a reader can act on. Call before any change of a count or stage.
    """
    spent = now - matter.touched
    matter.touched = now
    if matter.stage == MatterStage.DORMANT or matter.stage == MatterStage.CLOSED or spent <= 0.0:
        return
    if matter.serving > 0:
        matter.work_time += spent
    elif matter.queued > 0:
        matter.queue_time += spent
    elif matter.moving > 0:
        matter.handover_time += spent
    elif matter.floored > 0 or matter.stage == MatterStage.RESTING:
        matter.floor_time += spent
    elif matter.stage == MatterStage.PENDING_RULING or matter.stage == MatterStage.CONSULTED:
        matter.meeting_time += spent
    else:
        matter.client_time += spent


@compiled
def account_all(matters: Rows[Matter], now: float) -> None:
    """Book the time of every matter up to *now*."""
    for m in range(len(matters)):
        account(matters[m], now)
