"""The calendar: working time and calendar time are each other's inverse, and no work is done on a day off."""

from hypothesis import given
from hypothesis import strategies as st

from sim.core.calendar import after_work, calendar_time, is_working_day, working_time

times = st.floats(0, 5000)
efforts = st.floats(0.001, 60)
weeks = st.sampled_from([5, 6, 7])


def test_a_week_as_told():
    """Work of one day begun on Friday noon is done on Monday noon; seven days a week it is done on Saturday noon."""
    assert after_work(4.5, 1.0, 5) == 7.5
    assert after_work(4.5, 1.0, 7) == 5.5
    assert after_work(5.5, 1.0, 5) == 8.0  # begun on Saturday: Monday's work
    assert [is_working_day(day, 5) for day in range(8)] == [True] * 5 + [False, False, True]
    assert [working_time(t, 5) for t in (0.0, 4.5, 5.0, 6.9, 7.0, 8.0)] == [0.0, 4.5, 5.0, 5.0, 5.0, 6.0]


@given(times, efforts, weeks)
def test_work_takes_exactly_its_effort_in_working_time(t, effort, week):
    spent = working_time(after_work(t, effort, week), week) - working_time(t, week)
    assert abs(spent - effort) < 1e-9


@given(times, efforts, weeks)
def test_work_ends_within_working_hours(t, effort, week):
    end = after_work(t, effort, week)
    assert end >= t
    assert 0 <= end - 7 * (end // 7) <= week + 1e-9


@given(st.floats(0.001, 3000), weeks)
def test_calendar_time_is_the_inverse_of_working_time(worked, week):
    assert abs(working_time(calendar_time(worked, week), week) - worked) < 1e-9
