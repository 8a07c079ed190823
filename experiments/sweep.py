"""Compare arms at every point of a design, paired village by village, and leave a table of where who is ahead.

python -m experiments.sweep study=lapse_and_load replications=20 workers=2 output=results/sweep
       points=256 sequential=true shard=1/3 executor=dask dry_run=true any.parameter=value

A study (configs/study/) names scenario, arms, resource settings, the design and the metric. The same command again
goes on where it stopped. Exit codes: 0 done; 1 some runs failed (the rest is there); 2 bad input; 130 or 143
interrupted, resumable.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from experiments.arms.dry_run import rehearse
from experiments.arms.first_city import write_people
from experiments.arms.run import open_study, simulate_in
from experiments.study.command import DONE, SOME_FAILED, check_output, run, say
from experiments.study.conduct import Outcome
from experiments.study.executors import open_executor
from experiments.study.locks import opened, turn
from experiments.study.manifest import noting_interrupts, write_manifest
from experiments.study.settings import Study, load_study, study_points
from experiments.study.statistics import Judgement, compare_table
from experiments.study.store import file_hash, write_csv
from sim.core.compiling import announce
from sim.measures.columns import COLUMNS
from sim.yaml_scan import ConfigError

KIND = "sweep"
KEYS = ["point", "replication", "arm", "resources", "status"]
SHOWN = (  # beside the metric of the study; every other measure stands in runs.parquet
    "restricted_days",
    "households_left",
    "staff_days",
    "home_backlog_days",
    "lost_routine",
    "pressure_mean",
)
LINES = 40  # of the table that is printed


def main(arguments: list[str]) -> int:
    """Run the sweep that *arguments* describe; the exit code."""
    study = load_study(arguments)
    if study.study.design.kind == "none":
        raise ConfigError("study.design.kind = none: a sweep needs a design; name a study that has one (study=...)")
    points = study_points(study)
    folder = check_output(study.run.output)
    if study.run.dry_run:
        return rehearse([(study, folder, KIND)], series=False)
    announce()
    with opened(folder, study.executor.part), open_executor(study.executor) as executor:
        manifest = open_study(study, points, folder, KIND)
        with noting_interrupts(folder, manifest):
            outcome = simulate_in(study, points, folder, manifest, executor, series=False)
        if outcome.owed:
            say(f"shard {study.executor.shard} is done; {outcome.owed} villages of other shards are missing")
            return DONE
        with turn(folder):
            return finish(study, folder, manifest, outcome, points.values)


def finish(study: Study, folder: Path, manifest: dict[str, Any], outcome: Outcome, points: pd.DataFrame) -> int:
    """The table of differences at every point, and the last word in the manifest."""
    hashes = {}
    if len(study.arms) > 1:
        table = compare_points(study, folder, points)
        write_csv(folder / "comparison.csv", table)
        hashes["comparison.csv"] = file_hash(folder / "comparison.csv")
        print(as_text(study, table, points))
        draw_maps(study, table, folder)
    hashes |= write_people(study, folder, folder, points)
    write_manifest(folder, manifest | outcome.noted(hashes))
    print(f"\n{len(points)} points x {outcome.replications} villages; tables: {folder}")
    return SOME_FAILED if outcome.failed else DONE


def draw_maps(study: Study, table: pd.DataFrame, folder: Path) -> None:
    """A map for each arm of a grid over two numbers: where it is ahead of the first, and where behind."""
    axes = study.study.design.axes
    numbers = all(not isinstance(value, str | bool) for axis in axes for value in axis.values or ())
    if study.study.design.kind != "grid" or len(axes) != 2 or not numbers:
        return
    from experiments.report.figures import loss_map

    first, *others = study.arms
    for arm in others:
        rows = table[(table["metric"] == study.study.metric) & (table["arm"] == arm)]
        rows = rows[rows["resources"] == next(iter(study.resources))]
        outcome = loss_map.NAMES.get(study.study.metric, study.study.metric)
        title = (
            f"{study.arms[arm].title} against {study.arms[first].title}: {outcome}\n"
            "green: better; red: worse, inside the line; in brackets: not told from chance"
        )
        print(f"map: {loss_map.save(rows, axes[1].name, axes[0].name, title, folder, f'map_{arm}')}")


def compare_points(study: Study, folder: Path, points: pd.DataFrame) -> pd.DataFrame:
    """``comparison.csv``: every arm against the first at every point, with the varied parameters.

    Read measure by measure, so that memory does not grow with the number of measures.
    """
    judgement = Judgement(study.study.confidence, study.study.resamples, study.study.target_half_width)
    tables = []
    for column in COLUMNS:
        if column.name in {*SHOWN, study.study.metric}:
            runs = pd.read_parquet(folder / "runs.parquet", columns=[*KEYS, column.name])
            for point, rows in runs.groupby("point"):
                tables.append(compare_table(rows, judgement, (column,)).assign(point=point))
    table = pd.concat(tables, ignore_index=True)
    return table.merge(points, left_on="point", right_index=True)


def as_text(study: Study, table: pd.DataFrame, points: pd.DataFrame) -> str:
    """The metric of the study in the primary setting, a line a point and arm."""
    first = next(iter(study.resources))
    rows = table[(table["metric"] == study.study.metric) & (table["resources"] == first)]
    lines = [f"{study.study.metric}, {first}: difference to {next(iter(study.arms))}"]
    for row in rows.head(LINES).to_dict("records"):
        place = ", ".join(f"{name} {_short(row[name])}" for name in points.columns)
        lines.append(f"  {place}: {row['arm']} {row['difference']:+.2f} [{row['ci_low']:+.2f}, {row['ci_high']:+.2f}]")
    if len(rows) > LINES:
        lines.append(f"  and {len(rows) - LINES} more in comparison.csv")
    return "\n".join(lines)


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    run(main, __doc__)
