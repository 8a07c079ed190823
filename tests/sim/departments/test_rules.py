"""How much routine a department is sent, worked out by hand; and what of it is open."""

import pytest

from sim.departments.load import WORKED_OFF, erlang_c, has_two_states, juggled, slowed
from sim.departments.open_routine import count_open
from sim.departments.state import Department
from tests.hand import row
from tests.plain import plain


@pytest.mark.parametrize(("people", "load", "chance"), [
    (1, 0.5, 0.5), (1, 0.9, 0.9), (2, 0.5, 1 / 3), (3, 2 / 3, 4 / 9), (2, 0.8, 32 / 45),
])  # fmt: skip
def test_the_chance_to_wait_is_erlangs(people, load, chance):
    assert erlang_c(people, load) == pytest.approx(chance)


@pytest.mark.parametrize(("people", "load", "cv2", "loss", "most", "factor"), [
    (1, 0.5, 1.0, 0.1, 1e9, 1.05),  # M/M/1: one half waits on average behind a job, which is none with chance 1/2
    (1, 0.5, 1.0, 0.1, 2.0, 1.025),  # at most one: chance 1/4
    (2, 0.5, 1.0, 0.1, 1e9, 1.0 + 0.1 / 3 / 2 * 1.0),
    (1, 0.5, 1.0, 0.1, 1.0, 1.0),
    (1, 0.0, 1.0, 0.1, 9.0, 1.0),
    (1, 0.5, 1.0, 0.0, 9.0, 1.0),
    (1, 0.5, 3.0, 0.1, 1e9, 1.0 + 0.1 * 0.5 * 2.0),  # efforts that vary more: twice as many wait
])  # fmt: skip
def test_juggling_costs_what_is_open_on_average(people, load, cv2, loss, most, factor):
    assert juggled(people, load, cv2, loss, min(most, 1e6)) == pytest.approx(factor)


def test_a_desk_that_could_not_work_off_a_backlog_is_sent_less():
    """One person, load .8: .64 open beyond the first where one may be, so that 30 % each slow by .192."""
    assert juggled(1, 0.8, 1.0, 0.3, 2.0) == pytest.approx(1.192)
    for loss, most in ((0.3, 2.0), (0.3, 9.0), (0.05, 5.0), (0.0, 5.0)):
        slow = juggled(1, 0.8, 1.0, loss, most)
        worst = 0.8 * (1.0 + loss * (most - 1.0))
        assert has_two_states(1, 0.8, 1.0, loss, most) == (worst / slow > WORKED_OFF)
        assert slowed(1, 0.8, 1.0, loss, most) == pytest.approx(max(slow, worst / WORKED_OFF))
    assert has_two_states(1, 0.8, 1.0, 0.3, 9.0)
    assert not has_two_states(1, 0.8, 1.0, 0.05, 5.0)


def test_open_routine_is_summed_over_time():
    department = row(Department, open_routine=2, open_touched=1.0, open_days=5.0)
    for now, change, expected in ((4.0, 1, (3, 11.0)), (6.0, -1, (2, 17.0)), (6.0, -1, (1, 17.0))):
        plain(count_open)(now, department, change)
        assert (department.open_routine, department.open_days) == expected
        assert department.open_touched == now
