"""From the final state of a run to its row of results."""

from __future__ import annotations

import math

from sim.clients.projects.measures import of_projects
from sim.clients.relocation.measures import from_first_day, of_households, who_bears
from sim.clients.relocation.signature_days import (
    days_to_sign,
    days_until_share,
    done_share,
    restricted_mean,
    restricted_to_all,
)
from sim.core.rows import Row, Rows
from sim.measures.columns import CUTS, NAMES
from sim.measures.openness import days_to_solve, openness
from sim.measures.people import by_what_is_measured, of_people

PARTS = ("work", "queue", "handover", "meeting", "floor", "client")


def measure(past, end, negotiation: Row, setup_days: float) -> dict[str, float]:
    """Every declared column of one run, from its state at the intervention (*past*) and at the horizon (*end*)."""
    city = end.city[0]
    horizon = float(city.until - city.intervention)
    left = ~past.households["signed"]
    values = dict.fromkeys(NAMES, math.nan)
    if len(end.households):
        days = days_to_sign(end.households, left, float(city.intervention))
        values |= of_households(past, end, left, horizon)
        values |= from_first_day(city, end.teams[0], days, setup_days)
        values |= who_bears(end, left, negotiation)
    else:  # clients bring their matters themselves: what is measured is when these are solved
        days = days_to_solve(end.matters, float(city.intervention), float(city.until))
    for cut, window in ({"": horizon} | {f"_{cut}": min(float(cut), horizon) for cut in CUTS}).items():
        values[f"restricted_days{cut}"] = restricted_mean(days, window)
        values[f"restricted_to_all{cut}"] = restricted_to_all(days, window)
        values[f"done_share{cut}"] = done_share(days, window)
    for percent, name in ((0.5, "days_to_50"), (0.8, "days_to_80"), (0.95, "days_to_95"), (1.0, "days_to_all")):
        values[name] = days_until_share(days, percent)
    values |= openness(past, end)
    values |= where_time_went(end.matters)
    values |= at_home(past, end)
    values |= counted(city)
    values |= of_people(end) | of_projects(end) | by_what_is_measured(end)
    return {name: values[name] for name in NAMES}


def where_time_went(matters: Rows) -> dict[str, float]:
    """Shares of the elapsed time of open matters since the intervention; all zero when none was open."""
    parts = {part: float(matters[f"{part}_time"].sum()) for part in PARTS}
    whole = sum(parts.values())
    return {f"{part}_share": (spent / whole if whole > 0.0 else 0.0) for part, spent in parts.items()}


def at_home(past, end) -> dict[str, float]:
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
        "routine_wait_days": gained(past, end, "waited") / max(gained(past, end, "begun"), 1.0),
    }


def gained(past, end, field: str) -> float:
    """What a departments' count grew by since the intervention, over all departments."""
    return float((end.departments[field] - past.departments[field]).sum())


def counted(city: Row) -> dict[str, float]:
    """What the ledger counted since the intervention."""
    ledger = city.ledger
    return {
        "money_paid": float(ledger.money),
        "petitions": float(ledger.petitions),
        "unwilling_movers": float(ledger.unwilling),
        "contacts": float(ledger.contacts),
        "handovers": float(ledger.handovers),
        "lapses": float(ledger.lapses),
        "reworked": float(ledger.reworked),
        "exits": float(ledger.exits),
        "rulings": float(ledger.rulings),
        "matters_closed": float(ledger.closed),
        "matters_solved": float(ledger.solved),
    }
