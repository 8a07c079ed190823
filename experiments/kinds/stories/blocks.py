"""A campaign told: its index, every test and what it found, and how many defects stand open in each block."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.kinds.stories.noticed import Cell, Noticed, Now, Stand, Story, in_lines
from experiments.kinds.stories.usual import TEAMS

FEW = 3  # defects open in a block


def stand(now: Now) -> Stand:
    """The index this morning, the target, and defects that stand open."""
    book = now.clients.book[0]
    return Stand(float(book.index), float(book.target), float(now.clients.blocks["open"].sum()))


def held(now: Now) -> float:
    """Tests that have been."""
    return float(now.clients.exams["held"].sum())


def last_test(now: Now) -> tuple[float, float]:
    """What the last test found, and its target."""
    last = now.clients.exams[max(0, int(held(now)) - 1)]
    return float(last.score), float(last.target)


def cells(now: Now) -> Iterator[Cell]:
    """A cell a block."""
    yield from in_lines([state_of(int(many)) for many in now.clients.blocks["open"]])


def state_of(many: int) -> str:
    """A block by the number of its open defects."""
    return "in_order" if many == 0 else "few" if many <= FEW else "many"


STORY = Story(
    noticed=(*TEAMS, Noticed("test", held, last_test)),
    stand=stand,
    cells=cells,
    states={"in_order": "goal", "few": "open", "many": "alarm"},
)
