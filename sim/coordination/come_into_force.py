"""A mode comes into force: offices are merged, its own meeting is called, and clients hear of it."""

from __future__ import annotations

from typing import Any

from sim.clients import face
from sim.coordination.arrange import move_queue, seat_everybody
from sim.core.compiling import compiled
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.desks.state import QueueClass
from sim.state.regime import Regime
from sim.state.state import State
from sim.work.meeting import MeetingChain


@compiled
def come_into_force(now: float, state: State[Any], regime: Regime) -> None:
    """What starts with a mode: its meeting, a period from now, and what clients begin with it."""
    city = state.city[0]
    if regime.mode.meeting_days > 0 and not city.mode_meets:
        city.mode_meets = True
        push(state.heap, city, now + regime.mode.meeting_days, EventKind.MEETING, MeetingChain.MODE)
    face.mode_began(state, now, regime)


@compiled
def merge_offices(state: State[Any]) -> None:
    """Departments of one office move to one desk: people and everything that waits, in its order (E1)."""
    for d in range(len(state.departments)):
        goal = state.departments[d].office
        if goal == d:
            continue
        state.departments[d].desk = goal
        competence, competences = state.departments[d].competence, state.city[0].competences
        for klass in (QueueClass.ROUTINE, QueueClass.PROJECT):
            move_queue(state, d, goal, competence, klass)
        for r in range(state.city[0].places * competences):
            if state.routes[r].department == d:
                state.routes[r].desk = goal
        for c in range(len(state.cadres)):
            if state.cadres[c].home_desk == d:
                state.cadres[c].home_desk = goal
    seat_everybody(state.cadres, state.desks)
