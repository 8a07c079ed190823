"""Projects as a kind of client: what the rest of the laboratory has to know of them."""

from __future__ import annotations

from sim.clients.kinds import ClientKind
from sim.clients.projects import tasks
from sim.clients.projects.columns import COLUMNS, HEADLINE
from sim.clients.projects.measures import matter_days, measure
from sim.clients.projects.parameters import ProjectsSetting
from sim.clients.projects.population import initialise, tables
from sim.clients.projects.state import Projects

KIND = ClientKind(
    name="projects",
    noun="city",
    rows=Projects,
    settings=ProjectsSetting,
    tables=tables,
    initialise=initialise,
    goal_days=matter_days,
    columns=COLUMNS,
    measure=measure,
    agents=("sim.clients.projects.agent:Project",),
    headline=HEADLINE,
    smallest={"calendar.intervention_day": 20, "calendar.horizon_days": 20},
    has_tasks=True,
    team_members=lambda scenario: int(scenario.projects.team_members),
    needs=tasks.needs,
    left=tasks.left,
)
