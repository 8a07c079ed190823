"""How many task forces are too many? The curve of a city's outcome against their number, and what bends it: a check.

For every case of configs/curves a study without task forces, one over their number, and one of each rival without a
team; three tables and a figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from experiments.arms.experiment import experiment_of, words_without
from experiments.study.command import Inquiry, Tables
from experiments.study.design import Points
from experiments.study.experiment import Experiment
from experiments.study.intervals import as_text
from experiments.study.settings import Study, load_study
from experiments.study.varied import declared
from experiments.validation.curve import Case, Curve, bend, beside_rival, optimum_of, table_of
from experiments.validation.patterns import FILE
from sim.config import compose, validate

STUDY = "how_many"
FOLDER = "curves"
SIDES = ("without", "with")  # task forces


class Asked(NamedTuple):
    """A curve, the study of each of its arms, the same for every case, and how its intervals are made."""

    curve: Curve
    studies: dict[str, Study]
    resamples: int
    explanation: str


def read(arguments: list[str]) -> Asked:
    """The curve of the scenario that *arguments* name."""
    asked = load_study(arguments)
    curve = curve_of(asked.name)
    return Asked(curve, studies_of(curve, arguments), asked.study.resamples, asked.explanation)


def curve_of(scenario: str) -> Curve:
    """The curve that is asked for in a scenario."""
    return validate(Curve, compose(f"curves/{scenario}", []))


def studies_of(curve: Curve, arguments: list[str]) -> dict[str, Study]:
    """The study of each arm: without task forces, with them, and the rivals."""
    rest = words_without(arguments, "arms", "resources")
    arms = (curve.without, curve.arm, *curve.rivals)
    return {arm: load_study([*rest, f"arms=[{arm}]"], {"study": STUDY}) for arm in arms}


def points_of(curve: Curve, case: Case, study: Study) -> tuple[Points, Points]:
    """Where the city of one case is looked at: once without task forces, and at every number of them."""
    tree = study.model_dump(mode="json")
    for one in case.sets:
        declared(one.name, tree, type(study))
    fixed = {one.name: one.value for one in case.sets}
    alone = pd.DataFrame([fixed], index=range(1))
    varied = pd.DataFrame(
        {curve.axis: curve.values} | {name: [value] * len(curve.values) for name, value in fixed.items()}
    )
    return Points(alone, pd.DataFrame(index=range(1))), Points(varied, pd.DataFrame(index=range(len(varied))))


def experiments(asked: Asked) -> list[Experiment]:
    """The studies of every case."""
    curve, found = asked.curve, []
    for case in curve.cases:
        said = f"curve {case.id}: {case.statement}"
        points = points_of(curve, case, asked.studies[curve.arm])
        none, _ = points
        each = [
            *zip(SIDES, (curve.without, curve.arm), points, strict=True),
            *((arm, arm, none) for arm in curve.rivals),
        ]
        for side, arm, at in each:
            name = f"{FOLDER}/{case.id}/{side}"
            found.append(experiment_of(asked.studies[arm], name, points=at, series=False, said=said))
            said = ""
    return found


def told(asked: Asked, folder: Path, made: Tables) -> str:
    """The optima in words, and the figure that was drawn of them."""
    from experiments.report.figures import how_many as figure

    said = [optima_as_text(made["optimum.csv"], asked.curve.metric), *rivals_as_text(made["levels.csv"])]
    return "\n".join([*said, f"figure: {figure.save(folder)}"])


def runs_of(curve: Curve, case: Case, folder: Path) -> pd.DataFrame:
    """The runs of one case, with the ``number`` of task forces."""
    columns = ["seed", "status", "point", curve.metric, *curve.beside]
    whole = []
    for name, numbers in (("without", [0]), ("with", curve.values)):
        runs = pd.read_parquet(folder / FOLDER / case.id / name / "runs.parquet", columns=columns)
        whole.append(runs.assign(number=[numbers[point] for point in runs["point"]]))
    runs = pd.concat(whole, ignore_index=True)
    return runs[runs["status"] == "ok"]


def rival_rows(curve: Curve, case: Case, runs: pd.DataFrame, folder: Path, many: int) -> Iterator[dict[str, Any]]:
    """The rows of ``levels.csv`` for one case: each rival's level beside the best number of task forces."""
    best = optimum_of(runs, curve.metric, many)["optimum"]
    for arm in curve.rivals:
        whole = pd.read_parquet(folder / FOLDER / case.id / arm / "runs.parquet")
        level = whole[whole["status"] == "ok"].set_index("seed")[curve.metric]
        about = {"case": case.id, "kind": case.kind, "statement": case.statement, "rival": arm, "metric": curve.metric}
        yield about | {"optimum": best} | beside_rival(runs, level, best, curve.metric, many)


