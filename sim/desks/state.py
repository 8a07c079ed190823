"""What is known of a job and of a queue: one row each."""

from __future__ import annotations

from enum import IntEnum

from sim.core.rows import RowType, real, whole, word


class JobKind(IntEnum):
    """What a piece of work is."""

    ROUTINE = 0
    CLEARANCE = 1
    DATA = 2  # another department asks for it
    CALL = 3  # on a client
    RULING = 4
    OVERSIGHT = 5  # direction for a team that reports
    TRIP = 6  # to a place outside the city, with all files that are ready for it


class QueueClass(IntEnum):
    """The two queues of a competence at a desk."""

    ROUTINE = 0
    PROJECT = 1


class Job(RowType):
    """A piece of work that waits for a cadre or is in hand."""

    kind: JobKind = word(JobKind, "what it is")
    ref: int = whole("row", "department, clearance, client, matter, team or place")
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
