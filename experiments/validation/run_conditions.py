"""Running the conditions and shapes of a scenario: a study for each in one folder, two tables and two figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.arms.dry_run import rehearse
from experiments.arms.run import KIND as BELOW
from experiments.arms.run import open_study, simulate_below
from experiments.study.command import DONE, SOME_FAILED, check_output, say
from experiments.study.design import Points
from experiments.study.executors import open_executor
from experiments.study.executors.events import Executor
from experiments.study.locks import opened, turn
from experiments.study.manifest import noting_interrupts, write_manifest
from experiments.study.settings import Study, load_study, study_points
from experiments.study.store import file_hash, write_csv
from experiments.study.verdict import verdict_of
from experiments.validation.conditions import (
    TEAM,
    Condition,
    Conditions,
    Shape,
    as_patterns,
    holm,
    judge_condition,
    judge_shape,
    points_of_sets,
    where,
)
from sim.config import compose, validate
from sim.core.compiling import announce

KIND = "validation"
SURE = 0.05  # Holm-adjusted, over all conditions
DEFAULTS = {"study": "conditions", "output": "results/validate_workbench"}
Asked = list[tuple[Condition | Shape, Study, Points]]


def main(arguments: Sequence[str], scenario: str) -> int:
    """Run every condition and shape, judge, and leave the tables; the exit code."""
    told = validate(Conditions, compose(f"conditions/{scenario}", []))
    study = load_study(arguments, DEFAULTS)
    everything: list[Condition | Shape] = [*told.conditions, *told.shapes]
    asked: Asked = [(one, *study_of(one, arguments)) for one in everything]
    folder = check_output(study.run.output)
    points = study_points(study)
    if study.run.dry_run:
        return rehearse([(one_study, where(folder, one), BELOW) for one, one_study, _ in asked], series=False)
    announce()
    with opened(folder, study.executor.part), open_executor(study.executor) as executor:
        manifest = open_study(study, points, folder, KIND)
        with noting_interrupts(folder, manifest):
            owed = run_all(asked, folder, executor)
        if owed:
            say(f"shard {study.executor.shard} is done; {owed} runs of other shards are missing")
            return DONE
        with turn(folder):
            conditions, patterns = judged(told, folder, study)
            hashes = {}
            for name, table in (("conditions.csv", conditions), ("patterns.csv", patterns)):
                write_csv(folder / name, table)
                hashes[name] = file_hash(folder / name)
            write_manifest(folder, manifest | {"status": "complete", "outputs": hashes})
    from experiments.report.figures import conditions as figure

    print(as_text(conditions, patterns))
    failed = int((patterns["required"] & ~patterns["passed"]).sum())
    picture = figure.save(conditions, folder)
    print(f"\n{failed} of {int(patterns['required'].sum())} required patterns failed; figure: {picture}")
    return SOME_FAILED if failed else DONE


def study_of(one: Condition | Shape, arguments: Sequence[str]) -> tuple[Study, Points]:
    """The study of one condition or shape: its two arms (or one), and the points that it sets."""
    arms = [one.rival, TEAM] if isinstance(one, Condition) else [name for name in (one.over, one.arm) if name]
    rest = [word for word in arguments if word.partition("=")[0] != "arms"]
    study = load_study([*rest, f"arms=[{','.join(arms)}]"], DEFAULTS)
    return study, points_of_sets(one.sets, study)


def run_all(asked: Asked, folder: Path, executor: Executor) -> int:
    """Simulate what is missing of every study; how many runs other shards still owe."""
    owed = 0
    for one, study, points in asked:
        say(f"{'condition' if isinstance(one, Condition) else 'shape'} {one.id}: {one.statement}")
        owed += simulate_below(study, where(folder, one), executor, points, series=False).owed
    return owed


def judged(told: Conditions, folder: Path, study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``conditions.csv`` and ``patterns.csv``."""
    resamples = study.study.resamples
    rows: list[dict[str, Any]] = []
    for one in told.conditions:
        runs = pd.read_parquet(where(folder, one) / "runs.parquet")
        rows.append(judge_condition(one, runs, told.margin, resamples))
    conditions = pd.DataFrame(rows)
    conditions["loses"] = holm(conditions["p_switched"].to_numpy(float)) < SURE
    both = conditions[["p_base", "p_switched"]].max(axis=1).to_numpy(float)
    conditions["flips"] = holm(both) < SURE
    shapes = [
        judge_shape(shape, pd.read_parquet(where(folder, shape) / "runs.parquet"), resamples) for shape in told.shapes
    ]
    patterns = pd.DataFrame([*as_patterns(conditions, told.margin, study.study.replications), *shapes])
    return conditions, patterns


def as_text(conditions: pd.DataFrame, patterns: pd.DataFrame) -> str:
    """Both tables as text, a line a row."""
    lines = ["days open of all matters, task force over its rival, less one"]
    for row in conditions.to_dict("records"):
        even = "" if math.isnan(row["break_even"]) else f", level at {row['break_even']:.3g}"
        ends = [
            f"{row[end]:+.1%} [{row[f'{end}_low']:+.1%}, {row[f'{end}_high']:+.1%}]" for end in ("base", "switched")
        ]
        lines.append(f"  {row['id']:4} {' -> '.join(ends)}  {verdict_of(row)}{even}: {row['statement']}")
    shapes = patterns[~patterns["id"].str.startswith("lose_")]
    lines.append("shapes")
    for row in shapes.to_dict("records"):
        verdict = "holds" if row["passed"] else "does NOT hold"
        lines.append(
            f"  {row['id']:9} {row['simulated_median']:.3g} [{row['simulated_low']:.3g}, {row['simulated_high']:.3g}] "
            f"in {row['expected_low']:g} to {row['expected_high']:g}: {verdict}: {row['statement']}"
        )
    return "\n".join(lines)
