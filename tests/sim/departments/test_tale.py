"""Departments and their routine: what arrives, what is open, and how long it was."""

import pytest

from tests.stories import scenario
from tests.tale import Tale, check

SEEN = {
    "departments": "rate effort_median effort_sigma effort_law block clears floor arrival_day arrival_index "
    "arrival_effort arrived solved arrived_effort solved_effort open_routine open_days open_days_then open_then "
    "arrived_then waiting begun waited project_days routine_days",
    "city.ledger": "backlog days",
}
SHORT = {"calendar__intervention_day": 20, "calendar__horizon_days": 60, "households__total": 6}
TALES = {"routine": Tale(scenario, "task_force", SHORT | {"resources__team_window": 30}, SEEN, every=10)}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
