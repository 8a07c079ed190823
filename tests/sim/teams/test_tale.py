"""Teams from month to month: who is called, trained, rated, withdrawn, recalled, replaced and sent home."""

import pytest

from tests.portfolio import portfolio
from tests.stories import scenario
from tests.tale import Tale, check
from tests.workbench import bench

SEEN = {
    "teams": "stage project names_due called first_day dissolved together_since reported asking returns members "
    "outsiders closed_this_month target pressed finished",
    "cadres": "post team fills joined returned low_months high_months withdrawn promoted stands_in_for fatigue",
    "departments": "lent project_days",
    "city.ledger": "exits withdrawn promoted recalled tapered called renewed unstaffed stood applying asked enlisted "
    "lent young titled experienced staffed to_staff needed covered days",
    "city": "mode teams_called teams_working calling forgotten dissolved moved",
    "moves": "day cadre team",
    "desks": "people waiting watched holds",
    "matters": "team slot",
    "lives": "day team project stage members",
}
HARD = {"evaluation__withdraw_months": 1, "evaluation__withdraw_below": 0.1, "evaluation__promote_months": 1}
MOVING = {"staffing__recall_rate": 0.5, "staffing__recall_above": 0.5, "staffing__exit_rate": 0.3}
KEPT = {"staffing__renewal": True, "staffing__backfill": True, "staffing__backbone": True, "staffing__return_loss": 0.2}
TRAINED = {
    "staffing__training_days": 10,
    "staffing__member_share": 0.5,
    "coordination__pooled": False,
    "coordination__all_visit": False,
}
STREAM = {"staffing__teams": 3, "staffing__exit_rate": 0.3, "calendar__intervention_day": 0, "staffing__report_days": 5}
STREAM |= {"calendar__horizon_days": 120, "resources__team_window": 80, "stream__load": 6.0}
VILLAGE = {"households__total": 6, "calendar__intervention_day": 20, "calendar__horizon_days": 100}
VILLAGE |= {"staffing__training_days": 8, "staffing__exit_rate": 0.3, "resources__team_window": 60}
CALLED = STREAM | {"staffing__call__way": "open_call", "staffing__call__matching": "greedy"}
TALES = {
    "village": Tale(scenario, "task_force", VILLAGE, SEEN, seed=5, every=25),
    "called": Tale(bench, "task_force", CALLED, SEEN, seed=6, every=30),
    "hard": Tale(portfolio, "task_force", HARD | MOVING, SEEN, every=20),
    "kept": Tale(portfolio, "task_force", KEPT, SEEN, seed=2, every=20),
    "trained": Tale(portfolio, "task_force", TRAINED | {"coordination__authority": False}, SEEN, seed=3, every=20),
    "stream": Tale(bench, "task_force", STREAM, SEEN, every=30),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
