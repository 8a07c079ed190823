"""Work from being brought to being closed, under the arms: what is done when, and where time goes."""

import pytest

from tests.portfolio import portfolio
from tests.stories import office, scenario
from tests.tale import Tale, check
from tests.workbench import bench, city_of

SEEN = {
    "matters": "team block filed closed first_closed stage attempt closed_falsely solved work_time handover_time "
    "queue_time meeting_time floor_time client_time",
    "clearances": "stage attempt reworked at_home passed filed given valid_until",
    "departments": "arrived solved begun waited waiting open_routine open_days project_days routine_days",
    "cadres": "began until charged overtime fatigue done_this_month triage days_per_week",
    "city": "on_file abandoned mode forgotten dissolved mark",
    "city.ledger": "handovers passed lapses rulings closed solved reworked",
    "city.forum": "meetings ruled pending",
}

PLACES = {name: office(2, 0.6, 0.8, floor=6.0) for name in "abc"} | {"top": office(1, 0.5, 0.25, clears=False)}
SHORT = city_of(PLACES) | {"city__blocks": 1, "stream__competences": 3, "stream__load": 1.5, "stream__effort": 3.0}
SHORT |= {"calendar__intervention_day": 30, "calendar__horizon_days": 60, "staffing__teams": 1}
SHORT |= {"work__data_request_share": 0.5, "work__validity": 40.0, "work__return_delay": 12.0, "work__rework": 0.4}
SHORT |= {"stream__ruling_share": 0.5, "work__meeting_period": 10, "work__false_closing": 0.2}
SHORT |= {"work__transfer_silo": 0.3, "work__buck_passing": 0.2}
VILLAGE = {"households__total": 8, "issues__per_household": 2.0, "calendar__intervention_day": 40}
VILLAGE |= {"calendar__horizon_days": 50, "work__abandon_below": 0.4, "work__false_closing": 0.3}
OWNED = VILLAGE | {"staffing__exit_rate": 0.5, "calendar__horizon_days": 100, "resources__team_window": 60}
LEFT = VILLAGE | {"households__total": 12, "calendar__intervention_day": 330, "work__abandon_below": 0.5}
PROJECTS = {"calendar__intervention_day": 20, "calendar__horizon_days": 80, "projects__per_month": 2.0}
PROJECTS |= {"staffing__setup_days": 2, "work__false_closing": 0.2, "evaluation__false_closing": 0.2}
TALES = {
    "siloed": Tale(bench, "siloed", SHORT, SEEN, every=10),
    "meeting": Tale(bench, "joint_meeting", SHORT, SEEN, seed=2, every=10),
    "redesigned": Tale(bench, "redesigned_silo", SHORT, SEEN, seed=3, every=10),
    "team": Tale(bench, "task_force", SHORT | {"resources__team_window": 30}, SEEN, seed=4, every=10),
    "owned": Tale(scenario, "task_force", OWNED, SEEN, seed=6, every=20),
    "left": Tale(scenario, "siloed", LEFT, SEEN, seed=1, every=60),
    "leaders": Tale(bench, "siloed", SHORT | {"work__forum": "leaders"}, SEEN, seed=7, every=15),
    "projects": Tale(portfolio, "task_force", PROJECTS, SEEN, seed=8, every=20),
    "village": Tale(scenario, "task_force", VILLAGE, SEEN, seed=5, every=10),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
