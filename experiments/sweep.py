"""Compare arms at every point of a design, paired seed by seed, and leave a table of where who is ahead.

python -m experiments.sweep study=lapse_and_load replications=20 workers=2 output=results/sweep
       scenario=xiaonanmen arms=[siloed,task_force] resources=[equal_effort] metric=restricted_days explanation=lapse
       points=256 sequential=true shard=1/3 executor=dask dry_run=true any.parameter=value

A study (configs/study/) names scenario, arms, resource settings, the design and the metric. The same command again
goes on where it stopped. Exit codes: 0 done; 1 some runs failed (the rest is there); 2 bad input; 130 or 143
interrupted, resumable.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.arms.experiment import experiment_of, known_of
from experiments.arms.first_city import people_tables
from experiments.kinds import plural, told_of
from experiments.study.cities import compare_cities, counted_apart
from experiments.study.command import Command, Tables
from experiments.study.design import PLAUSIBLE
from experiments.study.experiment import HERE, Experiment
from experiments.study.front import run
from experiments.study.intervals import as_text, explained
from experiments.study.manifest import read_manifest
from experiments.study.never import is_partial, needed, said_of
from experiments.study.settings import Study, load_study, study_points
from experiments.study.statistics import compare_table, judgement_of
from experiments.study.varied import DRAW
from sim.measures.columns import COLUMNS
from sim.yaml_scan import ConfigError

KIND = "sweep"
KEYS = ["point", "replication", "arm", "resources", "status"]
LINES = 40  # of the table that is printed


def read(arguments: list[str]) -> Study:
    """The study that *arguments* describe."""
    study = load_study(arguments)
    if study.study.design.kind == "none":
        raise ConfigError("study.design.kind = none: a sweep needs a design; name a study that has one (study=...)")
    return study


def experiments(study: Study) -> list[Experiment]:
    """Every arm at every point."""
    return [experiment_of(study, HERE, KIND, series=False)]


def tables(study: Study, folder: Path) -> Tables:
    """Differences at every point, or over plausible cities, where there are two arms; who went where at the first."""
    points = study_points(study).values
    compare = compare_all_cities if study.study.design.kind == PLAUSIBLE else compare_points
    compared = {"comparison.csv": compare(study, folder, points)} if len(study.arms) > 1 else {}
    return compared | people_tables(study, folder, points)


def told(study: Study, folder: Path, made: Tables) -> str:
    """The differences as text, the maps that were drawn, and how much was run."""
    points = study_points(study).values
    lines = []
    if "comparison.csv" in made:
        table = made["comparison.csv"]
        lines = [differences_as_text(study, table, points), *maps_drawn(study, table, folder)]
    manifest = read_manifest(folder)
    lines += counted_apart(manifest)
    return "\n".join([*lines, f"\n{len(points)} points x {manifest['replications']} replications; tables: {folder}"])


def maps_drawn(study: Study, table: pd.DataFrame, folder: Path) -> Iterator[str]:
    """Draw a map for each arm of a grid over two numbers: where it is ahead of the first, where behind."""
    axes = study.study.design.axes
    numbers = all(not isinstance(value, str | bool) for axis in axes for value in axis.values or ())
    if study.study.design.kind != "grid" or len(axes) != 2 or not numbers:
        return
    from experiments.report.figures import levels, loss_map

    first, *others = study.arms
    told = told_of(study.clients)
    names = loss_map.NAMES | told.called
    if told.levels:
        mine = table[(table["metric"] == study.study.metric) & (table["resources"] == next(iter(study.resources)))]
        said = {one: names.get(one, one) for one in (axes[0].name, axes[1].name)}
        said["metric"] = names.get(study.study.metric, study.study.metric)
        titles = {arm: mode.title for arm, mode in study.arms.items()}
        yield f"levels: {levels.save(mine, axes[0].name, axes[1].name, titles, said, folder)}"
    for arm in others:
        rows = table[(table["metric"] == study.study.metric) & (table["arm"] == arm)]
        rows = rows[rows["resources"] == next(iter(study.resources))]
        outcome = names.get(study.study.metric, study.study.metric)
        title = (
            f"{study.arms[arm].title} against {study.arms[first].title}: {outcome}\n"
            "green: better; red: worse, inside the line; in brackets: not told from chance"
        )
        yield f"map: {loss_map.save(rows, axes[1].name, axes[0].name, title, folder, f'map_{arm}', names)}"


def compare_points(study: Study, folder: Path, points: pd.DataFrame) -> pd.DataFrame:
    """``comparison.csv``: every arm against the first at every point, with the varied parameters.

    Read measure by measure, so that memory does not grow with the number of measures.
    """
    judgement = judgement_of(study.study)
    tables = []
    for column in COLUMNS:
        if column.name in measures_of(study):
            runs = pd.read_parquet(folder / "runs.parquet", columns=[*KEYS, *needed(column)])
            for point, rows in runs.groupby("point"):
                line = compare_table(rows, judgement, (column,), everywhere=column.name == study.study.metric)
                tables.append(line.assign(point=point))
    table = pd.concat(tables, ignore_index=True)
    return table.merge(points, left_on="point", right_index=True)


def measures_of(study: Study) -> set[str]:
    """What a sweep compares."""
    return {*told_of(study.clients).swept, study.study.metric}


def compare_all_cities(study: Study, folder: Path, points: pd.DataFrame) -> pd.DataFrame:
    """``comparison.csv`` of plausible cities: two villages tell nothing of one city, so all stand together.

    With a line for all of them and one for those of each explanation.
    """
    wanted = dict.fromkeys(name for one in COLUMNS if one.name in measures_of(study) for name in needed(one))
    runs = pd.read_parquet(folder / "runs.parquet", columns=[*KEYS, *wanted])
    runs = runs.merge(points[["explanation", DRAW]], left_on="point", right_index=True)
    runs = runs.sort_values(["replication", "point"], kind="stable")
    return compare_cities(runs, points, judgement_of(study.study), measures_of(study))


def differences_as_text(study: Study, table: pd.DataFrame, points: pd.DataFrame) -> str:
    """The metric of the study in the primary setting, a line a point and arm."""
    first = next(iter(study.resources))
    rows = table[(table["metric"] == study.study.metric) & (table["resources"] == first)]
    nouns = plural(study.client_kind.noun)
    lines = [f"{study.study.metric}, {first}: difference to {next(iter(study.arms))}"]
    named = dict.fromkeys(["explanation", *points.columns])
    for row in rows.head(LINES).to_dict("records"):
        place = ", ".join(f"{name} {_short(row[name])}" for name in named if name in row)
        lines.append(f"  {place}: {row['arm']} {difference_of(row, nouns)}")
    lines += explained(rows.head(LINES), nouns)
    if len(rows) > LINES:
        lines.append(f"  and {len(rows) - LINES} more in comparison.csv")
    return "\n".join(lines)


def difference_of(row: dict[Any, Any], nouns: str) -> str:
    """A difference with its interval, and who never got there; in words where nobody ever did in a pair."""
    said = f"; {said_of(row, nouns)}" if is_partial(row) else ""
    if math.isnan(row["difference"]):
        return f"no {nouns} in which both have a value{said}"
    return f"{row['difference']:+.2f} {as_text(row)}{said}"


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


main = Command(
    read=read,
    configured=lambda study: study,
    known=lambda study: known_of(study, KIND),
    experiments=experiments,
    tables=tables,
    told=told,
    shown=lambda study: study.model_dump(mode="json"),
)

if __name__ == "__main__":
    run(main, __doc__)
