"""Matters, their clearances, the jobs that wait for cadres, and the forum that rules."""

from __future__ import annotations

from sim.core.rows import Kind, flag, real, whole

# Stages of a matter.
DORMANT = 0
OPEN = 1
PENDING_RULING = 2
SHELVED = 3
CLOSED = 4
RESTING = 5

# How the clearances of a matter depend on each other (Thompson 1967).
POOLED = 0
SEQUENTIAL = 1
RECIPROCAL = 2

# Stages of a clearance.
WAITING = 0
TRANSFERRED = 1
QUEUED = 2
SERVED = 3
FLOORED = 4
DONE = 5


MATTER = Kind(
    "matter",
    key=whole("id", "keys its draws: household x 3 + ordinal of the issue, or place in the stream"),
    household=whole("household", "whose issue it is, -1 for a matter of the stream"),
    slot=whole("route", "first of the routes that its clearances take"),
    block=whole("block", "group of departments that it concerns"),
    effort=real("working days", "median effort of each of its clearances"),
    effort_law=whole("law", "0 log-normal, 1 exponential, 2 fixed; where it is not log-normal the effort is a mean"),
    effort_sigma=real("log", "spread of that effort"),
    dependence=whole("kind", "0 pooled, 1 sequential, 2 reciprocal"),
    floor=real("day", "statutory minimum of the whole matter, from filing to closing"),
    measured=flag("counts in the evaluation of a team"),
    escalated=flag("its ruling is the leaders' to make"),
    issue=whole("kind", "kind of issue"),
    first=whole("clearance", "first of its rows among the clearances"),
    clearances=whole("clearances", "how many it needs"),
    competences=whole("bit mask", "the competences it needs"),
    tangled=flag("needs many competences"),
    ruling=flag("needs a joint ruling"),
    exception=flag("the ruling is an exception that a silo's forum may not be entitled to grant"),
    stage=whole(
        "stage",
        "0 dormant, 1 open, 2 pending ruling, 3 shelved, 4 closed, 5 resting (statutory minimum)",
    ),
    attempt=whole("attempt", "how often it has been reopened"),
    closed_falsely=flag("closed without being solved"),
    solved=flag("really solved"),
    filed=real("day", "when it was put on file"),
    closed=real("day", "when it was last closed"),
    first_closed=real("day", "when it was closed for the first time, truly or not; -1 before"),
    next=whole("matter", "next in the forum's queue"),
    serving=whole("clearances", "being worked on"),
    queued=whole("clearances", "waiting at a desk"),
    moving=whole("clearances", "between desks"),
    floored=whole("clearances", "waiting for the statutory minimum"),
    touched=real("day", "up to when its time has been accounted for"),
    work_time=real("day", "somebody works on it"),
    handover_time=real("day", "on its way between desks, nobody works on it"),
    queue_time=real("day", "waits at a desk"),
    meeting_time=real("day", "waits for a ruling"),
    floor_time=real("day", "waits for the statutory minimum"),
    client_time=real("day", "shelved, abandoned or waiting for the household"),
)

CLEARANCE = Kind(
    "clearance",
    matter=whole("matter", "what it is part of"),
    ordinal=whole("ordinal", "place in the order in which a silo asks: keys its draws with the matter"),
    competence=whole("competence", "who must give it"),
    stage=whole("stage", "0 waiting, 1 between desks, 2 queued, 3 served, 4 floor, 5 done"),
    attempt=whole("attempt", "renewals so far"),
    reworked=whole("times", "how often another's result reopened it in this attempt"),
    at_home=flag("a team sent it back to its department"),
    passed=whole("times", "how often it was sent on as 'not ours' in this attempt"),
    asked=flag("its data request has been answered, or none is needed"),
    filed=real("day", "when this attempt reached its department"),
    given=real("day", "when it was given"),
    valid_until=real("day", "when it lapses"),
)

ROUTE = Kind(
    "route",
    desk=whole("desk", "where project work of this competence goes"),
)
