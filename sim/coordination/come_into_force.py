"""A mode comes into force: offices are merged, its own meeting is called, and its own offer is opened."""

from __future__ import annotations

from sim.clients.relocation.rules.offer import THRESHOLD
from sim.coordination.arrange import move_queue, seat_everybody
from sim.core.agenda import MEETING
from sim.core.compiling import compiled
from sim.core.events import push
from sim.desks.state import PROJECT_CLASS, ROUTINE_CLASS
from sim.work.meeting import MODE_CHAIN


@compiled
def come_into_force(now, state, numbers):
    """What starts with a mode: its meeting, a period from now, and the window of a threshold contract."""
    city = state.city[0]
    if numbers.mode.meeting_days > 0:
        push(state.heap, city, now + numbers.mode.meeting_days, MEETING, MODE_CHAIN)
    if numbers.offer.policy == THRESHOLD and city.window_start < 0.0 and not city.bound:
        city.window_start = now


@compiled
def merge_offices(state):
    """Departments of one office move to one desk: people and everything that waits, in its order (E1)."""
    for d in range(len(state.departments)):
        goal = state.departments[d].office
        if goal == d:
            continue
        state.departments[d].desk = goal
        for klass in (ROUTINE_CLASS, PROJECT_CLASS):
            move_queue(state.queues, state.jobs, state.desks, d, goal, d, len(state.departments), klass)
        state.routes[d].desk = goal
        for c in range(len(state.cadres)):
            if state.cadres[c].home_desk == d:
                state.cadres[c].home_desk = goal
    seat_everybody(state.cadres, state.desks)
