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
    teams: int = count("teams", 1, 100, "B1, B2: 15 to 32 in a city; seats are shared out among them in turn")
    member_share: float = number(
        "share of working days", 0.05, 1, "coordination 1: part-time share .3-.6; 1 is full-time"
    )
    change_over: float = number(
        "working days",
        0,
        0.5,
        "coordination 1: part-time has its own switching loss; assumed, for each change",
    )
    exit_rate: float = number(
        "probability per month",
        0,
        0.5,
        "coordination 1: recall 0-5 % a month; model 6: 3-10 % a year dismissed",
    )
    report_days: int = count("day", 0, 60, "model 4: how often a team asks the leaders for direction; 0 leaves it out")
    report_effort: float = number("working days", 0.01, 2, "assumed: leaders' time for one direction")
    forget_days: float = number(
        "day",
        0,
        3650,
        "coordination 3: departments grow dependent; time in which their project skill fades; 0: never",
    )
    setup_days: int = count("day", 0, 60, "model 6: set-up of 1-3 weeks")
    familiarity_start: float = number("share of full speed", 0.5, 1, "coordination 1: s0 .5-.8")
    familiarity_days: float = number("day", 1, 120, "coordination 1: tau 3-8 weeks")
    team_days_per_week: int = count("days", 5, 7, "model 2: a mode may work 6 or 7 days")
    tiring: float = number("0..1 per day of overtime", 0, 0.2, "assumed: fatigue gained by a day beyond five")
    fatigue_loss: float = number("share of speed", 0, 1, "assumed: speed lost when fully tired")
    recovery: float = number("share per day", 0, 1, "assumed: fatigue slept off on a day that is not worked")
