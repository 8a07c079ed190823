"""Conditions under which task forces must lose, each judged against its own rival and against serious ones.

A condition turns one switch: at its first value (the base) the task force should be at least *margin* better than its
rival, at its last at least *margin* worse, and worse by the switch, not only as bad as before; all told from chance
at once over all conditions and rivals (Holm). What is not so is published with its interval and what is known of why.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from experiments.study.intervals import doubtful
from experiments.study.resampling import LEAST, interval, resamples
from experiments.validation.measures import Measure
from experiments.validation.shapes import Shape
from experiments.validation.switches import Switch
from sim.core.parameter import Parameters, number

Values = list[float | int | bool | str]
TEAM = "task_force"
SURE = 0.05  # Holm-adjusted, over all conditions and rivals
CLAIMS = {  # columns of conditions.csv by the column with their probability
    "wins": "p_base",
    "loses": "p_switched",
    "worse": "p_worse",
}


class Condition(Parameters):
    """One switch: the values of what it *sets*, from the base to the switch, and what the outcome is at both ends.

    Validation fails where what it *must* show against its own rival does not; the rest is published, with what is
    *known* of why it does not show.
    """

    id: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    rival: str = "siloed"
    metrics: list[Measure] = Field(default=["all_matters_days", "all_matters_days"], min_length=2, max_length=2)
    sets: list[Switch] = Field(min_length=1)
    must: list[Literal["base", "switched", "worse"]]
    known: str = ""


class Conditions(Parameters):
    """All conditions and shapes of one scenario, the smallest difference that counts, and serious *rivals* of each.

    *outcome* says in words what the conditions' metrics are, *team* which arm must lose.
    """

    margin: float = number("share of the rival's outcome", 0.001, 0.5, "model 9: 2 %")
    rivals: list[str]
    team: str = Field(TEAM, min_length=1)
    outcome: str = Field("days open of all matters", min_length=1)
    base_known: str
    conditions: list[Condition] = Field(min_length=1)
    shapes: list[Shape]


def rivals_of(condition: Condition, told: Conditions) -> list[str]:
    """Whom a condition is judged against: its own rival first."""
    return list(dict.fromkeys([condition.rival, *told.rivals]))


def judge_condition(
    condition: Condition, rival: str, runs: pd.DataFrame, margin: float, many: int, team: str = TEAM
) -> dict[str, Any]:
    """A row of ``conditions.csv``: the difference to *rival* at every value, the break-even, how sure all is."""
    last = int(runs["point"].max())
    first_metric, last_metric = condition.metrics
    name, values = condition.sets[0].name, condition.sets[0].values
    found = [
        relative(runs[runs["point"] == point], last_metric if point == last else first_metric, rival, many, team)
        for point in range(last + 1)
    ]
    base, end = found[0], found[-1]
    row: dict[str, Any] = {
        "id": condition.id,
        "statement": condition.statement,
        "rival": rival,
        "own": rival == condition.rival,
        "switch": name,
        "base_value": values[0],
        "switch_value": values[-1],
    }
    for side, one in (("base", base), ("switched", end), ("effect", effect_of(base, end))):
        row |= {side: one["value"], f"{side}_low": one["low"], f"{side}_high": one["high"]}
    return row | {
        "break_even": break_even(values, [one["value"] for one in found]),
        "between": "; ".join(f"{value}: {one['value']:+.3f}" for value, one in zip(values, found, strict=True)),
        "p_base": one_sided(base["differences"] + margin * base["rival"], below=True),
        "p_switched": one_sided(end["differences"] - margin * end["rival"], below=False),
        "p_worse": probability_of_no_worse(base, end, margin),
        "pairs": min(len(base["rival"]), len(end["rival"])),
        "interval_doubtful": doubtful(base["differences"]) or doubtful(end["differences"]),
        "must": " ".join(condition.must) if rival == condition.rival else "",
        "known": condition.known,
    }


def relative(runs: pd.DataFrame, metric: str, rival: str, many: int, team: str) -> dict[str, Any]:
    """The task force's outcome over its rival's, less one, with a bootstrap interval over seeds (percentiles)."""
    here = runs[runs["status"] == "ok"]
    wide = here.pivot(index="seed", columns="arm", values=metric)[[team, rival]].dropna()
    mine, other = wide[team].to_numpy(float), wide[rival].to_numpy(float)
    draws = resamples(len(mine), many)
    with np.errstate(invalid="ignore", divide="ignore"):  # a rival that needs no day has nothing to be a share of
        again = mine[draws].mean(axis=1) / other[draws].mean(axis=1) - 1.0
    low, high = interval(again, len(mine))
    value = float(mine.mean() / other.mean() - 1.0) if other.any() else math.nan
    return {"value": value, "low": low, "high": high, "differences": mine - other, "rival": other, "again": again}


def effect_of(base: dict[str, Any], end: dict[str, Any]) -> dict[str, float]:
    """What the switch adds to the task force's disadvantage; the same seeds are drawn at both ends."""
    low, high = interval(end["again"] - base["again"], min(len(base["rival"]), len(end["rival"])))
    return {"value": end["value"] - base["value"], "low": low, "high": high}


