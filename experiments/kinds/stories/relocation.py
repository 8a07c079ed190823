"""A village told: who has signed, what was filed against it, who was made to, and which windows fell through."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.kinds.stories.noticed import Cell, Noticed, Now, Stand, Story, in_lines
from experiments.kinds.stories.usual import TEAMS


def stand(now: Now) -> Stand:
    """Households that have signed, all of them, and those that are left."""
    book = now.clients.book[0]
    return Stand(float(book.signed), float(len(now.clients.households)), float(book.left))


def signed(now: Now) -> tuple[float, float]:
    """So many in all, and so many left."""
    told = stand(now)
    return told.n, told.other


def cells(now: Now) -> Iterator[Cell]:
    """A cell a household, those of a lane beside each other."""
    rows = now.clients.households
    yield from in_lines([state_of(now, int(h)) for h in np.lexsort((rows["key"], rows["block"]))])


def state_of(now: Now, h: int) -> str:
    """How one household stands."""
    one = now.clients.households[h]
    if one.signed:
        return "unwilling" if one.unwilling else "signed"
    if one.petition:
        return "petition"
    return "files" if one.open_issues > 0 else "undecided"


STORY = Story(
    noticed=(
        *TEAMS,
        Noticed("signed", lambda now: float(now.clients.book[0].signed), signed),
        Noticed("petitions", lambda now: float(now.clients.book[0].petitions)),
        Noticed("unwilling", lambda now: float(now.clients.book[0].unwilling)),
        Noticed("voided", lambda now: float(now.clients.book[0].voided)),
    ),
    stand=stand,
    cells=cells,
    states={"signed": "goal", "unwilling": "harm", "undecided": "open", "files": "work", "petition": "alarm"},
)
