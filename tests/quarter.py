"""A small city whose blocks are assessed: one owner, one partner, one office that inspects."""

from __future__ import annotations

from typing import Any

from sim.scenario import Scenario
from tests.stories import STILL, office, scenario


def kind(**changes: Any) -> dict[str, Any]:
    """One kind of defect as configuration: what one department mends alone."""
    told = {"owner": "a", "partner": "b", "joint_share": 0.0, "arrivals": 0.3, "habit": False}
    return told | {"effort": 0.1, "measured": True, "later": False} | changes


def city(owner: int = 3, busy: float = 0.0) -> dict[str, Any]:
    """Departments a (so many people) and b, the inspecting street, two leaders; three members of a team."""
    rows = {"a": office(owner, busy, 0.5), "b": office(3, busy, 0.5), "street": office(6, busy, 0.5)}
    told: dict[str, Any] = {"city__departments": rows | {"leaders": office(2, 0.0, 0.2, clears=False)}}
    told |= {"city__visit_department": "street", "city__plot_department": "street"}
    return told | {"staffing__seats": {name: {"members": 1, "outside": 0} for name in ("a", "b", "street")}}


QUIET: dict[str, Any] = (
    STILL
    | city()
    | {
        "calendar__intervention_day": 60,
        "calendar__horizon_days": 120,
        "blocks__total": 30,
        "blocks__people_sigma": 0.0,
        "blocks__upkeep_share": 0.0,
        "blocks__kinds": {"litter": kind(), "noise": kind(owner="b", partner="a", measured=False)},
        "blocks__assessment__tests": 1,
        "blocks__assessment__first_day": 100,
        "blocks__assessment__items_sampled": 10,
        "evaluation__false_closing": 0.0,
    }
)
NO_DOORS: dict[str, Any] = {"blocks__doors__call_share": 0.0, "blocks__doors__detection": 0.0}
AT_ONCE: dict[str, Any] = {"blocks__doors__call_share": 1.0, "blocks__doors__call_days": 0.0}
NO_TESTS: dict[str, Any] = {"blocks__assessment__tests": 0, "blocks__assessment__items_sampled": 1}


def quarter(arm: str = "siloed", **changes: Any) -> Scenario:
    """The small city in a closed city's resources, with *changes*."""
    return scenario(arm, "closed", "civilised_city", **(QUIET | changes))


def whole(arm: str = "task_force", **changes: Any) -> Scenario:
    """The scenario as it is, with *changes*."""
    return scenario(arm, "closed", "civilised_city", **changes)
