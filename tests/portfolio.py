"""A small city full of task forces: eight departments of six, three teams, projects that come all the time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.scenario import Scenario
from sim.state.state import State
from tests.stories import AT_ONCE, numbers, office, scenario

PAST, YEAR = 40, 120
NAMES = ("north", "east", "south", "west", "plan", "fund", "land", "tax")


def kind(**changes: Any) -> dict[str, Any]:
    """One kind of project as configuration: eight tangled matters over a month, of four departments."""
    told = {"weight": 1.0, "competences": 4, "matters": 8, "matter_competences": 3, "effort": 2.0, "spread_days": 30.0}
    told |= {"ruling_share": 0.6, "escalated_share": 0.2, "measured_share": 0.6, "dependence": "reciprocal"}
    return told | changes


SHORT = kind(competences=3, matters=6, matter_competences=2, ruling_share=0.0, dependence="pooled")


def city(names: tuple[str, ...] = NAMES, cadres: int = 6, utilisation: float = 0.5, outside: int = 3) -> dict[str, Any]:
    """A city of these departments and two leaders; so many people outside for each department."""
    rows = {name: office(cadres, utilisation, 1.0) for name in names}
    told: dict[str, Any] = {"city__departments": rows | {"leaders": office(2, 0.3, 0.2, clears=False)}}
    told |= {"city__visit_department": names[0], "city__plot_department": names[0]}
    return told | {"staffing__seats": {name: {"members": 0, "outside": outside} for name in names}}


SMALL: dict[str, Any] = (
    AT_ONCE
    | city()
    | {
        "calendar__intervention_day": PAST,
        "calendar__horizon_days": YEAR,
        "projects__per_month": 3.0,
        "projects__team_members": 5,
        "projects__kinds": {"tangled": kind(), "short": SHORT},
        "staffing__teams": 3,
        "staffing__setup_days": 7,
        "staffing__call__pool_share": 0.8,
    }
)


def portfolio(arm: str = "task_force", **changes: Any) -> Scenario:
    """The small city in a closed city's resources, with *changes*."""
    return scenario(arm, "closed", "city_portfolio", **(SMALL | changes))


def days(told: Scenario, seed: int = 1, past: int = PAST, until: int = PAST + YEAR) -> Iterator[tuple[int, State]]:
    """Every evening of the city, from the day before the arm begins on; the same state lives on from day to day."""
    records = numbers(told)
    state = live(initialise(told, records, seed), records, float(past))
    yield past - 1, state
    intervene(state, told, records, 0.0)
    for day in range(past, until):
        state = live(state, records, day + 0.9)
        yield day, state
