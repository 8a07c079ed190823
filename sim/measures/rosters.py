"""Measures of a roster: how well and how soon teams are staffed, and what it takes from home."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sim.core.parameter import as_row
from sim.measures.columns import Column
from sim.staffing.applicants import Demand, days_to_names
from sim.staffing.fit import fit, qualified
from sim.staffing.lenders import own_people
from sim.staffing.matching import Roster
from sim.staffing.parameters import Call

ROSTER_COLUMNS: tuple[Column, ...] = (
    Column("fit_mean", "fit", "mean fit of members, by true proficiency; missing without members", "high"),
    Column("fit_seen_mean", "fit", "the same as it was seen; above fit_mean where luck was taken for ability", "none"),
    Column(
        "coverage",
        "share",
        "of the competences that teams asked for (each team's counted apart), held by a member of the team",
        "high",
    ),
    Column("seats_unfilled", "seats", "seats for which nobody could be chosen", "low"),
    Column("young_share", "share", "of members, below the age of the young; missing without members", "none"),
    Column("titled_share", "share", "of members, with a professional title; missing without members", "none"),
    Column(
        "experienced_share", "share", "of members, with experience in other fields; missing without members", "none"
    ),
    Column("days_to_staff", "day", "from the call to the last name; missing without members", "low"),
    Column("home_loss", "share", "of the proficiency of all departments' people, taken away", "low"),
    Column(
        "home_loss_excess",
        "share",
        "home_loss minus the share of head count taken away; above 0 where the best go",
        "low",
    ),
)


def measure_roster(
    cadres: np.recarray, chosen: Roster, demands: Sequence[Demand], call: Call, way: str
) -> dict[str, float]:
    """The measures of one roster by name; *cadres* may stand as before or after members were lent."""
    numbers = as_row(call)[0]
    members = len(chosen.cadre)
    fits = [fit(cadres[c].skill, cadres[c], k, numbers) for c, k in zip(chosen.cadre, chosen.competence, strict=True)]
    own = own_people(cadres)
    home_loss = share(cadres["skill"][chosen.cadre].sum(), cadres["skill"][own].sum())
    return {
        "fit_mean": mean(fits),
        "fit_seen_mean": mean(chosen.fit),
        "coverage": coverage(cadres, chosen, demands),
        "seats_unfilled": float(sum(persons for _, _, persons in chosen.unfilled)),
        **{f"{target}_share": value for target, value in chosen.composition.items()},
        "days_to_staff": float(days_to_names(call, way)) if members else math.nan,
        "home_loss": home_loss,
        "home_loss_excess": home_loss - share(members, int(np.count_nonzero(own))),
    }


def coverage(cadres: np.recarray, chosen: Roster, demands: Sequence[Demand]) -> float:
    """Share of demanded pairs of team and competence that some member of the team holds; 1 when none is demanded."""
    asked = {(one.team, one.competence) for one in demands if one.persons > 0}
    held = [
        any(qualified(cadres[c], competence) for c in chosen.cadre[chosen.team == team]) for team, competence in asked
    ]
    return sum(held) / len(held) if held else 1.0


def mean(values: Sequence[float] | np.ndarray) -> float:
    """The mean, NaN of nothing."""
    return float(np.mean(values)) if len(values) else math.nan


def share(part: float, whole: float) -> float:
    """A part of a whole, 0 where there is none."""
    return float(part / whole) if whole else 0.0
