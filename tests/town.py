"""A small town of sites for tests: departments without delays, and what it takes to come near exact limits."""

from __future__ import annotations

from typing import Any

from sim.scenario import Scenario
from tests.stories import STILL, office, scenario

PARTIES = ("area_authority", "builders", "owners", "hauliers")
DESKS: dict[str, Any] = {
    "city__departments": {name: office(6, 0.0, 0.5) for name in PARTIES} | {"leaders": office(2, 0.0, 0.2, False)},
    "staffing__seats": {name: {"members": 1, "outside": 0} for name in PARTIES},
}
SMALL: dict[str, Any] = DESKS | {
    "calendar__intervention_day": 28,
    "calendar__horizon_days": 364,
    "sites__ground__total": 12,
    "sites__ground__weeks_low": 4,
    "sites__ground__weeks_high": 16,
    "sites__named": {},
    "sites__park": "",
}
"""A dozen sites in a year, with all that delays them but other work."""

FREE: dict[str, Any] = {
    # nothing stands between a plan and what comes of it
    "sites__talks__needed": False,
    "sites__talks__least": 1,
    "sites__talks__partners": 400,
    "sites__ground__noise": 0.0,
    "sites__ground__slip_weeks": 0,
    "sites__ground__room_share": 1.0,
    "sites__ground__plot": 100.0,
    "sites__ground__stock_weeks": 52,
    "sites__ground__hold_weeks": 104,
    "sites__fleet__trucks": 1000,
    "sites__fleet__trips": 40.0,
    "sites__fleet__load": 60.0,
    "sites__outlets__stores": 0,
    "sites__prices__bare": 0.0,
    "sites__control__active": False,
    "sites__office__horizon_weeks": 520,
    "sites__office__weekly": True,
    "sites__office__delay_days": 0,
}


def site(x: float, y: float, volume: int, weeks: int = 4, **changes: Any) -> dict[str, Any]:
    """A named site as configuration: one that digs loam from the seventh week on."""
    told: dict[str, Any] = {"x": x, "y": y, "volume": volume, "weeks": weeks, "first_week": 6}
    return told | {"fills": False, "soil": "loam"} | changes


def town(arm: str = "siloed", **changes: Any) -> Scenario:
    """The small town in a closed city's resources, with *changes*."""
    return scenario(arm, "closed", "earthworks", **(STILL | SMALL | changes))


def whole(arm: str = "dispatch_team", **changes: Any) -> Scenario:
    """The scenario as it is, with *changes*."""
    return scenario(arm, "closed", "earthworks", **changes)
