"""Departments, and the desks at which their people sit."""

from __future__ import annotations

from enum import IntEnum

from sim.core.laws import EffortLaw
from sim.core.rows import RowType, flag, real, whole, word


class Level(IntEnum):
    """A level of government; places without a department of their own turn upwards."""

    CITY = 0
    COUNTY = 1
    TOWNSHIP = 2


class DeskKind(IntEnum):
    """Whose a desk is."""

    HOME = 0
    TEAM = 1


class Department(RowType):
    """A department, its routine stream and its account."""

    key: int = whole("id", "keys the draws of its routine work")
    competence: int = whole("competence", "the one that it holds")
    place: int = whole("place", "where it is")
    level: Level = word(Level, "its level of government")
    far: int = whole("place", "outside the city where it is, counted from 1; 0 in the city")
    desk: int = whole("desk", "its home desk")
    office: int = whole("department", "first department of the office that it belongs to, itself when it is on its own")
    establishment: int = whole("persons", "cadres it has by right")
    lent: int = whole("persons", "cadres away with a team")
    two_states: bool = flag("as busy as declared it would never recover once behind: fewer matters arrive")
    rate: float = real("matters per working day", "routine arrivals")
    effort_median: float = real("working days", "median effort of a routine matter")
    effort_sigma: float = real("log", "spread of that effort")
    effort_law: EffortLaw = word(EffortLaw, "of routine work")
    block: int = whole("block", "group of departments whose matters go together")
    clears: bool = flag("its clearance may be part of a tangled issue")
    floor: float = real("day", "statutory minimum time of a clearance")
    arrival_day: int = whole("day", "day of the arrival being waited for")
    arrival_index: int = whole("ordinal within the day", "which arrival of that day it is")
    arrival_effort: float = real("working days", "effort of the arrival being waited for")
    arrived: int = whole("matters", "routine matters that arrived")
    solved: int = whole("matters", "routine matters solved")
    arrived_effort: float = real("working days", "effort of the routine matters that arrived")
    solved_effort: float = real("working days", "effort of the routine matters solved")
    open_routine: int = whole("matters", "routine matters that arrived and are not solved")
    open_days: float = real("matters x days", "their number, summed over time")
    open_touched: float = real("day", "up to when it has been summed")
    open_days_then: float = real("matters x days", "the same on the day on which teams were to return")
    open_then: int = whole("matters", "routine matters open on that day")
    arrived_then: int = whole("matters", "routine matters that had arrived by that day")
    waiting: float = real("working days", "effort of routine matters waiting in the queue")
    begun: int = whole("matters", "routine matters taken up")
    waited: float = real("working days", "time that those waited before they were taken up")
    project_days: float = real("working days", "time its people gave to the project")
    routine_days: float = real("working days", "time its people gave to routine")


class Desk(RowType):
    """Where people of one or several competences sit and files wait."""

    key: int = whole("desk", "its own row")
    kind: DeskKind = word(DeskKind, "whose it is")
    holds: int = whole("bit mask", "competences that may be exercised here")
    room: int = whole("room", "desks with the same room number sit together; -1 alone")
    first: int = whole("cadre", "fastest of the idle who sit here, -1 for nobody")
    waiting: int = whole("jobs", "jobs in its queues")
    people: int = whole("persons", "how many sit here")
    open_limit: float = real("matters per person", "open work a person keeps at once")
    team: int = whole("team", "whose desk it is, -1 for a home desk")
    passing: float = real("probability", "that a file is sent on as 'not ours'")
    owns: bool = flag("owns its matters, so that it cannot pass them on as 'not ours'")
    authority: bool = flag("may make joint rulings itself")
    delegated: bool = flag("may rule for all on the files that it keeps, within limits")
    all_visit: bool = flag("whoever sits here calls on clients, each on its own")
    commits: bool = flag("its visitors may state a final price")
    files_first: bool = flag("takes project files before routine")
    undivided: bool = flag("nothing goes before the project's files: files first, or a team that does nothing else")
    shared: bool = flag("looks data up at once")
    watched: bool = flag("is evaluated month by month")
