"""Departments that turn to a test because it comes: they look more often, and put what they find before routine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sim.clients.blocks.state import Blocks
from sim.coordination.arrange import obeys
from sim.core.compiling import compiled, internal
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.blocks.parameters import Assessment
    from sim.coordination.parameters import Coordination
    from sim.work.parameters import Work


class Ordered(Protocol):
    """What a regime says of the order of files; only a type."""

    mode: Coordination
    work: Work


@compiled
def is_close(now: float, test: float, turn_days: int) -> bool:
    """Whether a test is so close that departments turn to it; on its own morning they no longer do."""
    return turn_days > 0 and test - turn_days <= now < test


@internal
def turn_to_test(now: float, state: State[Blocks], told: Assessment, regime: Ordered) -> None:
    """Whoever answers for what is assessed turns to the next test once it is close, while no team answers for it.

    *Rule*: departments that own or share in a measured kind take defects before routine, but those whose heads do not
    let themselves be ordered about; on the day of the test each is again as its orders say. Routine waits meanwhile.
    """
    city, book, exams = state.city[0], state.clients.book[0], state.clients.exams
    coming = book.next_test < len(exams) and now >= city.intervention and city.teams_working == 0
    turned = coming and is_close(now, exams[book.next_test].day, told.turn_days)
    if not turned and not book.turned:
        return
    book.turned = turned
    answering = assessed(state)
    for d in range(len(state.departments)):
        department = state.departments[d]
        if department.far == 0 and (answering >> department.competence) & 1 == 1:
            desk = state.desks[department.desk]
            first = turned or regime.mode.files_first
            desk.files_first = first and obeys(city.seed, desk.key, regime.work)


@internal
def assessed(state: State[Blocks]) -> int:
    """The competences, as a mask, of those who own or share in a kind that stands in the index."""
    kinds = state.clients.kinds
    mask = 0
    for k in range(len(kinds)):
        if kinds[k].measured:
            mask |= 1 << kinds[k].owner
            if kinds[k].partner >= 0:
                mask |= 1 << kinds[k].partner
    return mask


@internal
def days_between_inspections(turned: bool, usual: float, told: Assessment) -> float:
    """How long a block waits for its next inspection; nobody looks less often because a test comes."""
    return min(usual, told.turn_visit_days) if turned else usual