def probability_of_no_worse(base: dict[str, Any], end: dict[str, Any], margin: float) -> float:
    """Share of resamples in which the switch does not add *margin*; 1 of seeds too few to be drawn again."""
    if min(len(base["rival"]), len(end["rival"])) < LEAST:
        return 1.0
    gone = end["again"] - base["again"] <= margin
    return float((1 + gone.sum()) / (1 + len(gone)))


def decided(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of all conditions with what is told from chance at once: *wins*, *loses*, *worse*, and *flips*."""
    sure = {name: holm(table[p].to_numpy(float)) < SURE for name, p in CLAIMS.items()}
    both = holm(table[["p_base", "p_switched"]].max(axis=1).to_numpy(float)) < SURE
    return table.assign(**sure, flips=both)


def one_sided(values: np.ndarray, below: bool) -> float:
    """Probability of such a mean if the true one were on the other side of zero (Student)."""
    from scipy.stats import ttest_1samp

    if len(values) < 2 or np.ptp(values) == 0.0:
        right = values.mean() < 0.0 if below else values.mean() > 0.0
        return 0.0 if right else 1.0
    return float(ttest_1samp(values, 0.0, alternative="less" if below else "greater").pvalue)


def break_even(values: Values, found: list[float]) -> float:
    """The value at which the two are level, on the line between the first two that differ in sign; NaN for none."""
    if isinstance(values[0], str | bool):
        return math.nan
    for place in range(len(found) - 1):
        one, other = found[place], found[place + 1]
        if one < 0.0 <= other:
            low, high = float(values[place]), float(values[place + 1])
            return low + (high - low) * -one / (other - one)
    return math.nan


def holm(p: np.ndarray) -> np.ndarray:
    """Probabilities adjusted for looking at all of them (Holm 1979)."""
    order = np.argsort(p, kind="stable")
    adjusted = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    out = np.empty_like(p)
    out[order] = np.minimum(adjusted, 1.0)
    return out


def as_patterns(table: pd.DataFrame, told: Conditions, replications: int) -> Iterator[dict[str, Any]]:
    """Three rows of ``patterns.csv`` a condition, against its own rival: base wins, switch loses, it is worse."""
    margin = told.margin
    for row in table[table["own"]].to_dict("records"):
        claims = (
            ("base", "base", [-math.inf, -margin], row["wins"]),
            ("switched", "switched", [margin, math.inf], row["loses"] and row["worse"]),
            ("worse", "effect", [margin, math.inf], row["worse"]),
        )
        for name, side, (low, high), passed in claims:
            yield {
                "id": f"lose_{row['id']}_{name}",
                "source": f"model 9 ({row['id']})",
                "statement": f"{row['statement']}: {name}, {told.outcome}, task force over {row['rival']}, less one",
                "expected_low": low,
                "expected_high": high,
                "simulated_low": row[f"{side}_low"],
                "simulated_median": row[side],
                "simulated_high": row[f"{side}_high"],
                "passed": bool(passed),
                "required": name in row["must"].split(),
                "runs": replications,
                "interval_doubtful": row["interval_doubtful"],
                "idle": 0.0,
                "known": told.base_known if name == "base" else row["known"],
            }


def place_of(one: Condition | Shape) -> str:
    """The folder of one condition's or shape's study."""
    return f"{'conditions' if isinstance(one, Condition) else 'shapes'}/{one.id}"
