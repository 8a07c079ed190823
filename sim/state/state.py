"""The whole state of a city: record arrays, one a kind of agent, that can be copied and branched."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.rows import Rows, RowTuple, zeros


@RowTuple.register
class State(NamedTuple):
    """Every agent's state, the agenda and the ledger; nothing here is shared between two cities.

    A tuple, so that compiled rules take it as one argument; its arrays change, it does not.
    """

    city: Rows
    teams: Rows
    departments: Rows
    desks: Rows
    queues: Rows
    cadres: Rows
    jobs: Rows
    routes: Rows
    matters: Rows
    clearances: Rows
    projects: Rows
    households: Rows
    ties: Rows
    heap: Rows
    series: Rows
    lives: Rows
    moves: Rows

    def copy(self) -> State:
        """An independent copy: the branch point of a comparison."""
        return State(*(rows.copy() for rows in self))

    def with_room(self) -> State:
        """The same city with twice the rows for jobs; results do not depend on how many there are."""
        old = self.jobs
        grown = zeros(2 * len(old), old.dtype)
        grown[: len(old)] = old
        grown["next"][len(old) : -1] = np.arange(len(old) + 1, len(grown))
        grown["next"][-1] = self.city[0].free_job
        self.city[0].free_job = len(old)
        self.city[0].free_jobs += len(old)
        return self._replace(jobs=grown)
