"""How sure a finding is, on two axes, and the verb that the two allow: the rule, not taste, chooses it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from experiments.report.front.amounts import number
from experiments.report.speech import Two, Value, same, word

MOST = 0.75  # of explanations or cities: "probably" asks for as many
WIDE = 0.8  # of cities: the flat statement asks for as many


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the explanations of the stall point the way of the whole, and between which differences."""

    agree: int
    of: int
    low: float
    high: float


def strength(clear: bool, agreement: Agreement | None, cities: float = 1.0, against: float = 0.0) -> str:
    """The verb: *does*, *probably*, *may* or *unknown*.

    It is unknown where chance alone could make the difference, or where more cities point the other way; flat where
    every explanation and at least 80 of 100 cities agree; probable where three of four of both do; else perhaps.
    *cities* is the share that points that way, *against* the share that points the other.
    """
    if not clear or against > cities:
        return "unknown"
    share = agreement.agree / agreement.of if agreement and agreement.of else 1.0
    if share == 1.0 and cities >= WIDE:
        return "does"
    return "probably" if share >= MOST and cities >= MOST else "may"


def verb(clear: bool, difference: float, agreement: Agreement | None, cities: float = 1.0, against: float = 0.0) -> Two:
    """The fixed verb of a difference in days."""
    side = "sooner" if difference < 0 else "later"
    return word(f"says.{strength(clear, agreement, cities, against)}.{side}")


def agreement_of(differences: pd.Series, whole: float) -> Agreement | None:
    """How many of some differences have the sign of the whole; None where there are none."""
    known = differences.dropna()
    if not len(known):
        return None
    agree = int(((known < 0) == (whole < 0)).sum()) if whole else 0
    return Agreement(agree, len(known), float(known.min()), float(known.max()))


def said_of(line: pd.Series, agreement: Agreement | None, places: Two) -> Two:
    """Both axes in words."""
    if math.isnan(line["ci_low"]):
        chance = word("sure.few", places=places)
    else:
        clear = line["ci_low"] > 0 or line["ci_high"] < 0
        ends = {"low": same(number(line["ci_low"])), "high": same(number(line["ci_high"]))}
        chance = word("sure.clear" if clear else "sure.unclear", **ends)
    if agreement is None:
        return chance
    told: dict[str, Value] = {
        "agree": agreement.agree,
        "of": agreement.of,
        "low": number(agreement.low),
        "high": number(agreement.high),
    }
    return chance + (word("sure.agree", **told) if agreement.of > 1 else word("sure.alone"))
