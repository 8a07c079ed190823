"""Dates: which day of which year a day of a run is. Day 0 begins a working week, so that it is a Monday."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)


def read_monday(given: Any) -> date:
    """A Monday from a date or a text YYYY-MM-DD; raises a validation error that names the Mondays beside a day."""
    allowed = f"a date YYYY-MM-DD that there is, from {FIRST} to {LAST}"
    if type(given) is not date:
        try:
            given = date.fromisoformat(given) if isinstance(given, str) and len(given) == len("2020-01-01") else None
        except ValueError:
            given = None
    if not isinstance(given, date) or not FIRST <= given <= LAST:
        raise PydanticCustomError("date", "Input should be {allowed}", {"allowed": allowed})
    before = given - timedelta(days=given.weekday())
    if before != given:
        beside = f"a Monday, since day 0 begins a working week: {before} or {before + timedelta(days=7)}"
        raise PydanticCustomError("date", "Input should be {allowed}", {"allowed": beside})
    return given


Date = date
Monday = Annotated[date, BeforeValidator(read_monday)]


def date_of(start: date, day: float) -> date:
    """The date on which *day* falls, days being counted from *start*; part of a day is the same date."""
    return start + timedelta(days=math.floor(day))
