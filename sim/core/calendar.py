"""The calendar: day 0 is a Monday, a week has seven days, and who works *n* days a week works its first *n*.

Working time counts only the days that are worked; a piece of work begun on Friday ends on Monday.
"""

from __future__ import annotations

import math

from sim.core.compiling import compiled

WEEK = 7
MONTH = 30  # days between two evaluations, two rounds of exits, two samples of the history
WORKING_WEEK = 5  # days of seven, everywhere but in a team with extended hours (model 2)


@compiled
def working_time(t: float, days_per_week: int) -> float:
    """Working days that have passed at calendar time *t* (days)."""
    week = math.floor(t / 7.0)
    return week * days_per_week + min(t - 7.0 * week, float(days_per_week))


@compiled
def calendar_time(worked: float, days_per_week: int) -> float:
    """The earliest calendar time (days) at which *worked* working days have passed: the inverse of working_time."""
    weeks = max(math.ceil(worked / days_per_week) - 1.0, 0.0)
    return 7.0 * weeks + (worked - weeks * days_per_week)


@compiled
def after_work(t: float, effort: float, days_per_week: int) -> float:
    """Calendar time at which a piece of work of *effort* working days, begun at *t*, is done."""
    week = math.floor(t / 7.0)
    inside = min(t - 7.0 * week, float(days_per_week)) + effort
    if inside <= days_per_week:
        return max(t, 7.0 * week + inside)
    return 7.0 * week + calendar_time(inside, days_per_week)


@compiled
def is_working_day(day: int, days_per_week: int) -> bool:
    """Whether calendar day *day* (whole) is worked by somebody who works *days_per_week*."""
    return day % WEEK < days_per_week
