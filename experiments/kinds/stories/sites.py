"""A town's earth told: which sites are done, which stand still, which stores open, what talks came to, and the map."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.kinds.stories.noticed import Cell, Noticed, Now, Stand, Story
from experiments.kinds.stories.usual import TEAMS


def done(now: Now) -> float:
    """Sites whose earthworks are done."""
    return float((now.clients.sites["ended"] >= 0.0).sum())


def stand(now: Now) -> Stand:
    """Sites that are done, all of them, and those that another's heap keeps from working."""
    states = [state_of(now, s) for s in range(len(now.clients.sites))]
    return Stand(done(now), float(len(states)), float(states.count("stands_still")))


def cells(now: Now) -> Iterator[Cell]:
    """A cell a site, where it lies."""
    for s, one in enumerate(now.clients.sites):
        yield Cell(float(one.x), float(one.y), state_of(now, s))


def state_of(now: Now, s: int) -> str:
    """How one site stands."""
    one = now.clients.sites[s]
    if one.ended >= 0.0:
        return "done"
    if one.begins > now.city[0].now:
        return "to_come"
    return "stands_still" if one.blocked_by >= 0 else "at_work"


STORY = Story(
    noticed=(
        *TEAMS,
        Noticed("done", done, lambda now: (done(now), float(len(now.clients.sites)))),
        Noticed("stores", lambda now: float((now.clients.stores["opened"] >= 0.0).sum())),
        Noticed("talks", lambda now: float(now.clients.book[0].talks)),
        Noticed("refused", lambda now: float(now.clients.book[0].refused)),
        Noticed("ordered", lambda now: float((now.clients.sites["ordered"] >= 0.0).sum())),
    ),
    stand=stand,
    cells=cells,
    states={"done": "goal", "at_work": "work", "stands_still": "alarm", "to_come": "none"},
)
