"""The calendar."""
from __future__ import annotations

import math

from sim.core.compiling import compiled

WEEK = 7


@compiled
def working_time(t, days_per_week):
    week = math.floor(t / 7.0)
    return week * days_per_week + min(t - 7.0 * week, float(days_per_week))


@compiled
def calendar_time(w, days_per_week):
    weeks = math.ceil(w / days_per_week) - 1.0
    if weeks < 0.0:
        weeks = 0.0
    return 7.0 * weeks + (w - weeks * days_per_week)


@compiled
def after_work(t, effort, days_per_week):
    week = math.floor(t / 7.0)
    inside = min(t - 7.0 * week, float(days_per_week)) + effort
    if inside <= days_per_week:
        return max(t, 7.0 * week + inside)
    return 7.0 * week + calendar_time(inside, days_per_week)


@compiled
def is_working_day(day, days_per_week):
    return day % 7 < days_per_week
