"""Fit one explanation of the stall to A2 alone: what was left at the intervention, and how long nothing had moved.

python -m experiments.fit explanation=lapse workers=2 output=results/fit/lapse

The search is a grid over one or two parameters (configs/fit/). It writes ``fit.csv``, a row a point, best first; the
chosen values stand in configs/explanation/. Exit codes: 0 done; 2 bad input; 130 or 143 interrupted, resumable.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field

from experiments.front import DONE, check_output, run, split
from experiments.study.executor import execute
from experiments.study.keys import digest
from experiments.study.manifest import command_line, locked, open_manifest, write_manifest
from experiments.study.progress import Meter
from experiments.study.settings import Villages
from experiments.study.store import file_hash, write_csv, write_whole
from sim.city.numbers import numbers_of
from sim.city.run import history
from sim.config import CONFIGS, compose, known, load_scenario, validate
from sim.core.compiling import announce
from sim.core.parameter import Parameters, number

YEAR = 365.0


class Axis(Parameters):
    """One searched parameter and the values that are tried."""

    name: str = Field(min_length=1)
    values: list[float] = Field(min_length=1, max_length=50)


class Fit(Villages):
    """A search: which explanation, over which values, against which facts; *replications* villages a point."""

    explanation: str = Field(min_length=1)
    scenario: str = Field(min_length=1)
    target_left: float = number("households", 0, 1000, "A2: 9")
    left_low: float = number("households", 0, 1000, "issue: the middle 80 % of villages lie within 3 to 20")
    left_high: float = number("households", 0, 1000, "issue: the middle 80 % of villages lie within 3 to 20")
    stall_least: float = number("day", 0, 10_000, "A2: did not fall for years, read as two at least")
    axes: list[Axis] = Field(min_length=1, max_length=2)


def main(arguments: list[str]) -> int:
    """Search, and leave the table; the exit code."""
    words = split(arguments)
    name = known(CONFIGS, "fit", words.pop("explanation", "lapse"))
    words.setdefault("output", f"results/fit/{name}")
    fit = validate(Fit, compose(f"fit/{name}", [f"{key}={value}" for key, value in words.items()]))
    folder = check_output(fit.output)
    points = points_of(fit)
    for point in points:  # every point is checked before the first is run
        load_scenario(fit.scenario, overrides(fit, point))
    announce()
    with locked(folder):
        canonical = fit.model_dump(exclude={"output", "workers"})
        manifest = open_manifest(folder, canonical, command_line(), fit.seed)
        table = search(fit, folder, points)
        write_csv(folder / "fit.csv", table)
        hashes = {"fit.csv": file_hash(folder / "fit.csv")}
        write_manifest(folder, manifest | {"status": "complete", "outputs": hashes})
    print(table.to_string(index=False, float_format=lambda value: f"{value:.3g}"))
    return DONE


def points_of(fit: Fit) -> list[dict[str, float]]:
    """Every combination of the searched values."""
    names = [axis.name for axis in fit.axes]
    return [dict(zip(names, values, strict=True)) for values in product(*(axis.values for axis in fit.axes))]


def overrides(fit: Fit, point: dict[str, float]) -> list[str]:
    """The point as a user would type it."""
    return [f"explanation={fit.explanation}", *(f"{name}={value}" for name, value in point.items())]


def search(fit: Fit, folder: Path, points: list[dict[str, float]]) -> pd.DataFrame:
    """Try every point that is not kept already; the table, best first."""
    text = fit.model_dump_json()
    tasks = [(str(folder), text, point) for point in points]
    with Meter(f"fitting {fit.explanation}", len(tasks)) as meter:
        for _ in execute(try_point, tasks, fit.workers):
            meter.advance(1)
    rows = [json.loads(kept(folder, point).read_text(encoding="utf-8")) for point in points]
    return pd.DataFrame(rows).sort_values("misfit", kind="stable").reset_index(drop=True)


def kept(folder: Path, point: dict[str, float]) -> Path:
    """Where the row of a point is kept."""
    return folder / "parts" / f"{digest(json.dumps(point, sort_keys=True))}.json"


def try_point(folder: str, text: str, point: dict[str, float]) -> None:
    """Simulate the histories of one point and keep its row. Runs in a worker."""
    path = kept(Path(folder), point)
    if path.exists():
        return
    fit = Fit.model_validate_json(text)
    scenario = load_scenario(fit.scenario, overrides(fit, point))
    numbers = numbers_of(scenario)
    left, stalls = [], []
    for seed in range(fit.seed, fit.seed + fit.replications):
        past = history(scenario, numbers, seed)
        left.append(int(past.city[0].left))
        stalls.append(float(past.city[0].intervention - past.city[0].last_signature) if left[-1] else 0.0)
    path.parent.mkdir(exist_ok=True)
    write_whole(path, json.dumps(point | misfit(fit, np.array(left), np.array(stalls))).encode())


def misfit(fit: Fit, left: np.ndarray, stalls: np.ndarray) -> dict[str, Any]:
    """How far a point is from A2, in households: median left, its middle 80 %, and years of stall that are missing."""
    low, median, high = (float(value) for value in np.quantile(left, (0.1, 0.5, 0.9)))
    stall = float(np.median(stalls))
    outside = max(0.0, fit.left_low - low) + max(0.0, high - fit.left_high)
    beside = max(0.0, low - fit.target_left) + max(0.0, fit.target_left - high)
    short = max(0.0, fit.stall_least - stall) / YEAR
    distance = abs(median - fit.target_left) + abs(float(left.mean()) - fit.target_left) / 10.0
    return {
        "left_low": low,
        "left_median": median,
        "left_mean": float(left.mean()),
        "left_high": high,
        "stall_median": stall,
        "misfit": distance + outside + beside + short,
    }


if __name__ == "__main__":
    run(main, __doc__)
