"""Landings: only the one that is expected counts, so that papers fetched early do not come in twice."""

from sim.core.event_kinds import EventKind
from sim.desks.arrive import arrive
from sim.matters.landing import is_expected, land_at
from sim.matters.state import ClearanceStage
from tests.hand import regime, town
from tests.plain import plain
from tests.stories import agenda


def test_a_landing_that_was_overtaken_is_none():
    """A client would bring its papers on day 20; they are fetched on day 9."""
    state = town(cadres=0, each=2)
    clearance = state.clearances[1]
    clearance.stage = ClearanceStage.WITH_CLIENT
    for day in (20.0, 9.0):
        plain(land_at)(day, state, 1)
    assert agenda(state.heap, state.city[0]) == [(9.0, EventKind.LAND, 1), (20.0, EventKind.LAND, 1)]
    assert [plain(is_expected)(day, clearance) for day in (8.9, 9.0, 9.1, 20.0)] == [False, True, False, False]
    told = regime()
    for day, waiting in ((20.0, 0), (9.0, 1), (20.0, 1)):
        plain(arrive)(day, state, 1, told)
        assert state.queues["waiting"].sum() == waiting
        assert state.matters[0].queued == waiting
    assert clearance.stage == ClearanceStage.QUEUED
