"""Tests: what is known of them beforehand, what they look at, and whether they find the target reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.clients.blocks.state import Blocks, Exam
from sim.core.compiling import compiled, internal
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.blocks.parameters import Assessment

FULL = 100.0  # points of a city in which everything is in order


@compiled
def points(in_order: int, weight: int) -> float:
    """The index: what is in order, of all, in points; all of nothing is in order."""
    return FULL * in_order / weight if weight > 0 else FULL


@internal
def mark_sample(state: State[Blocks], exam: Exam, known: bool) -> None:
    """It becomes known, or is past, what an exam looks at: its items and their blocks are marked."""
    clients = state.clients
    for s in range(exam.first, exam.first + exam.items):
        i = clients.sample[s].chosen
        clients.items[i].sampled = known
        clients.blocks[i // len(clients.kinds)].sampled = known


@internal
def mind_herald(now: float, state: State[Blocks], told: Assessment) -> None:
    """Some days before an exam it becomes known what it will look at."""
    book, exams = state.clients.book[0], state.clients.exams
    if book.heralded or told.known_days == 0 or book.next_test >= len(exams):
        return
    if now >= exams[book.next_test].day - told.known_days and now >= state.city[0].intervention:
        book.heralded = True
        mark_sample(state, exams[book.next_test], True)


@internal
def looked_at(state: State[Blocks], exam: Exam, in_order: bool) -> int:
    """People over the items that an exam looks at; only over those in order, if that is asked."""
    clients = state.clients
    total = 0
    for s in range(exam.first, exam.first + exam.items):
        i = clients.sample[s].chosen
        if not in_order or clients.items[i].open == 0:
            total += clients.blocks[i // len(clients.kinds)].people
    return total


@internal
def hold_exam(now: float, state: State[Blocks]) -> None:
    """On its day an exam is held; the first of each round that finds the target reached is remembered."""
    book, exams = state.clients.book[0], state.clients.exams
    if book.next_test >= len(exams) or now < exams[book.next_test].day:
        return
    exam = exams[book.next_test]
    weight, good = looked_at(state, exam, False), looked_at(state, exam, True)
    exam.held = True
    exam.score = points(good, weight)
    if book.weight > weight:
        exam.unseen = points(book.in_order - good, book.weight - weight)
    if book.heralded:
        mark_sample(state, exam, False)
        book.heralded = False
    if exam.score >= exam.target and not book.reached:
        book.reached = True
        if book.round_now > 0:
            book.again_test = book.next_test
        if book.reached_test < 0:
            book.reached_test = book.next_test
    book.next_test += 1
