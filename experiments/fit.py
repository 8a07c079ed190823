"""Fit one explanation of the stall to A2 alone: what was left at the intervention, and how long nothing had moved.

python -m experiments.fit explanation=lapse workers=2 output=results/fit/lapse

The search is a grid over one or two parameters (configs/fit/). It writes ``fit.csv``, a row a point, best first; the
chosen values stand in configs/explanation/: the middle of those that the facts admit, which is what they can tell,
where the least misfit would follow the luck of some villages. Exit codes: 0 done; 2 bad input; 130 or 143
interrupted, resumable.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pydantic import Field

from experiments.arms.history import MEASURES, simulate_history
from experiments.study.command import Command, Tables
from experiments.study.design import Design, Points
from experiments.study.experiment import HERE, Experiment, Known
from experiments.study.front import run
from experiments.study.growing import identity_of
from experiments.study.keys import source_hash
from experiments.study.plan import Plan
from experiments.study.settings import ExecutorSettings, Run, tried_points
from experiments.study.words import unabbreviated
from sim.clients.kinds import kind_named
from sim.config import CONFIGS, compose, known, load_scenario, validate
from sim.core.parameter import Parameters, count, number
from sim.overrides import split
from sim.scenario import Scenario
from sim.yaml_scan import ConfigError

SHORT = {"workers": "executor.workers", "output": "run.output"}
YEAR = 365.0


class Fit(Parameters):
    """A search: which explanation, over which values, against which facts; *replications* a point."""

    explanation: str = Field(min_length=1)
    scenario: str = Field(min_length=1)
    replications: int = count("replications", 1, 10_000_000, "100 tell neighbouring values apart")
    seed: int = count("seed", 0, 2**62, "apart from the replications of comparison and validation")
    target_left: float = number("households", 0, 1000, "A2: 9")
    left_low: float = number("households", 0, 1000, "issue: the middle 80 % of villages lie within 3 to 20")
    left_high: float = number("households", 0, 1000, "issue: the middle 80 % of villages lie within 3 to 20")
    stall_least: float = number("day", 0, 10_000, "A2: did not fall for years, read as two at least")
    design: Design
    executor: ExecutorSettings
    run: Run


class Asked(NamedTuple):
    """A search, the scenario in which it is made, and the points that it looks at."""

    fit: Fit
    scenario: Scenario
    points: Points


def read(arguments: list[str]) -> Asked:
    """The search that *arguments* describe."""
    words = unabbreviated(split(arguments), SHORT)
    name = known(CONFIGS, "fit", words.pop("explanation", "lapse"))
    words.setdefault("run.output", f"results/fit/{name}")
    fit = validate(Fit, compose(f"fit/{name}", [f"{key}={value}" for key, value in words.items()]))
    if fit.run.dry_run or fit.executor.part[1] > 1:
        raise ConfigError("fit: is too short for a dry run or for shards; leave run.dry_run and executor.shard alone")
    scenario = load_scenario(fit.scenario, [f"explanation={fit.explanation}"])
    return Asked(fit, scenario, tried_points(fit.design, scenario.model_dump(mode="json"), type(scenario)))


def known_of(asked: Asked) -> Known:
    """What the folder of a search is known by."""
    told = asked.fit.model_dump(mode="json", exclude={"executor", "run"}) | {"points": asked.points.digest}
    return Known("fit", told, asked.fit.seed, asked.points.values)


def experiments(asked: Asked) -> list[Experiment]:
    """The histories of all replications at every point."""

    def plan(code: str, _: object) -> Plan:
        return plan_of_fit(asked, identity_of(known_of(asked).canonical, code))

    return [Experiment(HERE, known_of(asked), asked.fit, plan, title=f"fitting {asked.fit.explanation}")]


def plan_of_fit(asked: Asked, identity: str) -> Plan:
    """Every history as a unit of its own."""
    return Plan(
        simulate=simulate_history,
        identity=identity,
        code=source_hash(),
        scenario=asked.fit.scenario,
        text=asked.scenario.model_dump_json(),
        seed=asked.fit.seed,
        replications=asked.fit.replications,
        points=asked.points.values,
        groups=((("", ""),),),
        measures=MEASURES,
        noun=kind_named(asked.scenario.clients).noun,
    )


def tables(asked: Asked, folder: Path) -> Tables:
    """How far every point is from the facts."""
    return {"fit.csv": distances(asked.fit, pd.read_parquet(folder / "runs.parquet"), asked.points)}


def told(_: Asked, __: Path, made: Tables) -> str:
    """The table as text."""
    return made["fit.csv"].to_string(index=False, float_format=lambda value: f"{value:.3g}")


def distances(fit: Fit, rows: pd.DataFrame, points: Points) -> pd.DataFrame:
    """A row a point, best first."""
    ok = rows[rows["status"] == "ok"]
    lines = []
    for point, values in enumerate(points.values.to_dict("records")):
        here = ok[ok["point"] == point]
        if not len(here):
            raise ConfigError(f"point {point} ({values}): every run failed: {rows['error'].iat[0]}")
        lines.append(values | misfit(fit, here["left"].to_numpy(), here["stall"].to_numpy()))
    return pd.DataFrame(lines).sort_values("misfit", kind="stable").reset_index(drop=True)


def misfit(fit: Fit, left: np.ndarray, stalls: np.ndarray) -> dict[str, Any]:
    """How far a point is from A2, in households: median left, its middle 80 %, and years of stall that are missing.

    A2 admits a point where nine left lie in the middle 80 % of its villages and half of them stall long enough.
    """
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
        "admitted": low <= fit.target_left <= high and stall >= fit.stall_least,
        "misfit": distance + outside + beside + short,
    }


main = Command(
    read=read,
    configured=lambda asked: asked.fit,
    known=known_of,
    experiments=experiments,
    tables=tables,
    told=told,
    shown=lambda asked: asked.fit.model_dump(mode="json"),
    failed=lambda _asked, _made, _outcomes: False,
)

if __name__ == "__main__":
    run(main, __doc__)
