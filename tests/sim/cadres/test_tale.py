"""Cadres as they were appointed and as they tire: who is how fast at what, and what long hours do."""

import pytest

from tests.portfolio import portfolio
from tests.stories import scenario
from tests.tale import Tale, check

SEEN = {
    "cadres": "key department competence level age title experience rapport holds skill second second_skill fatigue "
    "post home_desk ranked days_per_week charged overtime returned",
    "departments": "establishment lent",
}
SHORT = {"calendar__intervention_day": 20, "calendar__horizon_days": 50}
TALES = {
    "village": Tale(scenario, "task_force", SHORT | {"households__total": 6}, SEEN, every=10),
    "city": Tale(portfolio, "task_force", SHORT, SEEN, seed=2, every=25),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
