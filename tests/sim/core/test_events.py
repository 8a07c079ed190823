"""The agenda: whatever comes in, events come out by time, then kind, then whose they are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.core.events import REF_MASK, Event, next_time, pop, push
from sim.core.rows import RowType, flag, whole
from tests.stories import agenda


class Clock(RowType):
    """The clock."""

    pending: int = whole("events", "length of the heap")
    vacant: bool = flag("its first place is free")


events = st.tuples(st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.5]), st.integers(0, 7), st.integers(0, 5) | st.just(REF_MASK))


@given(st.lists(events, max_size=60))
def test_events_come_out_in_order(coming):
    heap, clock = Event.make(64), Clock.make(1)[0]
    for event in coming:
        push(heap, clock, *event)
    assert next_time(heap, clock) == (min(coming)[0] if coming else np.inf)
    assert [pop(heap, clock) for _ in coming] == sorted(coming)
    assert clock.pending == 0


@given(st.lists(st.none() | events, max_size=60))
def test_events_that_others_bring_about_come_out_in_order_too(acts):
    heap, clock, expected = Event.make(64), Clock.make(1)[0], []
    for event in acts:
        if event is not None:
            push(heap, clock, *event)
            expected.append(event)
        elif expected:
            assert pop(heap, clock) == min(expected)
            expected.remove(min(expected))
        assert clock.pending == len(expected)
    assert next_time(heap, clock) == (min(expected)[0] if expected else np.inf)
    assert agenda(heap, clock) == sorted(expected)


@given(st.lists(events, min_size=1, max_size=40), st.integers(1, 39))
def test_order_does_not_depend_on_how_they_came(coming, turn):
    heaps = []
    for order in (coming, coming[turn:] + coming[:turn]):
        heap, clock = Event.make(64), Clock.make(1)[0]
        for event in order:
            push(heap, clock, *event)
        heaps.append([pop(heap, clock) for _ in coming])
    assert heaps[0] == heaps[1]
