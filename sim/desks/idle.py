"""Who is idle at a desk: a list at each desk, the fastest first.

It spares a new job the walk past all who sit there. Whoever finishes is mostly one of the fast, because the fast are
taken first, so that his place is found near the head of the list however many people the desk has.
"""

from __future__ import annotations

from sim.cadres.skill import at_best
from sim.cadres.state import Cadre
from sim.core.compiling import compiled, internal
from sim.core.rows import Rows
from sim.departments.state import Desk, DeskKind


@internal
def next_idle(cadre: Cadre, desk: Desk) -> int:
    """Who comes after a cadre among the idle at *desk*, -1 for nobody."""
    return cadre.team_next if desk.kind == DeskKind.TEAM else cadre.home_next


@internal
def put_behind(cadres: Rows[Cadre], desk: Desk, before: int, c: int) -> None:
    """Let *c* come right after *before* among the idle at *desk*; first where *before* is nobody."""
    if before < 0:
        desk.first = c
    elif desk.kind == DeskKind.TEAM:
        cadres[before].team_next = c
    else:
        cadres[before].home_next = c


@internal
def put_in(cadres: Rows[Cadre], desk: Desk, c: int) -> None:
    """Put *c* among the idle at *desk*: behind whoever is faster, and behind equals who come before it in the city."""
    speed = at_best(cadres[c])
    before = -1
    after = desk.first
    while after >= 0:
        other = at_best(cadres[after])
        if other < speed or (other == speed and after > c):
            break
        before = after
        after = next_idle(cadres[after], desk)
    put_behind(cadres, desk, before, c)
    put_behind(cadres, desk, c, after)


@internal
def take_out(cadres: Rows[Cadre], desk: Desk, c: int) -> None:
    """Take *c* from among the idle at *desk*."""
    before = -1
    other = desk.first
    while other != c:
        before = other
        other = next_idle(cadres[other], desk)
    put_behind(cadres, desk, before, next_idle(cadres[c], desk))


@internal
def be_idle(cadres: Rows[Cadre], desks: Rows[Desk], c: int) -> None:
    """Cadre *c* has no work in hand any more, wherever it sits."""
    cadre = cadres[c]
    if cadre.home_seat >= 0:
        put_in(cadres, desks[cadre.home_seat], c)
    if cadre.team_seat >= 0:
        put_in(cadres, desks[cadre.team_seat], c)


@internal
def be_busy(cadres: Rows[Cadre], desks: Rows[Desk], c: int) -> None:
    """Cadre *c* has work in hand, wherever it sits."""
    cadre = cadres[c]
    if cadre.home_seat >= 0:
        take_out(cadres, desks[cadre.home_seat], c)
    if cadre.team_seat >= 0:
        take_out(cadres, desks[cadre.team_seat], c)


@compiled
def list_idle(cadres: Rows[Cadre], desks: Rows[Desk]) -> None:
    """Write anew who is idle at which desk, from the slowest on, so that each goes to the head of the list."""
    for d in range(len(desks)):
        desks[d].first = -1
    for back in range(len(cadres)):
        c = cadres[len(cadres) - 1 - back].ranked
        if cadres[c].job < 0:
            be_idle(cadres, desks, c)
