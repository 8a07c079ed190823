"""A city day by day: the calendar, the record and the ledger of one village, one workbench, one portfolio."""

import pytest

from tests.portfolio import portfolio
from tests.stories import scenario
from tests.tale import Tale, check
from tests.workbench import bench

SEEN = {
    "city": "until intervention pending on_file abandoned fenced long_hours mode teams_called teams_working blocks "
    "competences places mandates measured_first lived moved forgotten mark dissolved leaders sampled",
    "city.ledger": "contacts handovers rulings closed solved called enlisted fit talent gap backlog days",
    "series": "day matters_open",
}
SHORT = {"calendar__intervention_day": 20, "calendar__horizon_days": 60}
TALES = {
    "village": Tale(scenario, "task_force", SHORT | {"households__total": 8}, SEEN, every=10, ring_fence=0.2),
    "workbench": Tale(bench, "siloed", SHORT | {"stream__load": 5.0}, SEEN, every=10, ring_fence=0.2),
    "portfolio": Tale(portfolio, "task_force", SHORT, SEEN, every=10),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
