"""Review meetings: prepared by whoever keeps the file, convened when experts can come, held, adjourned or sent back."""

from __future__ import annotations

import math

from sim.clients import face
from sim.clients.approvals.purposes import EXPERT, REVISION, SENT_BACK
from sim.clients.approvals.release import ApprovalRegime
from sim.clients.approvals.state import Approvals, Awaits
from sim.clients.approvals.travel import place_of, send_papers
from sim.core.calendar import WORKING_WEEK, after_work
from sim.core.compiling import compiled, internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.core.randomness import lognormal, normal, uniform
from sim.matters.route import first_desk
from sim.matters.ruling import desk_may_rule, those_present
from sim.matters.state import MatterStage
from sim.matters.time_parts import account
from sim.state.state import State
from sim.work.proceed import rule


@face.has_meeting.of(Approvals)
@internal
def has_meeting(state: State[Approvals], m: int) -> bool:
    """Experts meet on every review that needs a ruling."""
    return True


@face.adjourns.of(Approvals)
@internal
def adjourns(state: State[Approvals], now: float, m: int, regime: ApprovalRegime) -> bool:
    """The keeper has prepared the meeting: it is convened, unless it has been held."""
    if state.clients.reviews[m].met:
        return False
    convene(state, now, m, regime)
    return True


@internal
def convene(state: State[Approvals], now: float, m: int, regime: ApprovalRegime) -> None:
    """The meeting on review *m* is convened where it will be held; once the papers are there, if that is elsewhere."""
    review, matter = state.clients.reviews[m], state.matters[m]
    account(matter, now)
    matter.stage = MatterStage.CONSULTED
    keeper = state.desks[first_desk(matter, state.clearances, state.routes)]
    if review.far > 0 and place_of(state, keeper) != review.far:
        review.awaits = Awaits.PAPERS
        send_papers(state, now, m, review.far, regime)
    else:
        invite(state, now, m, now, regime)


@internal
def invite(state: State[Approvals], now: float, m: int, soonest: float, regime: ApprovalRegime) -> None:
    """Experts are told; the meeting on review *m* will be when they can come and when it may be held."""
    state.clients.reviews[m].awaits = Awaits.MEETING
    day = meeting_day(state, now, m, soonest, regime)
    push(state.heap, state.city[0], day, EventKind.DECISION, len(state.matters) + m)


@internal
def on_demand(state: State[Approvals], m: int) -> bool:
    """Whether whoever keeps review *m* may convene a meeting when it likes: the ruling is its own."""
    matter = state.matters[m]
    return matter.ruled_alone or desk_may_rule(state.desks[first_desk(matter, state.clearances, state.routes)], matter)


@compiled
def session_after(ready: float, period: float, first: float) -> float:
    """The first session at or after *ready*, of those every *period* days from *first* on; at once without any."""
    if period <= 0.0:
        return ready
    return first + period * max(math.ceil((ready - first) / period), 0.0)


@internal
def meeting_day(state: State[Approvals], now: float, m: int, soonest: float, regime: ApprovalRegime) -> float:
    """When the meeting on review *m* is held, not before *soonest*.

    *Rule*: experts are told so long before, in every arm. Elsewhere it is held at the next session there, which nobody
    in the city can move; here on demand where whoever keeps the file may rule, else at the next joint meeting.
    """
    told, review, city = regime.approvals, state.clients.reviews[m], state.city[0]
    ready = max(soonest, after_work(now, told.notice_days, WORKING_WEEK))
    if review.far > 0:
        return session_after(ready, told.convene_period, state.clients.spots[review.far - 1].sessions)
    if on_demand(state, m):
        return ready
    if regime.mode.meeting_days > 0:
        return session_after(ready, regime.mode.meeting_days, city.intervention)
    return session_after(ready, regime.work.meeting_period, 0.0)


@internal
def experts_who_come(state: State[Approvals], m: int, regime: ApprovalRegime) -> int:
    """How many of the experts come: a draw for the review, the round and the expert, whoever convened them."""
    key, number = state.matters[m].key, 0
    which = state.matters[m].attempt * 256 + state.clients.reviews[m].rounds
    for expert in range(regime.approvals.experts):
        number += uniform(state.city[0].seed, EXPERT, key, which, expert) < regime.approvals.attendance
    return number


@internal
def can_be_held(state: State[Approvals], now: float, m: int, came: int, regime: ApprovalRegime) -> bool:
    """Whether enough experts have come, and, at a joint meeting of the city, every department that is concerned."""
    if came < regime.approvals.quorum * regime.approvals.experts:
        return False
    matter = state.matters[m]
    if state.clients.reviews[m].far > 0 or on_demand(state, m):
        return True
    present = those_present(state.city[0], matter.place, state.routes, int(now), regime.work)
    return (matter.competences & ~present) == 0


@internal
def is_sent_back(state: State[Approvals], m: int, regime: ApprovalRegime) -> bool:
    """Whether the meeting wants something done over: a draw for the review and the round."""
    which = state.matters[m].attempt * 256 + state.clients.reviews[m].sent_back
    return uniform(state.city[0].seed, SENT_BACK, state.matters[m].key, which, 0) < regime.approvals.sent_back


@internal
def meet(state: State[Approvals], now: float, m: int, regime: ApprovalRegime) -> None:
    """The day of a meeting on review *m*: it is held, or called anew; it rules, or sends the review back."""
    review, matter, book = state.clients.reviews[m], state.matters[m], state.clients.book[0]
    came = experts_who_come(state, m, regime)
    held = can_be_held(state, now, m, came, regime)
    review.rounds += 1
    account(matter, now)
    if not held:
        book.adjourned += 1
        invite(state, now, m, now + 1.0, regime)  # the same people on the same day would not be more
        return
    book.meetings += 1
    book.experts += came
    matter.stage = MatterStage.OPEN
    if is_sent_back(state, m, regime):
        do_over(state, now, m, regime)
        return
    review.met = True
    review.awaits = Awaits.NOTHING
    rule(now, state, m, first_desk(matter, state.clearances, state.routes), regime)


@internal
def do_over(state: State[Approvals], now: float, m: int, regime: ApprovalRegime) -> None:
    """The client of review *m* does over what the meeting wants, which takes as long in every arm."""
    review = state.clients.reviews[m]
    which = state.matters[m].attempt * 256 + review.sent_back
    draw = normal(state.city[0].seed, REVISION, state.matters[m].key, which, 0)
    state.clients.book[0].sent_back += 1
    review.sent_back += 1
    review.awaits = Awaits.REVISION
    days = lognormal(regime.approvals.revision_days, regime.approvals.draft_sigma, draw)
    push(
        state.heap, state.city[0], after_work(now, days, WORKING_WEEK), EventKind.DECISION, len(state.matters) + m
    )  # fmt: skip


@internal
def go_on(state: State[Approvals], now: float, m: int, regime: ApprovalRegime) -> None:
    """What the ruling on review *m* waited for has come: papers are there, it is the day, or it has been revised."""
    awaits = state.clients.reviews[m].awaits
    if awaits == Awaits.PAPERS:
        account(state.matters[m], now)
        invite(state, now, m, now, regime)
    elif awaits == Awaits.MEETING:
        meet(state, now, m, regime)
    elif awaits == Awaits.REVISION:
        convene(state, now, m, regime)
