"""How a matter goes on: it is sent, is ruled on, closes, comes back."""

from __future__ import annotations

from typing import Any

from sim.clients import face
from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.desks.state import JobKind
from sim.desks.take_up import new_job, place
from sim.matters.closing import days_until_return, is_false
from sim.matters.consultation import consultation_days, is_refused
from sim.matters.flow import NextStep, next_step, renew_lapsed, send_next
from sim.matters.lapse import renew
from sim.matters.route import first_desk
from sim.matters.ruling import join_forum, may_rule_alone
from sim.matters.state import Matter, MatterStage
from sim.matters.time_parts import account
from sim.state.regime import Regime
from sim.state.state import State
from sim.work.rulings import RulingForum


@internal
def proceed(now: float, state: State[Any], m: int, start: int, regime: Regime) -> None:
    """Let matter *m* go on from desk *start*; files that nobody pursues are shelved instead."""
    city = state.city[0]
    matter = state.matters[m]
    if city.abandoned:
        account(matter, now)
        matter.stage = MatterStage.SHELVED
        return
    step = next_step(now, state, matter, start, regime)
    if step == NextStep.LAPSED:
        face.promise_broken(state, matter, regime)
    elif step == NextStep.CLOSE:
        close(now, state, m, regime)
    elif step == NextStep.CONSULT:
        consult(now, state, m, regime)
    elif step == NextStep.RULE_HERE:
        ask_ruling(now, state, m, state.clearances[matter.first].competence, regime)
    elif step == NextStep.RULE_BY_LEADERS:
        ask_ruling(now, state, m, city.leaders, regime)
    elif step == NextStep.RULE_IN_FORUM:
        turn_to_forum(now, state, m, regime)


@internal
def turn_to_forum(now: float, state: State[Any], m: int, regime: Regime) -> None:
    """Put matter *m* on the list of the joint meeting, or before the leaders, or prepare a meeting of its own."""
    city = state.city[0]
    account(state.matters[m], now)
    if face.has_meeting(state, m):
        ask_ruling(now, state, m, state.clearances[state.matters[m].first].competence, regime)
        return
    if regime.work.forum == RulingForum.MEETING or city.leaders < 0:
        join_forum(city.forum, state.matters, m)
    else:
        ask_ruling(now, state, m, city.leaders, regime)


@internal
def consult(now: float, state: State[Any], m: int, regime: Regime) -> None:
    """The department that keeps matter *m* asks the others before it rules for all; they take their time."""
    matter, city = state.matters[m], state.city[0]
    account(matter, now)
    matter.stage = MatterStage.CONSULTED
    matter.consulted += 1
    wait = consultation_days(city.seed, matter, state.clearances, regime.work)
    push(state.heap, city, now + wait, EventKind.CONSULTED, m)


@internal
def answered(now: float, state: State[Any], m: int, regime: Regime) -> None:
    """The others have answered: the keeper of matter *m* rules for all; refused, it must ask who may rule for all."""
    matter, city = state.matters[m], state.city[0]
    account(matter, now)
    matter.stage = MatterStage.OPEN
    keeper = state.desks[first_desk(matter, state.clearances, state.routes)]
    if is_refused(city.seed, matter, state.clearances, regime.work):
        matter.refused = True
        city.ledger.refused += 1
    elif may_rule_alone(city.seed, keeper, matter, regime.work):
        matter.ruled_alone = True
        ask_ruling(now, state, m, state.clearances[matter.first].competence, regime)
        return
    proceed(now, state, m, keeper.key, regime)


@internal
def ask_ruling(now: float, state: State[Any], m: int, competence: int, regime: Regime) -> None:
    """Lay a ruling on the desk that may make it: it is work like any other and waits its turn."""
    matter = state.matters[m]
    account(matter, now)
    matter.queued += 1
    desk = state.routes[matter.slot + competence].desk
    row = new_job(now, state, JobKind.RULING, m, competence, desk, regime.work.ruling_effort, -1)
    place(now, state, row, regime)


@internal
def rule(now: float, state: State[Any], m: int, start: int, regime: Regime) -> None:
    """A joint ruling is due on matter *m*: it fails when a clearance has lapsed on the way, else the matter closes."""
    if face.adjourns(state, now, m, regime):
        return
    city = state.city[0]
    matter = state.matters[m]
    city.ledger.rulings += 1
    if renew_lapsed(now, city.ledger, matter, state.clearances) > 0:
        account(matter, now)
        matter.stage = MatterStage.OPEN
        matter.ruled_alone = False
        face.promise_broken(state, matter, regime)
        send_next(now, state, matter, start, regime)
        return
    close(now, state, m, regime)


@internal
def close(now: float, state: State[Any], m: int, regime: Regime) -> None:
    """Close matter *m*, or let it rest until its statutory minimum is over; a false closing comes back some day."""
    city = state.city[0]
    matter = state.matters[m]
    account(matter, now)
    if now < matter.filed + matter.floor:
        matter.stage = MatterStage.RESTING
        push(state.heap, city, matter.filed + matter.floor, EventKind.REST_END, m)
        return
    city.on_file -= 1
    city.progressed = now
    if matter.team >= 0:
        state.teams[matter.team].progressed = now
    matter.stage = MatterStage.CLOSED
    matter.closed = now
    if matter.first_closed < 0.0:
        matter.first_closed = now
    city.ledger.closed += 1
    probability = regime.work.false_closing
    if regime.mode.evaluated:
        probability += regime.evaluation.false_closing + regime.evaluation.false_rise * pressed(state, matter)
    if matter.ruled_alone:
        probability += regime.work.delegated_false
        matter.ruled_alone = False
    matter.closed_falsely = is_false(city.seed, matter, probability)
    if matter.closed_falsely:
        push(state.heap, city, now + days_until_return(city.seed, matter, regime.work), EventKind.RETURN, m)
    else:
        matter.solved = True
        city.ledger.solved += 1
    count_for_team(state, matter)
    face.closed(state, now, matter)


@internal
def pressed(state: State[Any], matter: Matter) -> float:
    """How far the last evaluation left the matter's team behind; none where it has no team."""
    return state.teams[matter.team].pressed if matter.team >= 0 else 0.0


@internal
def count_for_team(state: State[Any], matter: Matter) -> None:
    """A closing counts for the evaluation of its team, where that sees the matter."""
    if matter.team >= 0 and matter.measured:
        state.teams[matter.team].closed_this_month += 1


@internal
def return_unsolved(now: float, state: State[Any], m: int, start: int, regime: Regime) -> None:
    """A falsely closed matter comes back: every clearance must be given anew."""
    city = state.city[0]
    matter = state.matters[m]
    city.on_file += 1
    matter.touched = now
    matter.stage = MatterStage.OPEN
    matter.attempt += 1
    matter.closed_falsely = False
    face.reopened(state, matter)
    for c in range(matter.first, matter.first + matter.clearances):
        renew(state.clearances[c])
    if city.abandoned:
        matter.stage = MatterStage.SHELVED
        return
    send_next(now, state, matter, start, regime)
