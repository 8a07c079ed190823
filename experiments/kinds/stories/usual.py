"""Any city told by its departments and teams: for kinds of client of whom nothing is known but their matters."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.kinds.stories.noticed import Cell, Noticed, Now, Stand, Story, in_lines

SOON, LATE = 5.0, 20.0  # working days a head that wait in a department: up to a week, and a month


def waiting_at_home(now: Now) -> float:
    """Routine work that waits in all departments, working days a head."""
    return float(now.departments["waiting"].sum()) / max(1.0, float(now.departments["establishment"].sum()))


def begun(now: Now) -> float:
    """Teams that have sat down to work so far."""
    days = now.teams["first_day"]
    return float(((days >= 0.0) & (days <= now.city[0].now)).sum())


def ended(now: Now) -> float:
    """Teams that have been dissolved."""
    return float((now.teams["dissolved"] >= 0.0).sum())


def members(now: Now) -> tuple[float, float]:
    """People in all teams, and teams."""
    return float(now.teams["members"].sum()), float(len(now.teams))


TEAMS = (Noticed("team_begins", begun, members), Noticed("team_ends", ended))


def stand(now: Now) -> Stand:
    """Matters that have been closed, those really solved, and those on file."""
    city = now.city[0]
    return Stand(float(city.ledger.closed), float(city.ledger.solved), float(city.on_file))


def cells(now: Now) -> Iterator[Cell]:
    """A cell a department, by what waits there."""
    yield from in_lines([state_of(now, d) for d in range(len(now.departments))])


def state_of(now: Now, d: int) -> str:
    """How far one department is behind."""
    one = now.departments[d]
    waits = float(one.waiting) / max(1.0, float(one.establishment))
    return "up_to_date" if waits <= SOON else "behind" if waits <= LATE else "far_behind"


STORY = Story(
    noticed=TEAMS, stand=stand, cells=cells, states={"up_to_date": "goal", "behind": "open", "far_behind": "alarm"}
)
