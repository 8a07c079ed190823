"""Sites as a kind of client: what the rest of the laboratory has to know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.clients.kinds import ClientKind
from sim.clients.sites import day, talks  # noqa: F401  (they answer)
from sim.clients.sites.columns import COLUMNS, HEADLINE
from sim.clients.sites.map import map_of
from sim.clients.sites.measures import days_to_end, measure
from sim.clients.sites.numbers import parts
from sim.clients.sites.population import initialise
from sim.clients.sites.setting import SiteSetting
from sim.clients.sites.state import Sites

if TYPE_CHECKING:
    from sim.state.numbers import Numbers
    from sim.state.state import State


def plan(state: State[Any], numbers: Numbers) -> None:
    """Plan the coming week; what plans is read where there is a town to plan for."""
    from sim.clients.sites.planning import plan as plan_week

    plan_week(state, numbers)


KIND = ClientKind(
    name="sites",
    noun="town",
    rows=Sites,
    settings=SiteSetting,
    parts=parts,
    initialise=initialise,
    goal_days=days_to_end,
    anybody=lambda _: True,
    columns=COLUMNS,
    measure=measure,
    agents=("sim.clients.sites.agent:Site",),
    headline=HEADLINE,
    smallest={"sites.ground.total": 2, "calendar.intervention_day": 28, "calendar.horizon_days": 560},
    plan=plan,
    switches=("platform", "forecasts", "stores", "optimiser", "order_power"),
    first_city=map_of,
)
