"""Every number of approvals may stand at both ends of its range, or is refused by a line that says why."""

import pytest
from pydantic import ValidationError

from sim.scenario import every_parameter
from tests.sim.test_conservation import check_jobs, check_matters, check_people
from tests.sim.test_extremes import far_ends
from tests.stories import ends
from tests.undertaking import city, review, undertaking

STEPS = {
    "first": review([], ["a", "b"], draft=3.0, floor=5.0, far="ministry", meeting=True),
    "second": review(["first"], ["b", "c"], draft=4.0, by_lot=True, meeting=True),
    "third": review(["first"], ["d"], draft=2.0, far="ministry", by_lot=True),
}
LIVELY = {
    "calendar__horizon_days": 200,
    "approvals__lots": 2,
    "approvals__effort_law": "lognormal",
    "approvals__effort_sigma": 0.5,
    "approvals__trip_days": 2.0,
    "approvals__sent_back": 0.2,
    "approvals__experts": 3,
    "approvals__attendance": 0.8,
    "work__rework": 0.2,
    "evaluation__false_closing": 0.2,
}
OWN = [one for one in every_parameter() if one.name.startswith("approvals.")]
BESIDE = {  # refused by what else holds
    "approvals.start_day": "must be below calendar.horizon_days",
    "approvals.post_days": "no file would ever get to capital",
}


def changed(one, value):
    """The undertaking with one number set, in every review where it is theirs."""
    last = one.name.rpartition(".")[2]
    if one.name.startswith("approvals.reviews."):
        return undertaking({name: step | {last: value} for name, step in STEPS.items()}, "task_force_far", **OFTEN)
    return undertaking(STEPS, "task_force_far", **(OFTEN | {one.name.replace(".", "__"): value}))


OFTEN = city(people=4, busy=0.5, far=3) | LIVELY


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
