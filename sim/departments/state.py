"""Departments, and the desks at which their people sit."""

from __future__ import annotations

from sim.core.rows import Kind, flag, real, whole

HOME_DESK = 0
TEAM_DESK = 1

DEPARTMENT = Kind(
    "department",
    key=whole("id", "keys the draws of its routine work; also its competence"),
    desk=whole("desk", "its home desk"),
    office=whole("department", "first department of the office that it belongs to, itself when it is on its own"),
    establishment=whole("persons", "cadres it has by right"),
    lent=whole("persons", "cadres away with a team"),
    rate=real("matters per working day", "routine arrivals"),
    effort_median=real("working days", "median effort of a routine matter"),
    effort_sigma=real("log", "spread of that effort"),
    effort_law=whole("law", "0 log-normal, 1 exponential, 2 fixed"),
    block=whole("block", "group of departments whose matters go together"),
    clears=flag("its clearance may be part of a tangled issue"),
    floor=real("day", "statutory minimum time of a clearance"),
    arrival_day=whole("day", "day of the arrival being waited for"),
    arrival_index=whole("ordinal within the day", "which arrival of that day it is"),
    arrival_effort=real("working days", "effort of the arrival being waited for"),
    arrived=whole("matters", "routine matters that arrived"),
    solved=whole("matters", "routine matters solved"),
    arrived_effort=real("working days", "effort of the routine matters that arrived"),
    solved_effort=real("working days", "effort of the routine matters solved"),
    open_routine=whole("matters", "routine matters that arrived and are not solved"),
    open_days=real("matters x days", "their number, summed over time"),
    open_touched=real("day", "up to when it has been summed"),
    open_days_then=real("matters x days", "the same on the day on which teams were to return"),
    open_then=whole("matters", "routine matters open on that day"),
    arrived_then=whole("matters", "routine matters that had arrived by that day"),
    waiting=real("working days", "effort of routine matters waiting in the queue"),
    begun=whole("matters", "routine matters taken up"),
    waited=real("working days", "time that those waited before they were taken up"),
    project_days=real("working days", "time its people gave to the project"),
    routine_days=real("working days", "time its people gave to routine"),
)

DESK = Kind(
    "desk",
    key=whole("desk", "its own row"),
    kind=whole("kind", "0 home desk, 1 team desk"),
    holds=whole("bit mask", "competences that may be exercised here"),
    room=whole("room", "desks with the same room number sit together; -1 alone"),
    first=whole("cadre", "fastest of the idle who sit here, -1 for nobody"),
    waiting=whole("jobs", "jobs in its queues"),
    people=whole("persons", "how many sit here"),
    open_limit=real("matters per person", "open work a person keeps at once"),
    team=whole("team", "whose desk it is, -1 for a home desk"),
    passing=real("probability", "that a file is sent on as 'not ours'"),
    owns=flag("owns its matters, so that it cannot pass them on as 'not ours'"),
    authority=flag("may make joint rulings itself"),
    shared=flag("looks data up at once"),
    watched=flag("is evaluated month by month"),
)
