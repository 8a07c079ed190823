"""Precedence between reviews: what is closed releases what follows, which its client then drafts and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.clients.approvals.state import Approvals
from sim.core.calendar import WORKING_WEEK, after_work
from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.matters.filing import put_on_file
from sim.matters.route import first_desk
from sim.matters.state import MatterStage
from sim.state.regime import Regime
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.approvals.parameters import ApprovalNumbers


class ApprovalRegime(Regime):
    """A regime with the numbers of approvals; only a type."""

    approvals: ApprovalNumbers


@internal
def is_free(state: State[Approvals], now: float, m: int) -> bool:
    """Whether review *m* has not been released and may be.

    *Rule*: all that it follows has been closed; where reviews are not taken at once, all before it in its lot, too.
    """
    review, book = state.clients.reviews[m], state.clients.book[0]
    if review.released >= 0.0 or state.clients.approvals[review.approval].start > now:
        return False
    return review.waits_for == 0 and (book.parallel or review.waits_in_line == 0)


@internal
def release(state: State[Approvals], now: float, m: int) -> None:
    """Review *m* may be drafted: its client files it when that is done."""
    review = state.clients.reviews[m]
    review.released = now
    push(state.heap, state.city[0], after_work(now, review.draft, WORKING_WEEK), EventKind.DECISION, m)


@internal
def release_all(state: State[Approvals], now: float) -> None:
    """Release whatever may be, because approvals begin or reviews are taken at once from now on."""
    for m in range(len(state.clients.reviews)):
        if is_free(state, now, m):
            release(state, now, m)


@internal
def release_after(state: State[Approvals], now: float, m: int) -> None:
    """Review *m* has been closed for the first time: what waited for it alone is released."""
    reviews, edges = state.clients.reviews, state.clients.edges
    review = reviews[m]
    for e in range(review.first_edge, review.first_edge + review.edges):
        if edges[e].series:
            reviews[edges[e].goal].waits_in_line -= 1
        else:
            reviews[edges[e].goal].waits_for -= 1
    for e in range(review.first_edge, review.first_edge + review.edges):
        if is_free(state, now, edges[e].goal):
            release(state, now, edges[e].goal)


@internal
def is_drafting(state: State[Approvals]) -> bool:
    """Whether a client drafts some review."""
    for m in range(len(state.clients.reviews)):
        if state.clients.reviews[m].released >= 0.0 and state.matters[m].stage == MatterStage.DORMANT:
            return True
    return False


@internal
def file_review(state: State[Approvals], now: float, m: int, regime: Regime) -> None:
    """The client, who is in the city, has drafted review *m*: it goes on file."""
    matter = state.matters[m]
    start = first_desk(matter, state.clearances, state.routes)
    if state.clients.far_of[state.clearances[matter.first].competence].place > 0:  # kept elsewhere: it has to get there
        start = state.routes[matter.slot + state.clients.book[0].lead].desk
    put_on_file(now, state, matter, start, regime)
