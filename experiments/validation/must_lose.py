"""The conditions and shapes of a scenario as a check: a study for each in one folder, two tables and a figure."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from experiments.arms.experiment import experiment_of, words_without
from experiments.study.command import Inquiry, Tables
from experiments.study.design import Points
from experiments.study.experiment import Experiment
from experiments.study.intervals import as_text
from experiments.study.settings import Study, load_study
from experiments.study.verdict import share_of, verdict_of
from experiments.validation.conditions import (
    Condition,
    Conditions,
    as_patterns,
    decided,
    judge_condition,
    place_of,
    rivals_of,
)
from experiments.validation.patterns import FILE
from experiments.validation.shapes import Shape, judge_shape
from experiments.validation.switches import points_of_sets
from sim.config import compose, validate
from sim.yaml_scan import ConfigError


class Asked(NamedTuple):
    """What must lose and what must show, the study around them, and the study and points of each."""

    told: Conditions
    study: Study
    each: list[tuple[Condition | Shape, Study, Points]]


def read(arguments: list[str]) -> Asked:
    """The conditions and shapes of the scenario that *arguments* name."""
    study = load_study(arguments)
    told = validate(Conditions, compose(f"conditions/{study.name}", []))
    if told.team in told.rivals:
        raise ConfigError(f"rivals: {told.team} is what they are rivals of; name modes without a team")
    arms: list[tuple[Condition | Shape, list[str]]] = [
        *((one, [*rivals_of(one, told), told.team]) for one in told.conditions),
        *((one, [name for name in (one.over, one.arm) if name]) for one in told.shapes),
    ]
    return Asked(told, study, [(one, *study_of(one, names, arguments)) for one, names in arms])


def study_of(one: Condition | Shape, arms: list[str], arguments: list[str]) -> tuple[Study, Points]:
    """The study of one condition or shape: its arms, and the points that it sets."""
    study = load_study([*words_without(arguments, "arms"), f"arms=[{','.join(arms)}]"])
    return study, points_of_sets(one.sets, study)


def experiments(asked: Asked) -> list[Experiment]:
    """A study a condition and shape."""
    return [
        experiment_of(
            study, place_of(one), points=points, series=False, said=f"{word_of(one)} {one.id}: {one.statement}"
        )
        for one, study, points in asked.each
    ]


def word_of(one: Condition | Shape) -> str:
    """What it is, in a word."""
    return "condition" if isinstance(one, Condition) else "shape"


def runs_of(folder: Path, one: Condition | Shape) -> pd.DataFrame:
    """The runs of one condition or shape."""
    return pd.read_parquet(folder / place_of(one) / "runs.parquet")


def told(asked: Asked, folder: Path, made: Tables) -> str:
    """Both tables as text, and the figure that was drawn of them."""
    from experiments.report.figures import conditions as figure

    conditions, outcome = made["conditions.csv"], asked.told.outcome
    shapes = made[FILE][made[FILE]["id"].isin([shape.id for shape in asked.told.shapes])]
    return f"{conditions_as_text(conditions, shapes, outcome)}\n\nfigure: {figure.save(conditions, folder, outcome)}"


def tables(asked: Asked, folder: Path) -> Tables:
    """``conditions.csv`` and ``patterns.csv``."""
    told, study, _ = asked
    many = study.study.resamples
    rows: list[dict[str, Any]] = []
    for one in told.conditions:
        runs = runs_of(folder, one)
        rows += [judge_condition(one, rival, runs, told.margin, many, told.team) for rival in rivals_of(one, told)]
    conditions = decided(pd.DataFrame(rows))
    shapes = [judge_shape(shape, runs_of(folder, shape), many) for shape in told.shapes]
    patterns = pd.DataFrame([*as_patterns(conditions, told, study.study.replications), *shapes])
    return {"conditions.csv": conditions, FILE: patterns}


def conditions_as_text(conditions: pd.DataFrame, shapes: pd.DataFrame, outcome: str) -> str:
    """Both tables as text, a line a row; serious rivals stand below each condition's own."""
    lines = [f"{outcome}, task force over its rival, less one: base -> switch"]
    for row in conditions.to_dict("records"):
        even = "" if math.isnan(row["break_even"]) else f", level at {row['break_even']:.3g}"
        ends = [
            f"{share_of(row[end])} {as_text(row, f'{end}_low', f'{end}_high', '+.1%')}" for end in ("base", "switched")
        ]
        if row["own"]:
            lines.append(f"  {row['id']:4} {row['statement']}")
        lines.append(f"         {row['rival']:16} {' -> '.join(ends)}  {verdict_of(row)}{even}")
    lines += ["shapes"] if len(shapes) else []
    for row in shapes.to_dict("records"):
        verdict = "holds" if row["passed"] else "does NOT hold"
        lines.append(
            f"  {row['id']:9} {row['simulated_median']:.3g} {as_text(row, 'simulated_low', 'simulated_high', '.3g')} "
            f"in {row['expected_low']:g} to {row['expected_high']:g} (nothing: {row['idle']:g}): {verdict}: "
            f"{row['statement']}"
        )
    return "\n".join(lines)


MUST_LOSE = Inquiry(read=read, experiments=experiments, tables=tables, told=told)
