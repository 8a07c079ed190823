"""Which inputs matter? Sensitivity indices of a finished sweep, each with its interval, noise share and dummy.

python -m experiments.sensitivity results/screening metric=restricted_days

Sobol indices for a sobol design, elementary effects for morris, and PAWN for every sampled design (SALib), of the
metric in the first arm ("level") and of every other arm's difference to it ("gap"), in every resource setting; of the
study's own metric if none is named. Of plausible cities, which a comparison may have run, too: PAWN and rank
correlations over all of them, with the explanation of the stall as an input, and over those of each. A metric that
some runs never get to is refused. Writes ``sensitivity.csv``, what its columns mean
(``sensitivity_codebook.csv``) and ``figures/sensitivity.svg``.
Exit codes: 0; 2 when the folder is not that of a finished sweep.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.study.codebook import codebook_of
from experiments.study.dependence import EXPLANATION, FEWEST, SLICES, dependence_on_cities, too_few
from experiments.study.design import LEVELS, PLAUSIBLE, SAMPLED, Design, problem
from experiments.study.files import noting_files
from experiments.study.front import BAD_INPUT, DONE, run, say
from experiments.study.manifest import read_manifest
from experiments.study.never import INSTEAD, may_never, way_out
from experiments.study.resampling import LEAST, MANY, SEED, resamples
from experiments.study.store import write_csv
from experiments.study.strangers import columns_in, doubted, read_parquet, read_yaml
from experiments.study.varied import DRAW
from sim.config import validate
from sim.faults import show
from sim.overrides import split
from sim.yaml_scan import ConfigError

FILE, CODES = "sensitivity.csv", "sensitivity_codebook.csv"
CONFIDENCE = 0.95
RESAMPLES = 400
PRINTED = 5  # inputs a quantity of plausible cities; the table has all

Line = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Write the table and the figure; the exit code."""
    if not 1 <= len(arguments) <= 2 or "=" in arguments[0]:
        say("sensitivity takes the folder of a finished sweep, and metric=NAME if another than the study's is meant")
        return BAD_INPUT
    folder, words = Path(arguments[0]), split(arguments[1:])
    if strange := [key for key in words if key != "metric"]:
        raise ConfigError(f"{strange[0]} = {words[strange[0]]}: is nothing that sensitivity takes; known: metric")
    with doubted(folder):
        table = table_of(folder, words.get("metric", ""))
        from experiments.report.figures import sensitivity

        with noting_files(folder):
            write_csv(folder / FILE, table)
            write_csv(folder / CODES, codebook_of({FILE: table}))
            figure = sensitivity.save(table, folder / "figures")
    print(foremost(table).to_string(index=False, float_format=lambda value: f"{value:.3f}"))
    print(f"\ntable: {folder / FILE}; figure: {figure}")
    return DONE


def table_of(folder: Path, metric: str = "") -> pd.DataFrame:
    """Every index of a finished sweep, of its own *metric* or another; raises ConfigError where none is to be had."""
    manifest = read_manifest(folder)
    if manifest["kind"] not in {"sweep", "comparison"} or manifest["status"] != "complete":
        raise ConfigError(f"{folder}: is a {manifest['kind']}, {manifest['status']}; a finished sweep is needed")
    config = read_yaml(folder, "config.yaml")
    design = validate(Design, config["study"]["design"])
    if design.kind not in SAMPLED:
        raise ConfigError(f"{folder}: its design is a {design.kind}; sensitivity needs one of {', '.join(SAMPLED)}")
    metric = metric or config["study"]["metric"]
    refuse_metric(folder, metric)
    table = pd.DataFrame(analyse(folder, config, design, metric))
    if not len(table):
        raise ConfigError(f"{folder}: {metric} is the same at every point; nothing has any effect")
    return table


def foremost(table: pd.DataFrame) -> pd.DataFrame:
    """What is printed: everything, but of plausible cities the inputs that matter most to each quantity."""
    if EXPLANATION not in table:
        return table
    table = table.assign(size=table["value"].abs()).sort_values("size", ascending=False, kind="stable")
    quantity = ["resources", "quantity", "arm", EXPLANATION, "index"]
    return table.groupby(quantity, sort=False).head(PRINTED).sort_values(quantity, kind="stable").drop(columns="size")


def refuse_metric(folder: Path, metric: str) -> None:
    """Raise ConfigError for a measure that is not there or of which some runs never got there; say what is left out.

    A mean over the runs that did would be one over those that went well: indices of it would be of something else.
    """
    if metric not in columns_in(folder, "runs.parquet"):
        raise ConfigError(f"metric = {show(metric)}: is no measure of {folder}; name a column of runs.parquet")
    runs = read_parquet(folder, "runs.parquet", ["status", metric], only=True)
    done = runs[runs["status"] == "ok"]
    gone = int(done[metric].isna().sum())
    if gone and may_never(metric):
        raise ConfigError(f"metric = {metric}: {way_out(metric)} ({gone} of {len(done)} runs never got there): "
                          f"sensitivity {folder} metric={INSTEAD[metric]}")  # fmt: skip
    if gone or len(done) < len(runs):
        say(f"{len(runs) - len(done)} runs failed and {gone} have no {metric}: means of points are of the others")


