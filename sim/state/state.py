"""The whole state of a city: rows, one array a kind, that can be copied and branched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from sim.core.rows import Rows, RowTuple, zeros

if TYPE_CHECKING:
    from sim.cadres.state import Cadre
    from sim.core.events import Event
    from sim.departments.state import Department, Desk
    from sim.desks.state import Job, Queue
    from sim.matters.state import Clearance, Matter, Route
    from sim.state.city import CityRow
    from sim.state.record import Move, Sample
    from sim.task_forces.state import Life, TaskForce


@RowTuple.register
class State[Clients](NamedTuple):
    """Everybody's rows, the event queue and the ledger; nothing here is shared between two cities.

    A tuple, so that compiled rules take it as one argument; its rows change, it does not. *clients* is a tuple of
    rows itself, and its type is the kind of client that the city has (sim/clients).
    """

    city: Rows[CityRow]
    teams: Rows[TaskForce]
    departments: Rows[Department]
    desks: Rows[Desk]
    queues: Rows[Queue]
    cadres: Rows[Cadre]
    jobs: Rows[Job]
    routes: Rows[Route]
    matters: Rows[Matter]
    clearances: Rows[Clearance]
    clients: Clients
    heap: Rows[Event]
    series: Rows[Sample]
    lives: Rows[Life]
    moves: Rows[Move]

    def copy(self) -> State[Clients]:
        """An independent copy: the branch point of a comparison."""
        return cast("State[Clients]", copied(self))

    def with_room(self) -> State[Clients]:
        """The same city with twice the rows for jobs; results do not depend on how many there are."""
        old = self.jobs
        grown = zeros(2 * len(old), old.dtype)
        grown[: len(old)] = old
        grown["next"][len(old) : -1] = np.arange(len(old) + 1, len(grown))
        grown["next"][-1] = self.city[0].free_job
        self.city[0].free_job = len(old)
        self.city[0].free_jobs += len(old)
        return self._replace(jobs=grown)


def copied(rows: tuple[object, ...]) -> tuple[object, ...]:
    """A tuple of rows, or of such tuples, with rows of its own."""
    return type(rows)(*(copied(one) if isinstance(one, tuple) else cast("Rows[object]", one).copy() for one in rows))
