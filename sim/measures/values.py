"""From the final state of a run to its row of results."""

from __future__ import annotations

import math

import numpy as np

from sim.core.compiling import compiled
from sim.core.rows import Row, Rows
from sim.measures.columns import CUTS, NAMES
from sim.measures.inequality import gini, worst_tenth
from sim.measures.openness import days_to_solve, openness
from sim.measures.people import by_what_is_measured, of_people, of_projects
from sim.measures.signatures import (
    days_to_sign,
    days_until_share,
    done_share,
    restricted_before,
    restricted_mean,
    restricted_to_all,
)
from sim.negotiation.satisfaction import satisfaction

PARTS = ("work", "queue", "handover", "meeting", "floor", "client")
A7_DAYS = 40.0  # source fact A7: the task force needed 40 days for the rest


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


def of_households(past, end, left: np.ndarray, horizon: float) -> dict[str, float]:
    """Who has signed, who is left, and how it was before."""
    city = end.city[0]
    return {
        "signed_share": 1.0 - city.left / len(end.households),
        "households_left": float(city.left),
        "left_at_intervention": float(left.sum()),
        "stall_days": float(city.intervention - past.city[0].last_signature) if left.any() else 0.0,
        "restricted_days_before": restricted_before(past.households, float(city.intervention), horizon),
    }


def from_first_day(city: Row, team: Row, days: np.ndarray, setup_days: float) -> dict[str, float]:
    """The clock of A7: it starts on the team's first working day; an arm without a team is read by the same clock."""
    with_team = team.first_day >= 0.0
    start = float(team.first_day - city.intervention) if with_team else setup_days
    whole = days_until_share(days, 1.0)
    return {
        "team_days_to_all": math.nan if math.isnan(whole) or not with_team else max(0.0, whole - start),
        "signed_in_40_days": float((days <= start + A7_DAYS).sum()),
    }


def who_bears(end, left: np.ndarray, negotiation: Row) -> dict[str, float]:
    """Prices by rank of signing, satisfaction, pressure."""
    households = end.households
    best = float(end.city[0].ledger.best_price)
    feelings = np.empty(len(households))
    feel(households, best, negotiation, feelings)
    signed = np.flatnonzero(households["signed"] & ~households["conditional"])
    prices = households["price"][signed][np.argsort(households["signed_at"][signed], kind="stable")]
    tenth = max(1, len(prices) // 10)
    return {
        "early_late_gap": float(prices[-tenth:].mean() - prices[:tenth].mean()) if len(prices) else 0.0,
        "price_gini": gini(prices),
        "satisfaction_mean": float(feelings.mean()),
        "satisfaction_worst_decile": worst_tenth(feelings),
        "pressure_mean": float(households["pressure"][left].mean()) if left.any() else 0.0,
    }


@compiled
def feeling(household, best_price, negotiation):
    """Satisfaction of one household; one that has not signed keeps what it has and envies nobody."""
    if household.signed:
        return satisfaction(household, household.price, best_price, negotiation)
    return satisfaction(household, household.reservation, household.reservation, negotiation)


@compiled
def feel(households, best_price, negotiation, feelings):
    """The same of every household, written into *feelings*: compiled, because it took longer than a whole branch."""
    for one in range(len(households)):
        feelings[one] = feeling(households[one], best_price, negotiation)


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
