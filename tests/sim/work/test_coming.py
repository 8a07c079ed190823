"""What comes by itself, on rows made by hand: joint meetings, and routine matters."""

import pytest

from sim.core.event_kinds import EventKind
from sim.core.purposes import ROUTINE_GAP
from sim.core.randomness import exponential
from sim.desks import queueing
from sim.desks.state import JobKind
from sim.matters.state import MatterStage
from sim.work import meeting, routine
from tests.hand import regime, town
from tests.plain import plain
from tests.sim.work.test_rules import coming, given, jobs_at
from tests.stories import agenda


def test_a_meeting_rules_in_order_up_to_its_batch():
    def held(**changes):
        state = given(town(matters=4))
        state.matters["stage"], state.matters["place"] = MatterStage.PENDING_RULING, 0
        state.matters["exception"] = (False, True, False, False)
        forum = state.city[0].forum
        forum.first, forum.last, forum.pending = 0, 3, 4
        state.matters["next"] = (1, 2, 3, -1)
        state.city[0].abandoned = changes.pop("abandoned", False)
        told = regime(work__exceptions_grantable=False, work__meeting_quorum=1.0, **changes)
        plain(meeting.meet)(7.0, state, told, [told, told])
        assert forum.meetings == 1
        assert forum.ruled == 4 - forum.pending == state.city[0].ledger.rulings
        return [int(m) for m in range(4) if state.matters[m].stage == MatterStage.CLOSED], state

    assert held(work__meeting_batch=10)[0] == [0, 2, 3]
    assert held(work__meeting_batch=2)[0] == [0, 2]
    assert held(work__meeting_batch=1)[0] == [0]
    assert held(work__meeting_batch=10, abandoned=True)[0] == []
    _, state = held(work__meeting_batch=2)
    forum = state.city[0].forum
    assert (forum.first, state.matters[1].next, forum.last) == (1, 3, 3)


def test_meetings_bring_about_the_next_of_their_own():
    for days, chain, held, following in (
        (0, 0, 1, [(37.0, EventKind.MEETING, 0)]), (0, 1, 0, []), (7, 0, 0, [(37.0, EventKind.MEETING, 0)]),
        (7, 1, 1, [(14.0, EventKind.MEETING, 1)]),
    ):  # fmt: skip
        state, told = town(), regime(mode__meeting_days=days, work__meeting_period=30)
        plain(meeting.assemble)(7.0, state, chain, told, [told, told])
        assert (state.city[0].forum.meetings, coming(state)) == (held, following)


def test_routine_arrives_in_working_time_by_draws_of_its_day():
    """From Friday noon: what would fall after the day's end is drawn anew for Monday."""
    state = town()
    department = state.departments[1]
    for rate in (0.4, 3.0):
        department.rate, department.arrival_day, department.arrival_index = rate, 4, -1
        heap, city = state.heap.copy(), state.city.copy()[0]
        plain(routine.expect_routine)(4.5, city, 1, department, heap)
        day, index, place = 4, 0, 0.5 + exponential(1, ROUTINE_GAP, 1, 4, 0) / rate
        while place >= 1.0:
            day, index = (7 if day % 7 == 4 else day + 1), 0
            place = exponential(1, ROUTINE_GAP, 1, day, 0) / rate
        assert agenda(heap, city) == [(pytest.approx(day + place, abs=1e-12), EventKind.ARRIVAL, 1)]
        assert (department.arrival_day, department.arrival_index) == (day, index)
        assert department.arrival_effort == 0.0 * rate  # a median of nothing
    department.arrival_day, department.arrival_index, department.effort_median = 9, 2, 0.5
    plain(routine.take_routine)(9.25, state, 1, regime())
    assert (department.arrived, department.open_routine, department.waiting) == (1, 1, 0.0)
    assert jobs_at(state, 1) == [(JobKind.ROUTINE, 1)]
    assert state.queues[plain(queueing.queue_of)(1, 1, 0, 3)].waiting == 1  # anybody may do it
    assert coming(state)[-1][1:] == (EventKind.ARRIVAL, 1)
    assert (department.arrival_day > 9) == (department.arrival_index == 0)
    assert department.arrival_index in {0, 3}
    department.rate = 0.0
    before = state.city[0].pending
    plain(routine.expect_routine)(9.0, state.city[0], 1, department, state.heap)
    assert state.city[0].pending == before
