"""From the final state of a run to its row of results."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.clients.kinds import kind_of
from sim.core.rows import Rows
from sim.matters.state import Matter
from sim.measures.columns import CUTS, names_of
from sim.measures.goal_days import days_until_share, done_share, restricted_mean, restricted_to_all
from sim.measures.openness import openness, routine_days
from sim.measures.people import by_what_is_measured, of_people, of_teams, ratio
from sim.state.city import CityRow
from sim.state.state import State

if TYPE_CHECKING:
    from sim.state.regime import Regime

PARTS = ("work", "queue", "handover", "meeting", "floor", "client")


def measure(past: State[Any], end: State[Any], regime: Regime, setup_days: float) -> dict[str, float]:
    """Every declared column of one run, from its state at the intervention (*past*) and at the horizon (*end*).

    *regime* holds the arm's numbers; *setup_days* is when a team would have begun, in an arm without one.
    """
    kind = kind_of(end)
    names = names_of(kind)
    values = dict.fromkeys(names, math.nan)
    horizon = float(end.city[0].until - end.city[0].intervention)
    days = kind.goal_days(past, end)
    values |= of_goal(days, horizon) if kind.anybody(end) else {}
    values |= account(past, end, days, horizon)
    values |= kind.measure(past, end, regime, setup_days)
    values |= openness(past, end)
    values |= where_time_went(end.matters)
    values |= at_home(past, end)
    values |= counted(end.city[0])
    values |= of_people(end) | of_teams(end) | by_what_is_measured(end)
    return {name: values[name] for name in names}


def of_goal(days: np.ndarray, horizon: float) -> dict[str, float]:
    """How many reach the goal and how soon, from the *days* that each took; and the same over shorter windows.

    Where clients are, but none was left at the intervention, nobody waits: 0 days, and all are there. Where there never
    was a client these measures are missing.
    """
    values = {}
    for cut, window in ({"": horizon} | {f"_{cut}": min(float(cut), horizon) for cut in CUTS}).items():
        values[f"restricted_days{cut}"] = restricted_mean(days, window)
        values[f"restricted_to_all{cut}"] = restricted_to_all(days, window)
        values[f"done_share{cut}"] = done_share(days, window)
    for percent, name in ((0.5, "days_to_50"), (0.8, "days_to_80"), (0.95, "days_to_95"), (1.0, "days_to_all")):
        values[name] = days_until_share(days, percent)
    return values


def account(past: State[Any], end: State[Any], days: np.ndarray, horizon: float) -> dict[str, float]:
    """The two currencies: *days* of clients until their goal, and of routine matters; and what the horizon cuts off."""
    until = float(end.city[0].until)
    people = int(past.departments["establishment"].sum())
    return {
        "goal_days": float(np.minimum(days, horizon).sum()),
        "left_end": float((days > horizon).sum()),
        "routine_matter_days": routine_days(past.departments, end.departments, float(end.city[0].intervention), until)[
            0
        ],
        "routine_open_end": float(end.departments["open_routine"].sum()),
        "two_states": float(past.departments["two_states"].sum()),
        "backlog_before": float(past.departments["waiting"].sum()) / people,
    }


def where_time_went(matters: Rows[Matter]) -> dict[str, float]:
    """Shares of the elapsed time of open matters since the intervention; missing when none was open."""
    parts = {part: float(matters[f"{part}_time"].sum()) for part in PARTS}
    whole = sum(parts.values())
    return {f"{part}_share": (spent / whole if whole > 0.0 else math.nan) for part, spent in parts.items()}


def at_home(past: State[Any], end: State[Any]) -> dict[str, float]:
    """What the departments bear: time charged, backlog, routine work not done."""
    ledger = end.city[0].ledger
    arrived = gained(past, end, "arrived_effort")
    solved = gained(past, end, "solved_effort")
    people = int(end.departments["establishment"].sum())
    return {
        "staff_days": float(end.cadres["charged"].sum()),
        "overtime_days": float(end.cadres["overtime"].sum()),
        "home_backlog_days": float(ledger.backlog) / max(int(ledger.days), 1) / people,
        "lost_routine": arrived - solved,
        "routine_solved": solved,
        "routine_wait_days": ratio(gained(past, end, "waited"), gained(past, end, "begun")),
    }


def gained(past: State[Any], end: State[Any], field: str) -> float:
    """What a departments' count grew by since the intervention, over all departments."""
    return float((end.departments[field] - past.departments[field]).sum())


def counted(city: CityRow) -> dict[str, float]:
    """What the ledger counted since the intervention."""
    ledger = city.ledger
    return {
        "handovers": float(ledger.handovers),
        "lapses": float(ledger.lapses),
        "reworked": float(ledger.reworked),
        "exits": float(ledger.exits),
        "rulings": float(ledger.rulings),
        "matters_closed": float(ledger.closed),
        "matters_solved": float(ledger.solved),
    }
