"""Desks at work: who takes what and when it is done, among routine, rulings and part-time members."""

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
    "cadres": "began until charged overtime fatigue triage at_team job home_next team_next",
    "city.ledger": "handovers passed lapses rulings closed solved reworked",
}

PLACES = {name: office(3, 0.7, 0.8) for name in "ab"} | {"top": office(1, 0.5, 0.25, clears=False)}
SHORT = city_of(PLACES) | {"city__blocks": 1, "stream__competences": 2, "stream__load": 2.0, "stream__effort": 3.0}
SHORT |= {"calendar__intervention_day": 20, "calendar__horizon_days": 40, "staffing__teams": 1}
SHORT |= {"city__second_share": 0.5, "work__juggling_loss": 0.1, "staffing__report_days": 5}
PART = {"staffing__member_share": 0.5, "staffing__change_over": 0.2, "staffing__return_loss": 0.2}
WATCHED = {"evaluation__measured_share": 0.4, "evaluation__substitution": 0.6, "stream__ruling_share": 0.7}
PROJECTS = {"calendar__intervention_day": 20, "calendar__horizon_days": 50, "projects__per_month": 3.0}
PROJECTS |= {"staffing__setup_days": 2, "staffing__return_loss": 0.3, "staffing__forget_days": 60.0}
VILLAGE = {"households__total": 8, "calendar__intervention_day": 20, "calendar__horizon_days": 40}
TALES = {
    "projects": Tale(portfolio, "task_force", PROJECTS, SEEN, seed=5, every=15),
    "village": Tale(scenario, "task_force", VILLAGE, SEEN, seed=6, every=10),
    "back": Tale(bench, "task_force", SHORT | {"resources__team_window": 15}, SEEN, seed=7, every=10),
    "fenced": Tale(bench, "siloed", SHORT, SEEN, every=10, ring_fence=0.4),
    "part_time": Tale(bench, "task_force", SHORT | PART, SEEN, seed=2, every=10),
    "watched": Tale(bench, "task_force", SHORT | WATCHED, SEEN, seed=3, every=10),
    "not_freed": Tale(bench, "task_force", SHORT | {"coordination__dedicated": False}, SEEN, seed=4, every=10),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
