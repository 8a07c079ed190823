"""How a mode arranges desks: who sits where, what a desk may do, and where project work goes."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Cadre, Post
from sim.coordination.parameters import Coordination
from sim.core.compiling import compiled, internal
from sim.core.purposes import PRIORITY
from sim.core.randomness import uniform
from sim.core.rows import Rows
from sim.departments.state import Department, Desk, DeskKind
from sim.desks.dispatch import is_at_home, is_part_time
from sim.desks.idle import list_idle
from sim.desks.queueing import join, leave, queue_of
from sim.desks.state import QueueClass
from sim.state.state import State
from sim.task_forces.state import TaskForce
from sim.work.parameters import Work

GOLDEN = 0.6180339887498949  # spreads the starting places of a rota evenly, whatever the number of people


@compiled
def seat_everybody(cadres: Rows[Cadre], desks: Rows[Desk]) -> None:
    """Write anew who sits at which desk, and who of them is idle."""
    for d in range(len(desks)):
        desks[d].people = 0
    for c in range(len(cadres)):
        cadre = cadres[c]
        cadre.home_seat = cadre.team_seat = -1
        if cadre.home_desk >= 0 and (is_at_home(cadre) or not cadre.dedicated or is_part_time(cadre)):
            cadre.home_seat = cadre.home_desk
            desks[cadre.home_seat].people += 1
        if cadre.post == Post.IN_TEAM and cadre.team_desk >= 0:
            cadre.team_seat = cadre.team_desk
            desks[cadre.team_seat].people += 1
    list_idle(cadres, desks)


@internal
def furnish(desk: Desk, kind: DeskKind, holds: int, room: int, team: int, mode: Coordination, work: Work) -> None:
    """Give a desk what the ingredients say: a limit on open work, ownership, authority, data at hand."""
    desk.kind = kind
    desk.holds = holds
    desk.room = room
    desk.open_limit = work.open_limit if mode.focused else work.juggling_most
    desk.team = team
    desk.owns = mode.ownership
    own = work.team_passing if kind == DeskKind.TEAM else 0.0
    desk.passing = own if mode.ownership else max(own, work.buck_passing)
    desk.shared = mode.shared_data
    desk.watched = mode.evaluated and kind == DeskKind.TEAM
    in_force = kind == DeskKind.TEAM or not mode.team
    desk.authority = mode.authority and in_force
    desk.delegated = mode.delegated and in_force
    desk.commits = mode.committed_price and in_force
    desk.all_visit = mode.all_visit and kind == DeskKind.TEAM
    desk.files_first = False
    desk.undivided = mode.dedicated and kind == DeskKind.TEAM


@compiled
def obeys(seed: int, department: int, work: Work) -> bool:
    """Whether the head of a department puts project files first when told to: a draw a department, whatever the arm."""
    return uniform(seed, PRIORITY, department, 0, 0) >= work.priority_resisted


@compiled
def give_orders(seed: int, desks: Rows[Desk], departments: Rows[Department], mode: Coordination, work: Work) -> None:
    """What a mode asks of home desks whether or not it has a team: project files first, and a limit on open matters.

    Nobody in the city can order a department elsewhere about.
    """
    for d in range(len(departments)):
        desk = desks[departments[d].desk]
        if departments[d].far > 0:
            continue
        if mode.files_first and obeys(seed, desk.key, work):
            desk.files_first = desk.undivided = True
        if mode.focused_home:
            desk.open_limit = work.open_limit


@compiled
def furnish_homes(seed: int, desks: Rows[Desk], departments: Rows[Department], mode: Coordination, work: Work) -> None:
    """Furnish every home desk: one a competence, or one an office when merged; each in its own house, or all in one.

    One outside the city is as it was at first, whatever the mode.
    """
    room = 0 if mode.co_located and not mode.team else -1
    for d in range(len(departments)):
        if departments[d].far == 0:
            furnish(desks[d], DeskKind.HOME, 0, room, -1, mode, work)
        elif desks[d].holds == 0:
            furnish(desks[d], DeskKind.HOME, 0, -1, -1, mode, work)
    for d in range(len(departments)):
        desks[departments[d].desk].holds |= 1 << departments[d].competence
    give_orders(seed, desks, departments, mode, work)


@internal
def furnish_team(
    desks: Rows[Desk],
    departments: Rows[Department],
    competences: int,
    team: TaskForce,
    held: int,
    mode: Coordination,
    work: Work,
) -> None:
    """Furnish the team's desks: one for all its competences when pooled, else one a competence."""
    team.first_desk = len(departments) + team.key * competences
    room = 1 + team.key if mode.co_located else -1
    if mode.pooled:
        team.desks = 1
        furnish(desks[team.first_desk], DeskKind.TEAM, held, room, team.key, mode, work)
        return
    team.desks = competences
    for competence in range(competences):
        furnish(
            desks[team.first_desk + competence], DeskKind.TEAM, held & (1 << competence), room, team.key, mode, work
        )


@internal
def team_desk_for(team: TaskForce, competence: int, mode: Coordination) -> int:
    """The team's desk for one competence."""
    return team.first_desk if mode.pooled else team.first_desk + competence


@internal
def move_queue(state: State[Any], source: int, goal: int, competence: int, klass: QueueClass) -> None:
    """Carry what waits of one competence and class from one desk to another, in its order."""
    competences = state.city[0].competences
    old = state.queues[queue_of(source, competence, klass, competences)]
    new = state.queues[queue_of(goal, competence, klass, competences)]
    while old.waiting > 0:
        row = leave(old, state.jobs)
        state.jobs[row].desk = goal
        state.desks[source].waiting -= 1
        state.desks[goal].waiting += 1
        join(new, state.jobs, row)


@compiled
def fence(cadre: Cadre, share: float, start: float, end: float, place: int, block: int) -> None:
    """Ring-fence a share of a cadre's working days for the project, in blocks of so many working days."""
    cadre.duty_share = share
    cadre.duty_block = block
    cadre.duty_from = start
    cadre.duty_until = end
    phase = place * GOLDEN
    cadre.duty_phase = phase - int(phase)