def analyse(folder: Path, config: dict[str, Any], design: Design, metric: str) -> Iterator[Line]:
    """A line for each quantity, method, index and input."""
    arms = list(config["arms"])
    drawn = read_parquet(folder, "points.parquet")
    few = too_few(design.kind, len(drawn))
    if few:
        raise ConfigError(f"{folder}: {few}")
    unit = drawn.filter(like="unit.").to_numpy(float)
    if unit.shape[1] != len(problem(design)["names"]) and design.kind != PLAUSIBLE:
        raise ConfigError(f"{folder}: points.parquet holds {unit.shape[1]} inputs, not those of its config.yaml")
    columns = ["point", "replication", "resources", "arm", "status", metric]
    runs = read_parquet(folder, "runs.parquet", columns, only=True)
    runs = runs[runs["status"] == "ok"]
    for resources in config["resources"]:
        rows = runs[runs["resources"] == resources]
        wide = {arm: _by_point(rows[rows["arm"] == arm], metric, len(unit)) for arm in arms}
        if design.kind != PLAUSIBLE:  # of cities some may be such that nobody could staff a team in them
            for values in wide.values():
                _refuse_empty(values, metric, folder)
        quantities = {("level", arms[0]): wide[arms[0]]}
        quantities |= {("gap", arm): wide[arm] - wide[arms[0]] for arm in arms[1:]}
        for (what, arm), values in quantities.items():
            head = {"resources": resources, "metric": metric, "quantity": what, "arm": arm}
            noise = noise_share(values)
            means = pd.DataFrame(values).mean(axis=1).to_numpy()
            lines = dependence_on_cities(drawn, means) if design.kind == PLAUSIBLE else indices(design, unit, means)
            doubt = {"interval_doubtful": doubtful_draws(drawn, design, len(unit))}
            for line in lines:
                yield head | line | {"noise_share": noise} | doubt


def doubtful_draws(drawn: pd.DataFrame, design: Design, points: int) -> bool:
    """Whether intervals rest on fewer than thirty points, trajectories or draws of cities."""
    if design.kind == PLAUSIBLE:
        return int(drawn[DRAW].nunique()) < MANY
    return (points if design.kind == "latin_hypercube" else design.points) < MANY


def _by_point(rows: pd.DataFrame, metric: str, points: int) -> np.ndarray:
    """The metric as points x replications."""
    return rows.pivot(index="point", columns="replication", values=metric).reindex(range(points)).to_numpy(float)


def _refuse_empty(values: np.ndarray, metric: str, folder: Path) -> None:
    """Raise ConfigError where a point has no value at all."""
    empty = np.flatnonzero(np.isnan(values).all(axis=1))
    if len(empty):
        raise ConfigError(f"{folder}: point {empty[0]} has no {metric}; indices need every point")


def noise_share(values: np.ndarray) -> float:
    """Share of the variance between points that is chance left over by averaging a point's replications.

    All points have the same replications, so what one adds everywhere is no noise: it is taken out first, and the
    residual of points x replications is divided by the number of replications. NaN for a single one.
    """
    whole = values[~np.isnan(values).any(axis=1)]
    points, replications = whole.shape
    between = float(whole.mean(axis=1).var(ddof=1)) if points > 1 else 0.0
    if replications < 2 or between == 0.0:
        return float("nan")
    rest = whole - whole.mean(axis=1, keepdims=True) - whole.mean(axis=0, keepdims=True) + whole.mean()
    residual = float((rest**2).sum()) / ((points - 1) * (replications - 1))
    return float(min(1.0, residual / replications / between))


def indices(design: Design, unit: np.ndarray, values: np.ndarray) -> Iterator[Line]:
    """Every index that the design allows, of *values* (a number a point), for each input, with its interval."""
    names = problem(design)["names"]
    if np.ptp(values) == 0.0:
        say("the quantity is the same at every point: nothing has any effect")
        return
    if design.kind == "sobol":
        from SALib.analyze import sobol

        found = sobol.analyze(problem(design), values, False, num_resamples=RESAMPLES, conf_level=CONFIDENCE, seed=SEED)
        for index in ("S1", "ST"):
            for place, name in enumerate(names):
                half = float(found[f"{index}_conf"][place]) if design.points >= LEAST else math.nan
                yield _line("sobol", index, name, float(found[index][place]), half, half)
    elif design.kind == "morris":
        from SALib.analyze import morris

        found = morris.analyze(
            problem(design), unit, values, num_resamples=RESAMPLES, conf_level=CONFIDENCE, num_levels=LEVELS, seed=SEED
        )
        for place, name in enumerate(names):
            half = float(found["mu_star_conf"][place]) if design.points >= LEAST else math.nan
            yield _line("morris", "mu_star", name, float(found["mu_star"][place]), half, half)
    if len(values) >= FEWEST:
        yield from _pawn(design, unit, values, names)


def _pawn(design: Design, unit: np.ndarray, values: np.ndarray, names: list[str]) -> Iterator[Line]:
    """PAWN medians with bootstrap intervals over points."""
    from SALib.analyze import pawn

    def medians(chosen: np.ndarray) -> np.ndarray:
        return np.asarray(pawn.analyze(problem(design), unit[chosen], values[chosen], S=SLICES, seed=SEED)["median"])

    whole = medians(np.arange(len(values)))
    again = [medians(draw) for draw in resamples(len(values), RESAMPLES // 4)]
    spread = np.nanstd(again, axis=0) * 1.96
    for place, name in enumerate(names):
        yield _line("pawn", "median", name, float(whole[place]), float(spread[place]), float(spread[place]))


def _line(method: str, index: str, name: str, value: float, below: float, above: float) -> Line:
    return {
        "method": method,
        "index": index,
        "input": name,
        "value": value,
        "low": value - below,
        "high": value + above,
    }


if __name__ == "__main__":
    run(main, __doc__)
