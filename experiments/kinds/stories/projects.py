"""A city of projects told: which have all files closed, which are really done, and what their teams do."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.kinds.stories.noticed import Cell, Noticed, Now, Stand, Story, in_lines
from experiments.kinds.stories.usual import TEAMS


def done(now: Now) -> float:
    """Projects whose last matter has really been solved."""
    return float((now.clients.projects["done"] >= 0.0).sum())


def closed(now: Now) -> float:
    """Projects all of whose files have stood closed."""
    return float((now.clients.projects["ended"] >= 0.0).sum())


def stand(now: Now) -> Stand:
    """Projects really done, those that have begun, and those with all files closed."""
    begun = float((now.clients.projects["start"] <= now.city[0].now).sum())
    return Stand(done(now), begun, closed(now))


def cells(now: Now) -> Iterator[Cell]:
    """A cell a project, in the order in which they begin."""
    yield from in_lines([state_of(now, p) for p in range(len(now.clients.projects))])


def state_of(now: Now, p: int) -> str:
    """How one project stands."""
    one = now.clients.projects[p]
    if one.done >= 0.0:
        return "done"
    if one.ended >= 0.0:
        return "closed"
    return "open" if one.start <= now.city[0].now else "to_come"


STORY = Story(
    noticed=(*TEAMS, Noticed("closed", closed), Noticed("done", done)),
    stand=stand,
    cells=cells,
    states={"done": "goal", "closed": "work", "open": "open", "to_come": "none"},
)
