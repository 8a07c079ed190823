"""The workbench: nothing is lost in it, and the same seed gives the same."""

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.matters.state import MatterStage
from tests.sim.test_conservation import check_jobs, check_matters, check_people
from tests.stories import ends, equal, numbers
from tests.workbench import bench

MIXED = {"stream__load": 8.0, "work__false_closing": 0.1, "work__validity": 60.0, "stream__floor": 20.0}
CASES = [
    ("siloed", {}),
    ("redesigned_silo", {"stream__dependence": "sequential"}),
    ("merged_offices", {"work__buck_passing": 0.4}),
    ("task_force", {"resources__team_window": 120}),
    ("task_force", {"staffing__member_share": 0.4, "work__team_passing": 0.3, "resources__team_window": 90}),
    ("task_force", {"staffing__teams": 7, "staffing__exit_rate": 0.2, "coordination__routinised": True}),
]


@pytest.mark.parametrize(("arm", "changes"), CASES)
def test_nothing_is_lost_in_the_workbench(arm, changes):
    """Every ten days: jobs, people and matters are where they must be, and all arrivals are accounted for."""
    told = bench(arm, **(MIXED | {"calendar__intervention_day": 60, "calendar__horizon_days": 180} | changes))
    records = numbers(told)
    state = initialise(told, records, 3)
    for day in range(0, 240, 10):
        if day == 60:
            intervene(state, told, records, 0.0)
        state = live(state, records, day + 10.0)
        check_jobs(state)
        check_people(state)
        check_matters(state)
        rows = state.departments
        assert np.array_equal(rows["arrived"], rows["solved"] + rows["open_routine"])
        assert ((state.matters["stage"] == MatterStage.DORMANT) == (state.matters["filed"] >= day + 10.0)).all()
    assert (state.matters["stage"] == MatterStage.CLOSED).sum() > 50


def test_the_same_seed_gives_the_same_workbench():
    assert equal(*(ends(bench("task_force", calendar__horizon_days=90), 5)[1] for _ in range(2)))
