"""The columns of a village, its headline and its daily series."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.clients.relocation.state import Village
from sim.measures.column import NEVER, Column
from sim.state.state import State

HEADLINE = (
    "restricted_days",
    "signed_in_40_days",
    "households_left",
    "staff_days",
    "home_backlog_days",
    "lost_routine",
    "money_paid",
    "satisfaction_worst_decile",
    "pressure_mean",
)

COLUMNS: tuple[Column, ...] = (
    Column("signed_share", "share", "households that have signed by the horizon, of all", "high"),
    Column("households_left", "households", "households that have not signed by the horizon", "low"),
    Column(
        "left_at_intervention", "households", "households left on the intervention day; the same in every arm", "none"
    ),
    Column(
        "team_days_to_all",
        "day",
        "days from the team's first working day, set-up apart, until all have signed; missing when never or no team",
        "low",
        f"{NEVER}, or without a team",
        "team_ended",
    ),
    Column(
        "signed_in_40_days",
        "households",
        "signatures within 40 days of the team's first working day, or of the day on which it would have begun",
        "high",
    ),
    Column(
        "stall_days",
        "day",
        "days without a signature up to the intervention while households were left; the same in every arm",
        "none",
    ),
    Column(
        "restricted_days_before",
        "day",
        "restricted_days of the same village in a window of the same length before the intervention",
        "none",
    ),
    Column("money_paid", "million yuan", "paid to households after the intervention", "low"),
    Column(
        "early_late_gap",
        "assessed value",
        "mean price of the last tenth of signers minus that of the first tenth; missing without signers",
        "low",
    ),
    Column(
        "price_gini", "0..1", "Gini coefficient of the prices paid, in assessed values; missing without signers", "low"
    ),
    Column(
        "satisfaction_mean",
        "0..1",
        "mean satisfaction of all households: outcome, procedure, envy, pressure; .5 is neither",
        "high",
    ),
    Column("satisfaction_worst_decile", "0..1", "mean satisfaction of the least satisfied tenth", "high"),
    Column(
        "pressure_mean",
        "0..1",
        "mean over the households left at the intervention of the pressure suffered at signing or at the horizon; "
        "missing when none was left",
        "low",
    ),
    Column("petitions", "petitions", "petitions filed after the intervention", "low"),
    Column(
        "unwilling_movers",
        "households",
        "households compelled, or signed well below what they would sell for, after the intervention",
        "low",
    ),
    Column(
        "unpaid_signatures",
        "households",
        "would have signed, and have not by the horizon because the money under the ceiling was gone",
        "low",
    ),
    Column("voided_windows", "windows", "threshold contracts that fell through after the intervention", "none"),
    Column(
        "last_staff_days",
        "working days a signature",
        "staff days charged until the last signature since all but the last tenth of those after the intervention; "
        "missing with fewer than two",
        "low",
    ),
    Column(
        "earlier_staff_days",
        "working days a signature",
        "staff days charged until all but the last tenth of the signatures after the intervention were there; missing "
        "with fewer than two",
        "none",
    ),
    Column(
        "last_money",
        "million yuan a signature",
        "what the last tenth of signers after the intervention signed for; missing with fewer than two",
        "low",
    ),
    Column(
        "earlier_money",
        "million yuan a signature",
        "what all but the last tenth of signers after the intervention signed for; missing with fewer than two",
        "none",
    ),
    Column("contacts", "visits", "visits made after the intervention", "none"),
)


def signed_share(end: State[Village]) -> np.ndarray:
    """Share of the households that have signed, sample by sample."""
    signed = end.clients.samples["signed"][: int(end.city[0].sampled)]
    households = len(end.clients.households)
    return signed / households if households else np.full(len(signed), np.nan)


def trust(end: State[Village]) -> np.ndarray:
    """Mean trust of the households that are left, sample by sample; NaN once none is."""
    samples = end.clients.samples[: int(end.city[0].sampled)]
    return np.where(samples["signed"] < len(end.clients.households), samples["trust"], np.nan)


SERIES: dict[str, Callable[[State[Village]], np.ndarray]] = {"signed": signed_share, "trust": trust}
