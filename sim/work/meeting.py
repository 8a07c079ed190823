"""The joint meeting: when it is held, and what it rules."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from sim.core.compiling import compiled, internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.core.rows import Rows
from sim.matters.route import first_desk
from sim.matters.ruling import forum_may_rule, leave_forum, those_present
from sim.state.regime import Regime
from sim.state.state import State
from sim.work.arrangement import mode_of
from sim.work.proceed import rule


class MeetingChain(IntEnum):
    """Which joint meeting: each brings about the next of its own."""

    CITY = 0  # the one that the city has always held
    MODE = 1  # the one that a mode holds more often


@internal
def meet(now: float, state: State[Any], regime: Regime, regimes: Rows[Regime]) -> None:
    """The joint meeting: matters in order of their coming; each is ruled if all it needs are there, up to the batch."""
    city = state.city[0]
    city.forum.meetings += 1
    if city.abandoned:
        return
    place = -1
    present = 0
    ruled = 0
    before = -1
    m = city.forum.first
    while m >= 0 and ruled < regime.work.meeting_batch:
        following = state.matters[m].next
        if state.matters[m].place != place:
            place = state.matters[m].place
            present = those_present(city, place, state.routes, int(now), regime.work)
        if (state.matters[m].competences & ~present) == 0 and forum_may_rule(state.matters[m], regime.work):
            leave_forum(city.forum, state.matters, before, m)
            city.forum.ruled += 1
            start = first_desk(state.matters[m], state.clearances, state.routes)
            rule(now, state, m, start, regimes[mode_of(city, state.matters[m])])
            ruled += 1
        else:
            before = m
        m = following


@internal
def assemble(now: float, state: State[Any], chain: int, regime: Regime, regimes: Rows[Regime]) -> None:
    """A meeting falls due: it is held if it is the one now in use, and the next is scheduled."""
    held = is_held(chain, regime)
    if held:
        meet(now, state, regime, regimes)
    if chain == MeetingChain.CITY:
        push(state.heap, state.city[0], now + regime.work.meeting_period, EventKind.MEETING, chain)
    elif not held:
        state.city[0].mode_meets = False
    else:
        push(state.heap, state.city[0], now + regime.mode.meeting_days, EventKind.MEETING, chain)


@compiled
def is_held(chain: int, regime: Regime) -> bool:
    """Whether a meeting of *chain* takes place: a mode with one of its own holds that instead of the city's."""
    return (chain == MeetingChain.MODE) == (regime.mode.meeting_days > 0)
