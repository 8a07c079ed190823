"""Joint rulings: who may make one, and what a meeting needs to make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.compiling import compiled, internal
from sim.core.purposes import ATTENDANCE, DELEGATED
from sim.core.randomness import uniform
from sim.core.rows import Rows
from sim.departments.state import Desk
from sim.matters.state import Matter, MatterStage, Route
from sim.state.city import CityRow, Forum

if TYPE_CHECKING:
    from sim.work.parameters import Work


@compiled
def desk_may_rule(desk: Desk, matter: Matter) -> bool:
    """A desk rules itself when it was given the authority and holds every competence the matter needs."""
    return desk.authority and (matter.competences & ~desk.holds) == 0


@compiled
def may_rule_alone(seed: int, desk: Desk, matter: Matter, work: Work) -> bool:
    """Whether the department that keeps a file may rule for all: it was delegated to it, within limits.

    The draw belongs to the matter, so that in every arm the same files are within the limit. Whoever was refused by
    a department that it consulted does not ask again.
    """
    if not desk.delegated or matter.refused:
        return False
    return uniform(seed, DELEGATED, matter.key, 0, 0) < work.delegated_share


@compiled
def forum_may_rule(matter: Matter, work: Work) -> bool:
    """An exception may be beyond what the silo's forum is entitled to grant."""
    return work.exceptions_grantable or not matter.exception


@compiled
def attends(seed: int, department: int, day: int, work: Work) -> bool:
    """Whether a department comes to the meeting of *day*: one draw a department and day, shared by all matters."""
    return uniform(seed, ATTENDANCE, department, day, 0) < work.meeting_quorum


@compiled
def those_present(city: CityRow, place: int, routes: Rows[Route], day: int, work: Work) -> int:
    """Bit mask of the competences at the meeting of *day* for matters of one place, by who comes of its departments."""
    present = 0
    for competence in range(city.competences):
        if attends(city.seed, routes[place * city.competences + competence].department, day, work):
            present |= 1 << competence
    return present


@internal
def join_forum(forum: Forum, matters: Rows[Matter], m: int) -> None:
    """Put matter *m* at the end of the forum's list."""
    matters[m].stage = MatterStage.PENDING_RULING
    matters[m].next = -1
    if forum.pending == 0:
        forum.first = m
    else:
        matters[forum.last].next = m
    forum.last = m
    forum.pending += 1


@internal
def leave_forum(forum: Forum, matters: Rows[Matter], before: int, m: int) -> None:
    """Take matter *m* off the forum's list; *before* is its forerunner, -1 at the head."""
    after = matters[m].next
    if before < 0:
        forum.first = after
    else:
        matters[before].next = after
    if forum.last == m:
        forum.last = before
    forum.pending -= 1
    matters[m].next = -1


@internal
def take_off_list(forum: Forum, matters: Rows[Matter], m: int) -> None:
    """Find matter *m* on the forum's list and take it off."""
    before = -1
    here = forum.first
    while here != m:
        before = here
        here = matters[here].next
    leave_forum(forum, matters, before, m)
