"""Approvals told: which reviews are closed, which meetings were held, what was sent back, who travelled."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.kinds.stories.noticed import Cell, Noticed, Now, Stand, Story, in_lines
from experiments.kinds.stories.usual import TEAMS
from sim.matters.state import MatterStage


def closed(now: Now) -> float:
    """Reviews that stand closed."""
    return float((now.matters["stage"] == MatterStage.CLOSED).sum())


def stand(now: Now) -> Stand:
    """Reviews closed, all of them, and those on file."""
    return Stand(closed(now), float(len(now.clients.reviews)), float(now.city[0].on_file))


def of_all(now: Now) -> tuple[float, float]:
    """So many in all, of so many."""
    told = stand(now)
    return told.n, told.total


def cells(now: Now) -> Iterator[Cell]:
    """A cell a review, in the order of the graph."""
    yield from in_lines([state_of(now, m) for m in range(len(now.clients.reviews))])


def state_of(now: Now, m: int) -> str:
    """How one review stands."""
    stage, review = now.matters[m].stage, now.clients.reviews[m]
    if stage == MatterStage.CLOSED:
        return "closed"
    if stage == MatterStage.DORMANT:
        return "drafted" if review.released >= 0.0 else "waits"
    return "on_file"


STORY = Story(
    noticed=(
        *TEAMS,
        Noticed("closed", closed, of_all),
        Noticed("meetings", lambda now: float(now.clients.book[0].meetings)),
        Noticed("sent_back", lambda now: float(now.clients.book[0].sent_back)),
        Noticed("trips", lambda now: float(now.clients.spots["trips"].sum())),
        Noticed("granted", lambda now: float((now.clients.approvals["ended"] >= 0.0).sum())),
    ),
    stand=stand,
    cells=cells,
    states={"closed": "goal", "on_file": "work", "drafted": "open", "waits": "none"},
)
