"""How many task forces are too many? The curve of a city's outcome against their number, and what bends it.

Run by ``python -m experiments.validate scenario=city_portfolio``: for every case of configs/curves a study without
task forces and one over their number, in one folder; ``curve.csv``, ``optimum.csv`` and a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from experiments.arms.run import KIND as BELOW
from experiments.arms.run import simulate_below
from experiments.study.command import say
from experiments.study.design import Points
from experiments.study.executors.events import Executor
from experiments.study.settings import Study, load_study
from experiments.study.store import file_hash, write_csv
from experiments.study.varied import declared
from experiments.validation.curve import Case, Curve, bend, optimum_of, table_of
from sim.config import compose, validate

DEFAULTS = {"study": "how_many", "output": "results/how_many"}
FOLDER = "curves"
Part = tuple[str, Study, Points]  # name of its folder, what is run, at which points


def curve_of(scenario: str) -> Curve:
    """The curve that is asked for in a scenario."""
    return validate(Curve, compose(f"curves/{scenario}", []))


def studies_of(curve: Curve, arguments: Sequence[str]) -> dict[str, Study]:
    """The study of each of the two arms, the same for every case."""
    rest = [word for word in arguments if word.partition("=")[0] not in {"arms", "resources"}]
    return {arm: load_study([*rest, f"arms=[{arm}]"], DEFAULTS) for arm in (curve.without, curve.arm)}


def parts_of(curve: Curve, case: Case, studies: dict[str, Study]) -> list[Part]:
    """The two studies of one case: the arm without task forces once, and the other at every number."""
    tree = studies[curve.arm].model_dump(mode="json")
    for one in case.sets:
        declared(one.name, tree, Study)
    fixed = {one.name: one.value for one in case.sets}
    alone = pd.DataFrame([fixed], index=range(1))
    varied = pd.DataFrame(
        {curve.axis: curve.values} | {name: [value] * len(curve.values) for name, value in fixed.items()}
    )
    return [
        (f"{case.id}/without", studies[curve.without], Points(alone, pd.DataFrame(index=range(1)))),
        (f"{case.id}/with", studies[curve.arm], Points(varied, pd.DataFrame(index=range(len(varied))))),
    ]


def rehearsal(curve: Curve, arguments: Sequence[str], folder: Path) -> list[tuple[Study, Path, str]]:
    """Every study of every case, with its folder, for a rehearsal."""
    studies = studies_of(curve, arguments)
    everything = [part for case in curve.cases for part in parts_of(curve, case, studies)]
    return [(study, folder / FOLDER / name, BELOW) for name, study, _ in everything]


def run_all(curve: Curve, arguments: Sequence[str], folder: Path, executor: Executor) -> int:
    """Simulate what is missing of every case; how many runs other shards still owe."""
    owed = 0
    studies = studies_of(curve, arguments)
    for case in curve.cases:
        say(f"curve {case.id}: {case.statement}")
        for name, study, points in parts_of(curve, case, studies):
            owed += simulate_below(study, folder / FOLDER / name, executor, points, series=False).owed
    return owed


def runs_of(curve: Curve, case: Case, folder: Path) -> pd.DataFrame:
    """The runs of one case, with the ``number`` of task forces."""
    columns = ["seed", "status", "point", curve.metric, *curve.beside]
    whole = []
    for name, numbers in (("without", [0]), ("with", curve.values)):
        runs = pd.read_parquet(folder / FOLDER / case.id / name / "runs.parquet", columns=columns)
        whole.append(runs.assign(number=[numbers[point] for point in runs["point"]]))
    runs = pd.concat(whole, ignore_index=True)
    return runs[runs["status"] == "ok"]


def judged(curve: Curve, folder: Path, resamples: int) -> dict[str, str]:
    """Write ``curve.csv`` and ``optimum.csv``; their hashes."""
    everything = {case.id: runs_of(curve, case, folder) for case in curve.cases}
    base = next(case for case in curve.cases if case.kind == "base")
    best = optimum_of(everything[base.id], curve.metric, resamples)["optimum"]
    curves, optima = [], []
    for case in curve.cases:
        runs = everything[case.id]
        about = {"case": case.id, "kind": case.kind, "statement": case.statement}
        curves.append(table_of(runs, curve, resamples).assign(**about))
        for metric in (curve.metric, "project_days"):
            row = about | optimum_of(runs, metric, resamples)
            if case.kind == "cause" and metric == curve.metric:
                row |= bend(everything[base.id], runs, metric, best, resamples)
            optima.append(row)
    hashes = {}
    for name, table in (("curve.csv", pd.concat(curves, ignore_index=True)), ("optimum.csv", pd.DataFrame(optima))):
        write_csv(folder / name, table)
        hashes[name] = file_hash(folder / name)
    return hashes


def as_patterns(folder: Path, metric: str) -> Iterator[dict[str, object]]:
    """A row of ``patterns.csv``: in the city as it is, neither none nor the most is best."""
    table = pd.read_csv(folder / "optimum.csv")
    row = table[(table["kind"] == "base") & (table["metric"] == metric)].iloc[0]
    yield {
        "id": "inner_optimum",
        "source": "model 8, B2",
        "statement": "best number of task forces, by days open of all matters: neither none nor the most",
        "expected_low": 1,
        "expected_high": float(pd.read_csv(folder / "curve.csv")["number"].max()) - 1,
        "simulated_low": row["low"],
        "simulated_median": row["optimum"],
        "simulated_high": row["high"],
        "passed": bool(row["inner"]),
        "runs": int(row["runs"]),
        "never": 0,
    }


def as_text(folder: Path, metric: str) -> str:
    """The optima in words, a line a case, and what bends the curve."""
    table = pd.read_csv(folder / "optimum.csv")
    lines = ["how many task forces: where all matters stand open for the fewest days (95 % interval)"]
    for row in table[table["metric"] == metric].to_dict("records"):
        line = (
            f"  {row['case']:12} {row['optimum']:2d} [{row['low']}, {row['high']}]: {row['value']:.2f} days, "
            f"none {row['gain']:+.2f} [{row['gain_low']:+.2f}, {row['gain_high']:+.2f}], "
            f"most {row['rise']:+.2f} [{row['rise_low']:+.2f}, {row['rise_high']:+.2f}]"
        )
        if row["kind"] == "cause":
            line += f"; takes away {row['bend']:.0%} [{row['bend_low']:.0%}, {row['bend_high']:.0%}] of the rise"
        lines.append(f"{line}: {row['statement']}")
    own = table[(table["kind"] == "base") & (table["metric"] == "project_days")].iloc[0]
    lines.append(f"  looking at project matters alone, {own['optimum']} [{own['low']}, {own['high']}] would seem best")
    return "\n".join(lines)
