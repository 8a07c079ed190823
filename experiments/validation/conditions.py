"""Conditions under which task forces must lose, and shapes that must show: a study each, judged by one rule.

A condition turns one switch: at its first value (the
base) the task force must be at least *margin* better than its rival, at its last at least *margin* worse, both told
from chance at once over all conditions (Holm). What does not flip is published with its
interval, and so is what loses at the switch without having won at the base.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field

from experiments.study.design import Points
from experiments.study.resampling import interval, interval_of, resamples
from experiments.study.settings import Study
from experiments.study.varied import declared
from sim.core.parameter import Parameters, name_of, number, switch
from sim.measures.columns import NAMES
from sim.yaml_scan import ConfigError

Values = list[float | int | bool | str]
MEASURE = "^(" + "|".join(NAMES) + ")$"
TEAM = "task_force"


class Switch(Parameters):
    """One parameter, wildcards allowed, and the values that it takes one after the other."""

    name: str = Field(min_length=1)
    values: list[float | int | bool | str] = Field(min_length=1)


class Condition(Parameters):
    """One switch: the values of what it *sets*, from the base to the switch, and what the outcome is at both ends."""

    id: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    rival: str = "siloed"
    metrics: list[str] = Field(default=["all_matters_days", "all_matters_days"], min_length=2, max_length=2)
    sets: list[Switch] = Field(min_length=1)
    must: bool = switch("model 9: whether validation fails where it does not flip; false where it is published")


class Shape(Parameters):
    """One shape: a measure of one arm, or its ratio to another arm, measure or value, and where it must lie."""

    id: str = Field(min_length=1)
    source: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    arm: str = Field(min_length=1)
    measure: list[str] = Field(min_length=1)
    over: str = ""
    over_measure: str = ""
    sets: list[Switch]
    of: str = name_of(("level", "ratio", "ratio_of_ratios"), "how the number comes about")
    within: list[float] = Field(min_length=2, max_length=2)
    must: bool = switch("model 9: whether validation fails where it does not hold")


class Conditions(Parameters):
    """All conditions and shapes of one scenario, with the smallest difference that counts."""

    margin: float = number("share of the rival's outcome", 0, 0.5, "model 9: 2 %")
    conditions: list[Condition] = Field(min_length=1)
    shapes: list[Shape]


def points_of_sets(sets: list[Switch], study: Study) -> Points:
    """The points of a condition: the n-th value of everything that it sets; one empty point for no sets.

    Raises ConfigError for a name that is no parameter, and for lists of different lengths.
    """
    if not sets:
        return Points(pd.DataFrame(index=range(1)), pd.DataFrame(index=range(1)))
    tree = study.model_dump(mode="json")
    lengths = {len(one.values) for one in sets}
    if len(lengths) > 1:
        raise ConfigError(f"sets: {', '.join(one.name for one in sets)} must have as many values as each other")
    for one in sets:
        declared(one.name, tree, type(study))
    table = pd.DataFrame({one.name: one.values for one in sets})
    return Points(table, pd.DataFrame(index=range(lengths.pop())))


def judge_condition(condition: Condition, runs: pd.DataFrame, margin: float, many: int) -> dict[str, Any]:
    """A row of ``conditions.csv``: the relative difference at every value, the break-even, and how sure the flip is."""
    last = int(runs["point"].max())
    first_metric, last_metric = condition.metrics
    name, values = condition.sets[0].name, condition.sets[0].values
    found = [
        relative(runs, point, last_metric if point == last else first_metric, condition.rival, many)
        for point in range(last + 1)
    ]
    base, end = found[0], found[-1]
    wins = one_sided(base["differences"] + margin * base["rival"], below=True)
    loses = one_sided(end["differences"] - margin * end["rival"], below=False)
    return {
        "id": condition.id,
        "statement": condition.statement,
        "rival": condition.rival,
        "switch": name,
        "base_value": values[0],
        "switch_value": values[-1],
        "base": base["value"],
        "base_low": base["low"],
        "base_high": base["high"],
        "switched": end["value"],
        "switched_low": end["low"],
        "switched_high": end["high"],
        "break_even": break_even(values, [one["value"] for one in found]),
        "between": "; ".join(f"{value}: {one['value']:+.3f}" for value, one in zip(values, found, strict=True)),
        "p_base": wins,
        "p_switched": loses,
        "must": condition.must,
    }


def relative(runs: pd.DataFrame, point: int, metric: str, rival: str, many: int) -> dict[str, Any]:
    """The task force's outcome over its rival's, less one, with a bootstrap interval over seeds (percentiles)."""
    here = runs[(runs["point"] == point) & (runs["status"] == "ok")]
    wide = here.pivot(index="seed", columns="arm", values=metric).dropna()
    team, other = wide[TEAM].to_numpy(float), wide[rival].to_numpy(float)
    draws = resamples(len(team), many)
    low, high = interval(team[draws].mean(axis=1) / other[draws].mean(axis=1) - 1.0)
    value = float(team.mean() / other.mean() - 1.0)
    return {"value": value, "low": low, "high": high, "differences": team - other, "rival": other}


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


def judge_shape(shape: Shape, runs: pd.DataFrame, many: int) -> dict[str, Any]:
    """A row of ``patterns.csv`` for one shape."""
    runs = runs[runs["status"] == "ok"]
    columns = [series(shape, runs, point) for point in sorted(runs["point"].unique())]
    wide = pd.concat(columns, axis=1).dropna().to_numpy(float)
    low, high = interval_of(len(wide), many, lambda draw: number_of(shape, wide[draw].mean(axis=0)))
    value = number_of(shape, wide.mean(axis=0))
    return {
        "id": shape.id,
        "source": shape.source,
        "statement": shape.statement,
        "expected_low": shape.within[0],
        "expected_high": shape.within[1],
        "simulated_low": low,
        "simulated_median": value,
        "simulated_high": high,
        "passed": shape.within[0] <= value <= shape.within[1],
        "required": shape.must,
        "runs": len(wide),
    }


def series(shape: Shape, runs: pd.DataFrame, point: int) -> pd.DataFrame:
    """What a shape looks at, a row a seed: its measure, and what it is put over."""
    here = runs[runs["point"] == point]
    mine = here[here["arm"] == shape.arm].set_index("seed")
    top = mine[shape.measure].sum(axis=1)
    if shape.over:
        rival = here[here["arm"] == shape.over].set_index("seed")
        return pd.concat([top, rival[shape.measure].sum(axis=1)], axis=1)
    return pd.concat([top, mine[shape.over_measure]], axis=1) if shape.over_measure else top.to_frame()


def number_of(shape: Shape, means: np.ndarray) -> float:
    """The number of a shape from mean values: a level, a ratio (last over first, or arm over arm), or two ratios."""
    if shape.of == "level":
        return float(means[0])
    if shape.of == "ratio":
        return float(means[0] / means[1]) if shape.over or shape.over_measure else float(means[-1] / means[0])
    return float((means[1] / means[0]) / (means[-1] / means[-2]))


def as_patterns(table: pd.DataFrame, margin: float, replications: int) -> Iterator[dict[str, Any]]:
    """Two rows of ``patterns.csv`` for each condition: the base must win, the switch must lose."""
    for row in table.to_dict("records"):
        base, switched = ([row[f"{end}{side}"] for side in ("_low", "", "_high")] for end in ("base", "switched"))
        ends = (
            ("base", [-math.inf, -margin], base, base[1] <= -margin),
            ("switched", [margin, math.inf], switched, row["flips"]),
        )
        for name, (low, high), simulated, passed in ends:
            yield {
                "id": f"lose_{row['id']}_{name}",
                "source": f"model 9 ({row['id']})",
                "statement": f"{row['statement']}: {name}, days open of the task force over its rival's, less one",
                "expected_low": low,
                "expected_high": high,
                "simulated_low": simulated[0],
                "simulated_median": simulated[1],
                "simulated_high": simulated[2],
                "passed": bool(passed),
                "required": bool(row["must"]),
                "runs": replications,
            }


def place_of(one: Condition | Shape) -> str:
    """The folder of one condition's or shape's study."""
    return f"{'conditions' if isinstance(one, Condition) else 'shapes'}/{one.id}"
