"""Dispatch: which idle cadre takes a new job, and which waiting job a free cadre takes next."""

from __future__ import annotations

import math

from sim.cadres.skill import at_best, skill_in
from sim.cadres.state import Cadre, Post
from sim.core.calendar import is_working_day, working_time
from sim.core.compiling import compiled, internal
from sim.core.rows import Rows
from sim.departments.state import Desk, DeskKind
from sim.desks.idle import next_idle
from sim.desks.queueing import own_queue, queue_of
from sim.desks.state import Job, Queue, QueueClass


@compiled
def on_duty(cadre: Cadre, day: int) -> bool:
    """Whether *day* is one of the days ring-fenced for the project.

    *Rule*: of n blocks of working days, share x n are such blocks, spread evenly; colleagues start at different places.
    """
    if cadre.duty_share <= 0.0 or day < cadre.duty_from or day >= cadre.duty_until:
        return False
    if not is_working_day(day, cadre.days_per_week):
        return False
    nth = math.floor(working_time(float(day), cadre.days_per_week) / max(cadre.duty_block, 1))
    before = math.floor(nth * cadre.duty_share + cadre.duty_phase)
    return math.floor((nth + 1.0) * cadre.duty_share + cadre.duty_phase) > before


@compiled
def is_part_time(cadre: Cadre) -> bool:
    """Whether a member gives the team only some of its days, and its department the others."""
    return cadre.dedicated and cadre.team_share < 1.0


@internal
def is_at_home(cadre: Cadre) -> bool:
    """Whether a cadre is at its department's desk with all its time, by right or in somebody's place."""
    return cadre.post == Post.AT_HOME or cadre.post == Post.STANDING_IN


@internal
def serves_home(cadre: Cadre, day: int) -> bool:
    """Whether a cadre does the home desk's work today: at home, not freed, or a day that is not the team's."""
    if cadre.home_desk < 0:
        return False
    return is_at_home(cadre) or not cadre.dedicated or (is_part_time(cadre) and not on_duty(cadre, day))


@internal
def serves_team(cadre: Cadre, day: int) -> bool:
    """Whether a cadre does the work of a team desk today."""
    return cadre.post == Post.IN_TEAM and cadre.team_desk >= 0 and (not is_part_time(cadre) or on_duty(cadre, day))


@internal
def may_take(cadre: Cadre, c: int, desk: Desk, job: Job, routine: bool, day: int) -> bool:
    """Whether an idle cadre at *desk* may take *job* today."""
    if job.owner >= 0 and job.owner != c:
        return False
    if (cadre.holds >> job.competence) & 1 == 0:
        return False
    if desk.kind == DeskKind.TEAM:
        return serves_team(cadre, day)
    return serves_home(cadre, day) and not (routine and on_duty(cadre, day))


@internal
def is_ahead(speed: float, c: int, fastest: float, chosen: int) -> bool:
    """Whether cadre *c*, so fast, goes before whoever has been *chosen*: it is faster, or as fast and before it."""
    return speed > fastest or (speed == fastest and c < chosen)


@internal
def idle_cadre(cadres: Rows[Cadre], desk: Desk, job: Job, routine: bool, day: int) -> int:
    """The fastest idle cadre at *desk* who may take *job*, -1 for none; the first of equals.

    The idle are listed by what they do best, so that nobody need be asked once that is slower than somebody found.
    """
    chosen = -1
    fastest = 0.0
    c = desk.first
    while c >= 0:
        cadre = cadres[c]
        if not is_ahead(at_best(cadre), c, fastest, chosen):
            break
        if may_take(cadre, c, desk, job, routine, day):
            speed = skill_in(cadre, job.competence)
            if is_ahead(speed, c, fastest, chosen):
                chosen = c
                fastest = speed
        c = next_idle(cadre, desk)
    return chosen


@internal
def older(queues: Rows[Queue], jobs: Rows[Job], q: int, best: int) -> bool:
    """Whether the head of queue *q* has waited longer than that of queue *best*."""
    if queues[q].waiting == 0:
        return False
    return best < 0 or jobs[queues[q].first].since < jobs[queues[best].first].since


@internal
def oldest_at(
    cadre: Cadre,
    d: int,
    desk: Desk,
    queues: Rows[Queue],
    jobs: Rows[Job],
    competences: int,
    project_only: bool,
    best: int,
) -> int:
    """The queue whose head has waited longest, among *best* and those at desk *d* that the cadre may serve."""
    if desk.waiting == 0:
        return best
    mask = cadre.holds & desk.holds
    competence = 0
    while mask > 0:
        if mask & 1:
            q = queue_of(d, competence, QueueClass.PROJECT, competences)
            if older(queues, jobs, q, best):
                best = q
            q = queue_of(d, competence, QueueClass.ROUTINE, competences)
            if not project_only and older(queues, jobs, q, best):
                best = q
        mask >>= 1
        competence += 1
    return best


@internal
def next_queue(
    cadre: Cadre, c: int, desks: Rows[Desk], queues: Rows[Queue], jobs: Rows[Job], competences: int, day: int
) -> int:
    """The queue from which a free cadre takes the next job, -1 when nothing waits for it.

    *Rule*: first in, first out; where project files go first, routine only when none of them waits. What is in hand is
    finished in either case.
    """
    best = -1
    q = own_queue(c, len(desks), competences)
    if older(queues, jobs, q, best):
        best = q
    if serves_home(cadre, day):
        d = cadre.home_desk
        fenced, first = on_duty(cadre, day), desks[d].files_first
        best = oldest_at(cadre, d, desks[d], queues, jobs, competences, fenced or first, best)
        if best < 0 and first and not fenced:
            best = oldest_at(cadre, d, desks[d], queues, jobs, competences, False, best)
    if serves_team(cadre, day):
        d = cadre.team_desk
        home = best
        best = oldest_at(cadre, d, desks[d], queues, jobs, competences, True, best)
        if best == home:  # nothing of the first rank: what a watched team leaves for last
            best = oldest_at(cadre, d, desks[d], queues, jobs, competences, False, best)
    return best
