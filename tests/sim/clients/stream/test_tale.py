"""The stream as it was drawn: when each matter comes, what it takes and whom it concerns."""

import pytest

from tests.tale import Tale, check
from tests.workbench import TOWN, bench

SEEN = {
    "matters": "client block filed effort effort_law effort_sigma dependence floor measured escalated first clearances "
    "competences ruling",
    "clearances": "matter ordinal after competence",
}
SHORT = {"calendar__intervention_day": 10, "calendar__horizon_days": 20, "evaluation__measured_share": 0.5}
SHORT |= {"stream__ruling_share": 0.5, "stream__escalated_share": 0.5, "stream__floor": 12.0}
TALES = {
    "town": Tale(bench, "siloed", (TOWN | SHORT) | {"stream__dependence": "reciprocal"}, SEEN, every=30),
    "blocks": Tale(bench, "siloed", SHORT | {"stream__load": 4.0, "stream__competences": 2}, SEEN, seed=2, every=30),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
