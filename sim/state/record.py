"""What a city writes down on the way: daily samples, life lines of teams, moves of members."""

from __future__ import annotations

from sim.core.rows import Kind, flag, real, whole

SAMPLE = Kind(
    "sample",
    day=whole("day", "days after the intervention, negative before"),
    signed=whole("households", "households that have signed"),
    matters_open=whole("matters", "matters on file and not closed"),
    backlog=real("working days", "routine work waiting at home"),
    away=whole("persons", "cadres away from home with a team"),
    present=whole("persons", "cadres at home"),
    training=whole("persons", "of those away, in training"),
    teams=whole("teams", "working"),
    waiting=whole("teams", "called, and not yet at work"),
    trust=real("0..1", "mean trust of the households left"),
)

LIFE = Kind(
    "life",
    day=real("day", "when it happened"),
    team=whole("team", "whose life it is"),
    project=whole("project", "its task, -1 where it has none of its own"),
    stage=whole("stage", "the stage that begins"),
    members=whole("persons", "members then"),
)

MOVE = Kind(
    "move",
    day=real("day", "when it happened"),
    cadre=whole("cadre", "who"),
    department=whole("department", "whose"),
    team=whole("team", "into or out of which"),
    project=whole("project", "the team's task then, -1 where it has none of its own"),
    competence=whole("competence", "of the seat"),
    leaves=flag("goes home; else becomes a member"),
)
