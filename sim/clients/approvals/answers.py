"""What work, teams and the day ask of approvals: a closing releases what follows, and all is done with the last."""

from __future__ import annotations

from sim.clients import face
from sim.clients.approvals.meetings import go_on
from sim.clients.approvals.release import ApprovalRegime, file_review, is_drafting, release_after, release_all
from sim.clients.approvals.state import Approvals, Awaits, Review
from sim.clients.approvals.travel import call_trip
from sim.clients.bundles import count_closing
from sim.core.compiling import internal
from sim.matters.state import Matter
from sim.state.state import State


@face.first_filing.of(Approvals)
@internal
def first_filing(state: State[Approvals]) -> None:
    """No review files itself: its client drafts it first."""


@face.live_today.of(Approvals)
@internal
def live_today(state: State[Approvals], day: int, regime: ApprovalRegime) -> None:
    """A day of the approvals.

    1. Those that begin today do, and the mode decides whether reviews are taken at once.
    2. While a client drafts something moves, so that no team is sent home for waiting for it.
    """
    state.clients.book[0].parallel = regime.mode.parallel
    release_all(state, float(day))
    if is_drafting(state):
        state.city[0].progressed = float(day)


@face.decided.of(Approvals)
@internal
def decided(state: State[Approvals], now: float, client: int, regime: ApprovalRegime) -> None:
    """What was scheduled: a review has been drafted, a meeting goes on, or somebody is to travel; told by the row."""
    number = len(state.matters)
    if client < number:
        file_review(state, now, client, regime)
    elif client < 2 * number:
        go_on(state, now, client - number, regime)
    else:
        call_trip(state, now, client - 2 * number, regime)


@face.closed.of(Approvals)
@internal
def closed(state: State[Approvals], now: float, matter: Matter) -> None:
    """A closing counts for its approval; the first of a review, true or not, releases what follows."""
    approval = state.clients.approvals[matter.client]
    count_closing(approval, now, approval.reviews, matter.solved)
    m = state.clearances[matter.first].matter
    review = state.clients.reviews[m]
    if not review.first_closing:
        review.first_closing = True
        keep_parts(review, matter)
        release_after(state, now, m)


@internal
def keep_parts(review: Review, matter: Matter) -> None:
    """Where its days went up to now is kept, since what comes back later adds to its matter's."""
    review.work = matter.work_time
    review.queue = matter.queue_time
    review.on_the_way = matter.handover_time
    review.meeting = matter.meeting_time
    review.floor = matter.floor_time
    review.client = matter.client_time


@face.reopened.of(Approvals)
@internal
def reopened(state: State[Approvals], matter: Matter) -> None:
    """What comes back is not closed any more, and must be met on anew."""
    state.clients.approvals[matter.client].closed -= 1
    forget_meeting(state, matter)


@face.promise_broken.of(Approvals)
@internal
def promise_broken(state: State[Approvals], matter: Matter, regime: ApprovalRegime) -> None:
    """A clearance has lapsed, so that the meeting must see the review again."""
    forget_meeting(state, matter)


@internal
def forget_meeting(state: State[Approvals], matter: Matter) -> None:
    """No meeting has ruled on it in this attempt."""
    review = state.clients.reviews[state.clearances[matter.first].matter]
    review.met = False
    review.awaits = Awaits.NOTHING


@face.goal_reached.of(Approvals)
@internal
def goal_reached(state: State[Approvals]) -> bool:
    """All approvals have been granted for good: clients need no team any more."""
    for a in range(len(state.clients.approvals)):
        if state.clients.approvals[a].done < 0.0:
            return False
    return True
