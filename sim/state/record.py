"""What a city writes down on the way: daily samples, moves of members."""

from __future__ import annotations

from sim.core.rows import RowType, flag, real, whole


class Sample(RowType):
    """How a city stands on one day."""

    day: int = whole("day", "days after the intervention, negative before")
    matters_open: int = whole("matters", "matters on file and not closed")
    backlog: float = real("working days", "routine work waiting at home")
    away: int = whole("persons", "cadres away from home with a team")
    present: int = whole("persons", "cadres at home")
    training: int = whole("persons", "of those away, in training")
    teams: int = whole("teams", "working")
    waiting: int = whole("teams", "called, and not yet at work")


class Move(RowType):
    """One move of a cadre into a team or out of it."""

    day: float = real("day", "when it happened")
    cadre: int = whole("cadre", "who")
    department: int = whole("department", "whose")
    team: int = whole("team", "into or out of which")
    project: int = whole("project", "the team's task then, -1 where it has none of its own")
    competence: int = whole("competence", "of the seat")
    leaves: bool = flag("goes home; else becomes a member")
