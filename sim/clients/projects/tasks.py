"""Projects as tasks of teams: which is next, when one is over, what it needs, and what a closing does to it."""

from __future__ import annotations

import numpy as np

from sim.clients import face
from sim.clients.bundles import count_closing
from sim.clients.projects.state import Projects
from sim.core.compiling import internal
from sim.matters.state import ClearanceStage, Matter, MatterStage
from sim.state.state import State
from sim.task_forces.state import AT_WORK


@face.live_today.of(Projects)
@internal
def live_today(state: State[Projects], day: int, regime: object) -> None:
    """A project does nothing by itself: its matters are filed, and teams look for tasks."""


@face.closed.of(Projects)
@internal
def closed(state: State[Projects], now: float, matter: Matter) -> None:
    """A closing counts for the project."""
    project = state.clients.projects[matter.client]
    count_closing(project, now, project.matters, matter.solved)


@face.reopened.of(Projects)
@internal
def reopened(state: State[Projects], matter: Matter) -> None:
    """What comes back is not closed any more."""
    state.clients.projects[matter.client].closed -= 1


@face.team_of.of(Projects)
@internal
def team_of(state: State[Projects], matter: Matter) -> int:
    """Every team has a project of its own: it takes that project's work and no other, once it works."""
    t = state.clients.projects[matter.client].team
    return t if t >= 0 and state.teams[t].stage in AT_WORK else -1


@face.next_task.of(Projects)
@internal
def next_task(state: State[Projects], now: float) -> int:
    """The project without a task force that has most matters left, -1 when none waits; the first of equals."""
    chosen = -1
    most = 0
    for p in range(len(state.clients.projects)):
        project = state.clients.projects[p]
        left = project.matters - project.closed
        if project.start <= now and project.team < 0 and not project.given_up and project.ended < 0.0 and left > most:
            chosen = p
            most = left
    return chosen


@face.task_is_over.of(Projects)
@internal
def task_is_over(state: State[Projects], client: int) -> bool:
    """All its matters stand closed."""
    project = state.clients.projects[client]
    return project.closed >= project.matters


@face.few_left.of(Projects)
@internal
def few_left(state: State[Projects], client: int, number: int) -> bool:
    """So many of a project's matters are not closed; of all projects more always come."""
    if client < 0:
        return False
    project = state.clients.projects[client]
    return project.matters - project.closed <= number


@face.give_task.of(Projects)
@internal
def give_task(state: State[Projects], client: int, t: int) -> None:
    """The project knows its team; one that a team gives up is not given to another."""
    project = state.clients.projects[client]
    project.team = t
    if t < 0 and project.closed < project.matters:
        project.given_up = True


@face.task_begins.of(Projects)
@internal
def task_begins(state: State[Projects], client: int) -> None:
    """A task force has worked on it."""
    state.clients.projects[client].led = True


@face.needs_of_task.of(Projects)
@internal
def needs_of_task(state: State[Projects], client: int) -> int:
    """The competences that the project concerns."""
    return state.clients.projects[client].competences


@face.open_needs_of_task.of(Projects)
@internal
def open_needs_of_task(state: State[Projects], client: int) -> int:
    """The competences that its open or unfiled matters still need, rulings included."""
    needed = 0
    for m in range(len(state.matters)):
        matter = state.matters[m]
        if matter.client != client or matter.stage == MatterStage.CLOSED:
            continue
        if matter.ruling:
            needed |= matter.competences
        for k in range(matter.first, matter.first + matter.clearances):
            if state.clearances[k].stage != ClearanceStage.DONE:
                needed |= 1 << state.clearances[k].competence
    return needed


def needs(state: State[Projects], client: int) -> int:
    """The same mask as :func:`needs_of_task`, for Python."""
    return int(state.clients.projects[client].competences)


def left(state: State[Projects]) -> np.ndarray:
    """Matters that each project consists of; 0 for one that has not begun by the intervention."""
    projects = state.clients.projects
    return np.where(projects["start"] <= state.city[0].intervention, projects["matters"], 0)
