"""What is made routine outlives the team."""

import pytest

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.departments.state import DeskKind
from sim.matters.state import MatterStage
from tests.stories import numbers
from tests.workbench import TOWN, bench


@pytest.mark.parametrize("kept", [False, True])
def test_what_is_made_routine_outlives_the_team(kept):
    """After the team departments ask for all clearances at once, if that was made routine; else one after another."""
    rules = {"coordination__routinised": kept, "resources__team_window": 60, "stream__dependence": "pooled"}
    told = bench("task_force", **(TOWN | rules))
    records = numbers(told)
    state = initialise(told, records, 1)
    intervene(state, told, records, 0.0)
    most = 0
    for day in range(90, 150):
        state = live(state, records, day + 0.3)
        fresh = state.matters[(state.matters["stage"] == MatterStage.OPEN) & (state.matters["filed"] > 65.0)]
        under_way = sum(fresh[name] for name in ("serving", "queued", "moving", "floored"))
        most = max(most, int(under_way.max(initial=0)))
    assert state.city[0].mode == 2
    assert most == (3 if kept else 1)
    assert not state.desks["authority"][state.desks["kind"] != DeskKind.TEAM].any()
