"""What is known of a job and of a queue: one row each."""

from __future__ import annotations

from sim.core.rows import Kind, real, whole

# Kinds of job.
ROUTINE_JOB = 0

CLEARANCE_JOB = 1

DATA_JOB = 2

VISIT_JOB = 3

RULING_JOB = 4

OVERSIGHT_JOB = 5

# Classes of queue at a desk.
ROUTINE_CLASS = 0

PROJECT_CLASS = 1

JOB = Kind(
    "job",
    kind=whole("kind", "0 routine, 1 clearance, 2 data request, 3 visit, 4 ruling, 5 direction for a team"),
    ref=whole("row", "department, clearance, household, matter or team"),
    competence=whole("competence", "the competence it takes"),
    desk=whole("desk", "where it waits"),
    effort=real("working days", "effort at usual speed"),
    since=real("day", "when it joined the queue"),
    owner=whole("cadre", "the only cadre who may do it, -1 for anyone"),
    next=whole("job", "next in its queue, or next free row"),
)

QUEUE = Kind(
    "queue",
    first=whole("job", "head, -1 when empty"),
    last=whole("job", "tail"),
    waiting=whole("jobs", "length"),
)
