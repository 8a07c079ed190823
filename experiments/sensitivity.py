"""Which inputs matter? Sensitivity indices of a finished sweep, each with its interval, noise share and dummy.

python -m experiments.sensitivity results/screening

Sobol indices for a sobol design, elementary effects for morris, and PAWN for every sampled design (SALib), of the
metric in the first arm ("level") and of every other arm's difference to it ("gap"), in every resource setting. Of
plausible cities, which a comparison may have run, too: PAWN and rank correlations over all of them, with the
explanation of the stall as an input, and over those of each. Writes ``sensitivity.csv`` and
``figures/sensitivity.svg``. Exit codes: 0; 2 when the folder is not that of a finished sweep.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.study.dependence import EXPLANATION, FEWEST, SLICES, dependence_on_cities, too_few
from experiments.study.design import LEVELS, PLAUSIBLE, SAMPLED, Design, problem
from experiments.study.front import BAD_INPUT, DONE, run, say
from experiments.study.manifest import read_manifest
from experiments.study.resampling import SEED, resamples
from experiments.study.store import write_csv
from experiments.study.strangers import doubted, read_parquet, read_yaml
from sim.config import validate
from sim.yaml_scan import ConfigError

CONFIDENCE = 0.95
RESAMPLES = 400
PRINTED = 5  # inputs a quantity of plausible cities; the table has all

Line = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Write the table and the figure; the exit code."""
    if len(arguments) != 1:
        say("sensitivity takes one argument: the folder of a finished sweep")
        return BAD_INPUT
    folder = Path(arguments[0])
    with doubted(folder):
        table = table_of(folder)
        write_csv(folder / "sensitivity.csv", table)
        from experiments.report.figures import sensitivity

        drawing = sensitivity.save(table, folder / "figures")
    print(foremost(table).to_string(index=False, float_format=lambda value: f"{value:.3f}"))
    print(f"\ntable: {folder / 'sensitivity.csv'}; figure: {drawing}")
    return DONE


def table_of(folder: Path) -> pd.DataFrame:
    """Every index of a finished sweep; raises ConfigError where there is none to be had."""
    manifest = read_manifest(folder)
    if manifest["kind"] not in {"sweep", "comparison"} or manifest["status"] != "complete":
        raise ConfigError(f"{folder}: is a {manifest['kind']}, {manifest['status']}; a finished sweep is needed")
    config = read_yaml(folder, "config.yaml")
    design = validate(Design, config["study"]["design"])
    if design.kind not in SAMPLED:
        raise ConfigError(f"{folder}: its design is a {design.kind}; sensitivity needs one of {', '.join(SAMPLED)}")
    table = pd.DataFrame(analyse(folder, config, design))
    if not len(table):
        raise ConfigError(f"{folder}: {config['study']['metric']} is the same at every point; nothing has any effect")
    return table


def foremost(table: pd.DataFrame) -> pd.DataFrame:
    """What is printed: everything, but of plausible cities the inputs that matter most to each quantity."""
    if EXPLANATION not in table:
        return table
    table = table.assign(size=table["value"].abs()).sort_values("size", ascending=False, kind="stable")
    quantity = ["resources", "quantity", "arm", EXPLANATION, "index"]
    return table.groupby(quantity, sort=False).head(PRINTED).sort_values(quantity, kind="stable").drop(columns="size")


def analyse(folder: Path, config: dict[str, Any], design: Design) -> Iterator[Line]:
    """A line for each quantity, method, index and input."""
    metric, arms = config["study"]["metric"], list(config["arms"])
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
            for line in lines:
                yield head | line | {"noise_share": noise}


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
                half = float(found[f"{index}_conf"][place])
                yield _line("sobol", index, name, float(found[index][place]), half, half)
    elif design.kind == "morris":
        from SALib.analyze import morris

        found = morris.analyze(
            problem(design), unit, values, num_resamples=RESAMPLES, conf_level=CONFIDENCE, num_levels=LEVELS, seed=SEED
        )
        for place, name in enumerate(names):
            half = float(found["mu_star_conf"][place])
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
