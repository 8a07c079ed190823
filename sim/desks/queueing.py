"""Queues of jobs: linked lists over rows, first in first out; one a desk, competence and class, one a named cadre."""

from __future__ import annotations

from sim.core.compiling import internal
from sim.core.rows import Rows
from sim.desks.state import Job, Queue, QueueClass
from sim.state.city import CityRow


@internal
def queue_of(desk: int, competence: int, klass: QueueClass, competences: int) -> int:
    """Row of the queue where work of *competence* and *klass* waits at *desk*."""
    return (desk * competences + competence) * 2 + klass


@internal
def own_queue(cadre: int, desks: int, competences: int) -> int:
    """Row of the queue of work that only *cadre* may do."""
    return desks * competences * 2 + cadre


@internal
def take_row(city: CityRow, jobs: Rows[Job]) -> int:
    """A free job row; the loop has made sure that there is one."""
    row = city.free_job
    city.free_job = jobs[row].next
    city.free_jobs -= 1
    return row


@internal
def give_row_back(city: CityRow, jobs: Rows[Job], row: int) -> None:
    """Return the row of a finished job to the free list."""
    jobs[row].next = city.free_job
    city.free_job = row
    city.free_jobs += 1


@internal
def join(queue: Queue, jobs: Rows[Job], row: int) -> None:
    """Put job *row* at the end of *queue*."""
    jobs[row].next = -1
    if queue.waiting == 0:
        queue.first = row
    else:
        jobs[queue.last].next = row
    queue.last = row
    queue.waiting += 1


@internal
def leave(queue: Queue, jobs: Rows[Job]) -> int:
    """Take the head of *queue*, which must not be empty."""
    row = queue.first
    queue.first = jobs[row].next
    queue.waiting -= 1
    if queue.waiting == 0:
        queue.first = -1
        queue.last = -1
    return row
