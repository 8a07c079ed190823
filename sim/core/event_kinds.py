"""Kinds of event; at equal times the lower number comes first, so that a day's tick sees all that was finished."""

from __future__ import annotations

FINISH = 0  # ref: cadre
FLOOR_END = 1  # ref: clearance
LAND = 2  # ref: clearance
ARRIVAL = 3  # ref: department
MEETING = 4  # ref: 0 the city's meeting, 1 that of the mode in force
RETURN = 5  # ref: matter
DECISION = 6  # ref: client; somebody outside the city has decided
FILING = 7  # ref: matter
REST_END = 8  # ref: matter
TICK = 9  # ref: always 0
