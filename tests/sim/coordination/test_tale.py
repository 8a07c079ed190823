"""An arm comes into force: desks, routes and people before and after, for every mode."""

import pytest

from tests.stories import scenario
from tests.tale import Tale, check

SEEN = {
    "desks": "kind holds room people open_limit team passing owns authority shared watched",
    "routes": "desk department",
    "cadres": "post team fills home_desk team_desk dedicated team_share days_per_week duty_share duty_phase duty_from "
    "duty_until",
    "matters": "slot team stage",
    "city": "abandoned fenced long_hours mode teams_called teams_working mark dissolved",
}
SHORT = {"households__total": 6, "calendar__intervention_day": 30, "calendar__horizon_days": 30}
MODES = ("siloed", "joint_meeting", "merged_offices", "redesigned_silo", "service_specialist", "task_force")
WIDE = {
    "coordination__pooled": False,
    "coordination__authority": False,
    "coordination__all_visit": False,
    "coordination__dedicated": False,
}
TALES = {mode: Tale(scenario, mode, SHORT, SEEN, every=15, ring_fence=0.3) for mode in MODES}
TALES["desks_apart"] = Tale(scenario, "task_force", SHORT | WIDE, SEEN, every=15)
TALES["back_again"] = Tale(scenario, "task_force", SHORT | {"resources__team_window": 20}, SEEN, every=15)


@pytest.mark.parametrize("name", TALES)
def test_the_whole_tale_is_told_as_it_was(name):
    check(__name__, name, TALES[name])
