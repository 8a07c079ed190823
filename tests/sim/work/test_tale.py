"""Work from being brought to being closed, under the arms: what is done when, and where time goes."""

import pytest

from tests.stories import office, scenario
from tests.tale import Tale, check
from tests.workbench import bench, city_of

SEEN = {
    "matters": "team block filed closed first_closed stage attempt closed_falsely solved work_time handover_time "
    "queue_time meeting_time floor_time client_time",
    "clearances": "stage attempt reworked at_home passed filed given valid_until",
    "departments": "arrived solved begun waited waiting open_routine open_days project_days routine_days",
    "cadres": "began until charged overtime fatigue",
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
TALES = {
    "siloed": Tale(bench, "siloed", SHORT, SEEN, every=10),
    "meeting": Tale(bench, "joint_meeting", SHORT, SEEN, seed=2, every=10),
    "redesigned": Tale(bench, "redesigned_silo", SHORT, SEEN, seed=3, every=10),
    "team": Tale(bench, "task_force", SHORT | {"resources__team_window": 30}, SEEN, seed=4, every=10),
    "village": Tale(scenario, "task_force", VILLAGE, SEEN, seed=5, every=10),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
