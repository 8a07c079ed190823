"""The way of a matter: which clearance goes where next, and when the matter is ready for its ruling or its end."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from sim.core.compiling import internal
from sim.core.purposes import DATA_REQUEST
from sim.core.randomness import uniform
from sim.core.rows import Rows
from sim.departments.state import Desk
from sim.matters.far import goes_far
from sim.matters.hand_over import closeness_of, leg_of, transfer_delay
from sim.matters.landing import land_at
from sim.matters.lapse import has_lapsed, renew
from sim.matters.route import desk_for, first_desk
from sim.matters.ruling import desk_may_rule, forum_may_rule, may_rule_alone
from sim.matters.state import Clearance, ClearanceStage, Matter, MatterStage
from sim.matters.time_parts import account
from sim.state.city import Ledger
from sim.state.regime import Regime
from sim.state.state import State

if TYPE_CHECKING:
    from sim.work.parameters import Work


class NextStep(IntEnum):
    """What a matter asks of the city when it can go no further by itself."""

    NOTHING = 0
    LAPSED = 1
    RULE_HERE = 2
    RULE_IN_FORUM = 3
    CLOSE = 4
    RULE_BY_LEADERS = 5
    CONSULT = 6


@internal
def send(now: float, state: State[Any], c: int, start: Desk, goal: Desk, regime: Regime) -> None:
    """Hand clearance *c* over from desk *start* to desk *goal*; it lands there after the transfer, or by a far way."""
    city, clearance = state.city[0], state.clearances[c]
    matter = state.matters[clearance.matter]
    account(matter, now)
    clearance.stage = ClearanceStage.TRANSFERRED
    matter.moving += 1
    city.ledger.handovers += 1
    near = closeness_of(start, goal)
    clearance.near = near
    if goes_far(state, now, c, start, goal, regime):
        return
    delay = transfer_delay(city.seed, matter.key, clearance.ordinal, leg_of(clearance), near, regime.work)
    land_at(now + delay, state, c)


@internal
def land(now: float, matter: Matter, clearance: Clearance) -> None:
    """A clearance reaches a desk, from another or from its client, and queues there."""
    account(matter, now)
    if clearance.stage == ClearanceStage.TRANSFERRED:
        matter.moving -= 1
    matter.queued += 1
    clearance.stage = ClearanceStage.QUEUED
    if clearance.passed == 0 and not clearance.asked:
        clearance.filed = now


@internal
def needs_data(seed: int, matter: Matter, clearance: Clearance, desk: Desk, work: Work) -> bool:
    """Whether this clearance must first ask another department for data."""
    if clearance.asked or desk.shared or matter.clearances < 2:
        return False
    return uniform(seed, DATA_REQUEST, matter.key, clearance.ordinal, 0) < work.data_request_share


@internal
def data_holder(matter: Matter, clearances: Rows[Clearance], clearance: Clearance) -> int:
    """Competence of the department that is asked for data: the one before it in the matter, cyclically."""
    before = (clearance.ordinal - 1) % matter.clearances
    return clearances[matter.first + before].competence


@internal
def under_way(matter: Matter, clearances: Rows[Clearance]) -> int:
    """How many clearances of the matter are neither waiting for their turn nor done."""
    moving = 0
    for c in range(matter.first, matter.first + matter.clearances):
        if clearances[c].stage != ClearanceStage.WAITING and clearances[c].stage != ClearanceStage.DONE:
            moving += 1
    return moving


@internal
def is_released(matter: Matter, clearances: Rows[Clearance], clearance: Clearance) -> bool:
    """Whether all that must be given before a clearance has been given."""
    for c in range(matter.first, matter.first + matter.clearances):
        if (clearance.after >> clearances[c].ordinal) & 1 == 1 and clearances[c].stage != ClearanceStage.DONE:
            return False
    return True


@internal
def send_next(now: float, state: State[Any], matter: Matter, start: int, regime: Regime) -> None:
    """Send what may go now from desk *start*: in parallel everything that waits and is released, else one at a time."""
    parallel, clearances = regime.mode.parallel, state.clearances
    if not parallel and under_way(matter, clearances) > 0:
        return
    city = state.city[0]
    for c in range(matter.first, matter.first + matter.clearances):
        clearance = clearances[c]
        if clearance.stage == ClearanceStage.WAITING and is_released(matter, clearances, clearance):
            goal = desk_for(city, matter, clearance, state.routes)
            send(now, state, c, state.desks[start], state.desks[goal], regime)
            if not parallel:
                return


@internal
def renew_lapsed(now: float, ledger: Ledger, matter: Matter, clearances: Rows[Clearance]) -> int:
    """Send every clearance that no longer holds back to the start; how many there were."""
    lapsed = 0
    for c in range(matter.first, matter.first + matter.clearances):
        if has_lapsed(clearances[c], now):
            renew(clearances[c])
            lapsed += 1
    ledger.lapses += lapsed
    return lapsed


@internal
def next_step(now: float, state: State[Any], matter: Matter, start: int, regime: Regime) -> NextStep:
    """Move a matter on after one of its clearances was given; what it then asks for.

    *Rule*: send what may go; when all are given, renew those that lapsed meanwhile and go round again;
    when all hold, ask for the joint ruling if one is needed, else close.
    """
    for c in range(matter.first, matter.first + matter.clearances):
        if state.clearances[c].stage != ClearanceStage.DONE:
            send_next(now, state, matter, start, regime)
            return NextStep.NOTHING
    if renew_lapsed(now, state.city[0].ledger, matter, state.clearances) > 0:
        send_next(now, state, matter, start, regime)
        return NextStep.LAPSED
    if not matter.ruling:
        return NextStep.CLOSE
    return where_ruled(now, state, matter, regime.work)


@internal
def where_ruled(now: float, state: State[Any], matter: Matter, work: Work) -> NextStep:
    """Who makes the joint ruling: the desk where the matter lies, the forum, the leaders, or nobody (an exception).

    *Rule*: that desk where it has the authority and holds all; else where authority over all was delegated to it,
    after it has consulted the others.
    """
    if matter.escalated:
        return NextStep.RULE_BY_LEADERS
    here = state.desks[first_desk(matter, state.clearances, state.routes)]
    if desk_may_rule(here, matter):
        return NextStep.RULE_HERE
    if may_rule_alone(state.city[0].seed, here, matter, work):
        return NextStep.CONSULT
    if forum_may_rule(matter, work):
        return NextStep.RULE_IN_FORUM
    account(matter, now)
    matter.stage = MatterStage.SHELVED
    return NextStep.NOTHING
