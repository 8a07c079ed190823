"""Matters on their way: lapse, buck-passing, rework, rulings and the statutory minimum, told as they happen."""

import pytest

from tests.stories import scenario
from tests.tale import Tale, check
from tests.workbench import TOWN, bench

SEEN = {
    "matters": "slot team block filed closed first_closed stage attempt closed_falsely solved work_time handover_time "
    "queue_time meeting_time floor_time client_time",
    "clearances": "stage attempt reworked at_home passed filed given valid_until",
    "city": "on_file",
    "city.ledger": "handovers passed lapses rulings closed solved reworked",
    "city.forum": "meetings ruled pending",
}

SHORT = TOWN | {"calendar__intervention_day": 40, "calendar__horizon_days": 70, "stream__load": 1.0}
SHORT |= {"stream__effort_law": "lognormal", "work__transfer_silo": 0.3, "work__transfer_sigma": 0.5}
DULL = SHORT | {"work__buck_passing": 0.4, "work__validity": 30.0, "work__data_request_share": 0.5}
RULED = SHORT | {"stream__ruling_share": 1.0, "stream__escalated_share": 0.4, "work__meeting_quorum": 0.8}
RULED |= {"stream__dependence": "reciprocal", "work__rework": 0.4, "work__ruling_effort": 1.0}
LEGAL = SHORT | {"stream__floor": 30.0, "work__false_closing": 0.3, "evaluation__false_closing": 0.3}
LEGAL |= {"work__team_passing": 0.4, "stream__dependence": "sequential", "work__return_delay": 10.0}
VILLAGE = {"households__total": 8, "issues__per_household": 2.0, "calendar__intervention_day": 40}
VILLAGE |= {"calendar__horizon_days": 80, "work__validity": 40.0, "work__forum": "leaders"}
TALES = {
    "village": Tale(scenario, "redesigned_silo", VILLAGE, SEEN, seed=6, every=20),
    "weekly": Tale(bench, "joint_meeting", RULED, SEEN, seed=7, every=10),
    "dull": Tale(bench, "redesigned_silo", DULL, SEEN, every=10),
    "ruled": Tale(bench, "siloed", RULED, SEEN, seed=2, every=10),
    "led": Tale(bench, "task_force", RULED, SEEN, seed=3, every=10),
    "legal": Tale(bench, "task_force", LEGAL, SEEN, seed=4, every=10),
    "offices": Tale(bench, "merged_offices", DULL | {"coordination__co_located": True}, SEEN, seed=5, every=10),
}


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
