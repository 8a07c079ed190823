"""What is known of a project, and of its kind: one row each."""

from __future__ import annotations

from typing import NamedTuple

from sim.core.rows import Rows, RowTuple, RowType, flag, real, whole, word
from sim.matters.state import Dependence


class Project(RowType):
    """A task beyond any single department: a bundle of matters."""

    key: int = whole("id", "keys its draws: place in the stream of projects")
    kind: int = whole("kind", "kind of project, in the order of the configuration")
    start: float = real("day", "when it begins: its matters are filed from then on")
    matters: int = whole("matters", "of how many it consists")
    closed: int = whole("matters", "closed now, truly or not")
    solved: int = whole("matters", "really solved so far")
    competences: int = whole("bit mask", "the competences it needs")
    team: int = whole("team", "the task force that works on it now, -1 for none")
    led: bool = flag("a task force has worked on it")
    given_up: bool = flag("a team has left it to the departments")
    ended: float = real("day", "when all its matters stood closed for the first time, -1 before")
    done: float = real("day", "when its last matter was really solved, -1 before")


class KindOfProject(RowType):
    """What projects of one kind consist of."""

    weight: float = real("share", "cumulative share of projects")
    competences: int = whole("competences", "departments that such a project concerns")
    matters: int = whole("matters", "of how many it consists")
    matter_competences: int = whole("competences", "of those, how many one matter needs")
    effort: float = real("working days", "median effort of a matter")
    spread: float = real("day", "over which its matters are filed")
    ruling_share: float = real("share", "matters that need a joint ruling")
    escalated_share: float = real("share", "of rulings that are the leaders' to make")
    measured_share: float = real("share", "matters that the evaluation sees")
    dependence: Dependence = word(Dependence, "of the clearances of a matter")


class ProjectFiling(RowType):
    """When a matter of a project is filed, before the matters stand in that order."""

    day: float = real("day", "when it is filed")
    project: int = whole("project", "whose it is")
    ordinal: int = whole("place", "which of its project's matters")


@RowTuple.register
class Projects(NamedTuple):
    """The clients of a city in which projects come all the time."""

    projects: Rows[Project]
