"""Effort: how much work a piece of work is under each law, and what makes it take longer."""

import numpy as np
import pytest

from sim.cadres.state import Cadre
from sim.core.parameter import as_row
from sim.departments.state import Department
from sim.desks.effort import clearance_effort, fatigue_drag, juggling, routine_effort
from sim.matters.state import Clearance, Matter
from tests.stories import scenario

TOLD = scenario()
LAWS = {"lognormal": 0, "exponential": 1, "fixed": 2}
MANY = 4_000


def work(**changes):
    return as_row(TOLD.work.model_copy(update=changes))[0]


def matter(law: str):
    row = Matter.make(1)[0]
    row.key, row.effort, row.effort_sigma, row.effort_law = 5, 3.0, 0.5, LAWS[law]
    return row


def clearances(law: str, **traits) -> np.ndarray:
    rows = Clearance.make(MANY)
    rows["ordinal"] = range(MANY)
    for name, value in traits.items():
        rows[name] = value
    return np.array([clearance_effort(1, matter(law), row, work(rework_effort=0.25)) for row in rows])


def test_a_clearance_takes_what_its_law_says():
    """Log-normal with this median and spread, exponential with this mean, or just this."""
    drawn = clearances("lognormal")
    assert np.median(drawn) == pytest.approx(3.0, rel=0.05)
    assert np.log(drawn).std() == pytest.approx(0.5, rel=0.05)
    drawn = clearances("exponential")
    assert drawn.mean() == pytest.approx(3.0, rel=0.05)
    assert drawn.std() == pytest.approx(3.0, rel=0.1)
    assert (clearances("fixed") == 3.0).all()


def test_going_through_it_again_takes_a_share_with_a_draw_of_its_own():
    assert (clearances("fixed", reworked=1) == 0.75).all()
    once, twice, anew = (
        clearances("exponential", **told) for told in ({"reworked": 1}, {"reworked": 2}, {"attempt": 1})
    )
    assert once.mean() == pytest.approx(0.75, rel=0.05)
    for other in (twice, anew, clearances("exponential")):
        assert abs(np.corrcoef(once, other)[0, 1]) < 0.05


@pytest.mark.parametrize("law", LAWS)
def test_routine_takes_what_its_departments_law_says(law):
    row = Department.make(1)[0]
    row.key, row.effort_median, row.effort_sigma, row.effort_law = 2, 0.5, 0.4, LAWS[law]
    drawn = np.array([routine_effort(1, row, day, index) for day in range(800) for index in range(5)])
    if law == "fixed":
        assert (drawn == 0.5).all()
    elif law == "exponential":
        assert drawn.mean() == pytest.approx(0.5, rel=0.05)
        assert drawn.std() == pytest.approx(0.5, rel=0.1)
    else:
        assert np.median(drawn) == pytest.approx(0.5, rel=0.05)
        assert np.log(drawn).std() == pytest.approx(0.4, rel=0.05)


@pytest.mark.parametrize(("waiting", "people", "limit", "longer"), [
    (0, 2, 9.0, 1.0), (4, 2, 9.0, 1.2), (4, 0, 9.0, 1.4), (4, 1, 9.0, 1.4), (40, 2, 9.0, 1.8), (40, 2, 1.0, 1.0),
])  # fmt: skip
def test_every_open_matter_beyond_the_first_costs_a_share_up_to_the_limit(waiting, people, limit, longer):
    assert juggling(waiting, people, limit, work(juggling_loss=0.1)) == pytest.approx(longer)


def test_the_tired_take_longer_but_not_for_ever():
    cadre = Cadre.make(1)[0]
    for tired, loss, longer in ((0.0, 0.5, 1.0), (1.0, 0.5, 2.0), (0.5, 0.4, 1.25), (1.0, 1.0, 20.0)):
        cadre.fatigue = tired
        staffing = as_row(TOLD.staffing)[0]
        staffing.fatigue_loss = loss
        assert fatigue_drag(cadre, staffing) == pytest.approx(longer)
