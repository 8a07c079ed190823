"""Every number of earthworks may stand at both ends of its range, or is refused by a line that says why."""

import pytest
from pydantic import ValidationError

from sim.scenario import every_parameter
from tests.sim.clients.sites.test_earth import check
from tests.sim.test_conservation import check_jobs, check_matters, check_people
from tests.sim.test_extremes import far_ends
from tests.stories import ends
from tests.town import site, town

NAMED = {"heap": site(3.0, 3.0, 40_000, 6), "park": site(6.0, 3.0, 30_000, 8, fills=True)}
SOILS = {"gravel": {"share": 0.35, "grade": 3}, "loam": {"share": 0.45, "grade": 2}, "silt": {"share": 0.2, "grade": 0}}
LIVELY = {
    "calendar__horizon_days": 120,
    "sites__ground__total": 6,
    "sites__ground__room_share": 0.05,
    "sites__outlets__lead_days": 7,
    "sites__outlets__least_use": 0.05,
    "sites__prices__opening": 10_000.0,
    "sites__named": NAMED,
    "sites__soils": SOILS,
    "sites__park": "park",
}
OWN = [one for one in every_parameter() if one.name.startswith("sites.")]
BESIDE = {  # refused by what else holds
    "sites.ground.area": "outside the town",
    "sites.ground.weeks_low": "must not exceed weeks_high",
    "sites.ground.weeks_high": "must not exceed weeks_high",
    "sites.roads.bridges": "are disconnected; at least 1",
    "sites.soils.*.share": "no class has a share",
    "sites.named.*.x": "outside the town",
    "sites.named.*.y": "outside the town",
    "sites.named.*.fills": "must be a fill under named",
    "sites.named.*.first_week": "after the horizon",
    "sites.named.*.weeks": "after the horizon",
}


def changed(one, value):
    """The town with one number set, of every soil or named site where it is theirs."""
    group, star, last = one.name.partition(".*.")
    if star:
        own = {"sites.named": NAMED, "sites.soils": SOILS}[group]
        return town(
            "dispatch_desk", **(LIVELY | {group.replace(".", "__"): {k: v | {last: value} for k, v in own.items()}})
        )
    return town("dispatch_desk", **(LIVELY | {one.name.replace(".", "__"): value}))


@pytest.mark.slow
@pytest.mark.parametrize("one", OWN, ids=[one.name for one in OWN])
def test_every_number_may_stand_at_the_ends_of_its_range(one):
    for value in far_ends(one):
        try:
            told = changed(one, value)
        except ValidationError:
            with pytest.raises(ValidationError, match=BESIDE[one.name]):
                changed(one, value)
            continue
        for state in ends(told, seed=2):
            check_jobs(state)
            check_people(state)
            check_matters(state)
            check(state)
