"""Every number of the quarter may stand at both ends of its range, or is refused by a line that says why."""

import pytest
from pydantic import ValidationError

from sim.scenario import every_parameter
from tests.quarter import quarter
from tests.sim.test_conservation import check_jobs, check_matters, check_people
from tests.sim.test_extremes import far_ends
from tests.stories import ends

OWN = [one for one in every_parameter() if one.name.startswith("blocks.") and "*" not in one.name]
BESIDE = {  # refused by what else holds: a test beyond the horizon, more items than stand in the index
    "blocks.assessment.first_day": "beyond the horizon",
    "blocks.assessment.items_sampled": "must not exceed the 30 items",
    "blocks.assessment.tests": "beyond the horizon",
    "blocks.assessment.interval": "beyond the horizon",
    "blocks.total": "must not exceed",
    "blocks.second_round.after": "would begin beyond the horizon of 120 days",
}


@pytest.mark.parametrize("one", OWN, ids=[one.name for one in OWN])
def test_every_number_may_stand_at_the_ends_of_its_range(one):
    for value in far_ends(one):
        changes = {one.name.replace(".", "__"): value}
        try:
            told = quarter("task_force", **changes)
        except ValidationError:
            with pytest.raises(ValidationError, match=BESIDE[one.name]):
                quarter("task_force", **changes)
            continue
        for state in ends(told, seed=2):
            check_jobs(state)
            check_people(state)
            check_matters(state)
