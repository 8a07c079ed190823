"""What is known of a job and of a queue: one row each."""

from __future__ import annotations

from sim.core.rows import RowType, real, whole

# Kinds of job.
ROUTINE_JOB = 0
CLEARANCE_JOB = 1
DATA_JOB = 2
CALL_JOB = 3
RULING_JOB = 4
OVERSIGHT_JOB = 5

# Classes of queue at a desk.
ROUTINE_CLASS = 0
PROJECT_CLASS = 1


class Job(RowType):
    """A piece of work that waits for a cadre or is in hand."""

    kind: int = whole(
        "kind", "0 routine, 1 clearance, 2 data request, 3 call on a client, 4 ruling, 5 direction for a team"
    )
    ref: int = whole("row", "department, clearance, client, matter or team")
    competence: int = whole("competence", "the competence it takes")
    desk: int = whole("desk", "where it waits")
    effort: float = real("working days", "effort at usual speed")
    since: float = real("day", "when it joined the queue")
    owner: int = whole("cadre", "the only cadre who may do it, -1 for anyone")
    next: int = whole("job", "next in its queue, or next free row")


class Queue(RowType):
    """Jobs that wait, first in first out."""

    first: int = whole("job", "head, -1 when empty")
    last: int = whole("job", "tail")
    waiting: int = whole("jobs", "length")
