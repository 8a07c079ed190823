"""Projects as they come: of what they consist, which team takes them, and when they are over."""

import pytest

from tests.portfolio import portfolio
from tests.tale import Tale, check

SEEN = {
    "projects": "kind start matters closed solved competences team led ended done",
    "matters": "client team filed effort dependence measured escalated kind competences ruling stage closed",
    "clearances": "matter ordinal after competence",
    "teams": "stage project first_day members",
    "city": "on_file calling",
    "city.ledger": "closed solved called renewed unstaffed",
}
SHORT = {"calendar__intervention_day": 20, "calendar__horizon_days": 70, "projects__per_month": 4.0}
TALES = {
    "led": Tale(portfolio, "task_force", SHORT, SEEN, every=10),
    "renewed": Tale(
        portfolio, "task_force", SHORT | {"staffing__renewal": True, "staffing__setup_days": 2}, SEEN, seed=2, every=10
    ),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
