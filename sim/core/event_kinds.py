"""Kinds of event; at equal times the lower number comes first, so that a day's tick sees all that was finished."""

from __future__ import annotations

from enum import IntEnum


class EventKind(IntEnum):
    """What happens; the comment says to whom."""

    FINISH = 0  # cadre
    FLOOR_END = 1  # clearance
    LAND = 2  # clearance
    ARRIVAL = 3  # department
    MEETING = 4  # MeetingChain (sim/work/meeting.py)
    RETURN = 5  # matter
    DECISION = 6  # client; somebody outside the city has decided
    FILING = 7  # matter
    REST_END = 8  # matter
    CONSULTED = 9  # matter
    TICK = 10  # nobody: always 0