def tables(asked: Asked, folder: Path) -> Tables:
    """``curve.csv``, ``optimum.csv``, ``levels.csv``, and a row of ``patterns.csv``."""
    curve, many = asked.curve, asked.resamples
    everything = {case.id: runs_of(curve, case, folder) for case in curve.cases}
    base = next(case for case in curve.cases if case.kind == "base")
    best = optimum_of(everything[base.id], curve.metric, many)["optimum"]
    curves, optima = [], []
    rivals: list[dict[str, Any]] = []
    for case in curve.cases:
        runs = everything[case.id]
        about = {"case": case.id, "kind": case.kind, "statement": case.statement}
        curves.append(table_of(runs, curve, many).assign(**about))
        rivals += rival_rows(curve, case, runs, folder, many)
        for metric in (curve.metric, "project_days"):
            row = about | optimum_of(runs, metric, many)
            if case.kind == "cause" and metric == curve.metric:
                row |= bend(everything[base.id], runs, metric, best, many)
            optima.append(row)
    made = {"curve.csv": pd.concat(curves, ignore_index=True), "optimum.csv": pd.DataFrame(optima)}
    made |= {"levels.csv": pd.DataFrame(rivals)}
    return made | {FILE: pd.DataFrame([pattern_of(made, curve, asked.explanation)])}


def pattern_of(made: Tables, curve: Curve, explanation: str) -> dict[str, Any]:
    """A row of ``patterns.csv``: in the city as it is, neither none nor the most is best."""
    table = made["optimum.csv"]
    row = table[(table["kind"] == "base") & (table["metric"] == curve.metric)].iloc[0]
    return {
        "id": "inner_optimum",
        "source": "model 8, B2",
        "statement": "best number of task forces, by days open of all matters: neither none nor the most, surely",
        "expected_low": 1,
        "expected_high": float(made["curve.csv"]["number"].max()) - 1,
        "simulated_low": row["low"],
        "simulated_median": row["optimum"],
        "simulated_high": row["high"],
        "passed": bool(row["inner"]),
        "runs": int(row["runs"]),
        "never": 0,
        "explanation": explanation,
        "required": curve.must,
        "idle": 0.0,
        "known": curve.known,
    }


def optima_as_text(table: pd.DataFrame, metric: str) -> str:
    """The optima in words, a line a case, and what bends the curve."""
    lines = ["how many task forces: where all matters stand open for the fewest days (95 % interval)"]
    for row in table[table["metric"] == metric].to_dict("records"):
        line = (
            f"  {row['case']:12} {row['optimum']:2d} {as_text(row, 'low', 'high', '.0f')}: {row['value']:.2f} days, "
            f"none {row['gain']:+.2f} {as_text(row, 'gain_low', 'gain_high')}, "
            f"most {row['rise']:+.2f} {as_text(row, 'rise_low', 'rise_high')}"
        )
        if row["kind"] == "cause":
            line += f"; takes away {bent(row['bend'])} {as_text(row, 'bend_low', 'bend_high', '.0%')} of the rise"
        lines.append(f"{line}: {row['statement']}")
    own = table[(table["kind"] == "base") & (table["metric"] == "project_days")].iloc[0]
    ends = as_text(own, "low", "high", ".0f")
    lines.append(f"  looking at project matters alone, {own['optimum']} {ends} would seem best")
    return "\n".join(lines)


def rivals_as_text(table: pd.DataFrame) -> list[str]:
    """How the best number of task forces stands beside each rival without a team, a line a case."""
    return [
        f"  {row['case']:12} {row['optimum']:2d} beside {row['rival']}, which needs {row['level']:.2f} days: "
        f"{row['to_rival']:+.2f} {as_text(row, 'to_rival_low', 'to_rival_high')}"
        for row in table.to_dict("records")
    ]


def bent(value: float) -> str:
    """How much of a rise is gone; in words where nothing rises."""
    return "no part (nothing rises)" if math.isnan(value) else f"{value:.0%}"


CURVE = Inquiry(read=read, experiments=experiments, tables=tables, told=told)
