"""The numbers of staffing: who is called, how long set-up takes, how a team learns to work together."""

from __future__ import annotations

from pydantic import Field

from sim.core.parameter import Parameters, count, number


class Seats(Parameters):
    """How many members a team takes from one department."""

    members: int = count("persons", 0, 1000, "A3 names the departments, not the numbers; assumed")
    outside: int = count(
        "persons", 0, 1000, "A3: from the district as well; assumed, only where extra staff is allowed"
    )


class Staffing(Parameters):
    """The making of a team."""

    seats: dict[str, Seats] = Field(min_length=1)
    setup_days: int = count("day", 0, 60, "model 6: set-up of 1-3 weeks")
    familiarity_start: float = number("share of full speed", 0.5, 1, "coordination 1: s0 .5-.8")
    familiarity_days: float = number("day", 1, 120, "coordination 1: tau 3-8 weeks")
    team_days_per_week: int = count("days", 5, 7, "model 2: a mode may work 6 or 7 days")
    tiring: float = number("0..1 per day of overtime", 0, 0.2, "assumed: fatigue gained by a day beyond five")
    fatigue_loss: float = number("share of speed", 0, 1, "assumed: speed lost when fully tired")
    recovery: float = number("share per day", 0, 1, "assumed: fatigue slept off on a day that is not worked")
