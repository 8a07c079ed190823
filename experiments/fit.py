"""Fit one explanation of the stall to A2 alone: what was left at the intervention, and how long nothing had moved.

python -m experiments.fit explanation=lapse workers=2 output=results/fit/lapse

The search is a grid over one or two parameters (configs/fit/). It writes ``fit.csv``, a row a point, best first; the
chosen values stand in configs/explanation/. Exit codes: 0 done; 2 bad input; 130 or 143 interrupted, resumable.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pydantic import Field

from experiments.arms.history import MEASURES, simulate_history
from experiments.study.command import DONE, check_output, run, split
from experiments.study.conduct import Share
from experiments.study.design import Design, Points
from experiments.study.engine import advance
from experiments.study.executors import open_executor
from experiments.study.keys import canonical_json, digest, source_hash
from experiments.study.locks import opened, turn
from experiments.study.manifest import command_line, noting_interrupts, open_manifest, write_manifest
from experiments.study.parts import rows_in_order
from experiments.study.plan import Plan
from experiments.study.settings import Executor, Run, tried_points, unabbreviated
from experiments.study.store import file_hash, write_csv
from sim.config import CONFIGS, compose, known, load_scenario, validate
from sim.core.compiling import announce
from sim.core.parameter import Parameters, count, number
from sim.scenario import Scenario
from sim.yaml_scan import ConfigError

SHORT = {"workers": "executor.workers", "output": "run.output"}
YEAR = 365.0


class Fit(Parameters):
    """A search: which explanation, over which values, against which facts; *replications* villages a point."""

    explanation: str = Field(min_length=1)
    scenario: str = Field(min_length=1)
    replications: int = count("villages", 1, 10_000_000, "100 tell neighbouring values apart")
    seed: int = count("seed", 0, 2**62, "apart from the villages of comparison and validation")
    target_left: float = number("households", 0, 1000, "A2: 9")
    left_low: float = number("households", 0, 1000, "issue: the middle 80 % of villages lie within 3 to 20")
    left_high: float = number("households", 0, 1000, "issue: the middle 80 % of villages lie within 3 to 20")
    stall_least: float = number("day", 0, 10_000, "A2: did not fall for years, read as two at least")
    design: Design
    executor: Executor
    run: Run


def main(arguments: list[str]) -> int:
    """Search, and leave the table; the exit code."""
    words = unabbreviated(split(arguments), SHORT)
    name = known(CONFIGS, "fit", words.pop("explanation", "lapse"))
    words.setdefault("run.output", f"results/fit/{name}")
    fit = validate(Fit, compose(f"fit/{name}", [f"{key}={value}" for key, value in words.items()]))
    if fit.run.dry_run or fit.executor.part[1] > 1:
        raise ConfigError("fit: is too short for a dry run or for shards; leave run.dry_run and executor.shard alone")
    folder = check_output(fit.run.output)
    scenario = load_scenario(fit.scenario, [f"explanation={fit.explanation}"])
    points = tried_points(fit.design, scenario.model_dump(mode="json"), Scenario)
    announce()
    with opened(folder, fit.executor.part), open_executor(fit.executor) as executor, turn(folder):
        canonical = fit.model_dump(mode="json", exclude={"executor", "run"}) | {"points": points.digest}
        allow = fit.run.allow_code_change
        manifest = open_manifest(folder, "fit", canonical, command_line(), fit.seed, allow)
        plan = plan_of(fit, scenario, points, canonical, manifest["code_hash"])
        with noting_interrupts(folder, manifest):
            every = np.arange(len(plan))
            share = Share.of(fit.executor, fit.run)
            found = advance(executor, plan, folder, share.chunk, share.retry_failed, every, f"fitting {name}")
        table = judge(fit, pa.concat_tables(rows_in_order(found, len(plan), None)).to_pandas(), points)
        write_csv(folder / "fit.csv", table)
        hashes = {"fit.csv": file_hash(folder / "fit.csv")}
        write_manifest(folder, manifest | {"status": "complete", "outputs": hashes})
    print(table.to_string(index=False, float_format=lambda value: f"{value:.3g}"))
    return DONE


def plan_of(fit: Fit, scenario: Scenario, points: Points, canonical: dict[str, Any], code: str) -> Plan:
    """The histories of *replications* villages at every point."""
    return Plan(
        simulate=simulate_history,
        identity=digest(canonical_json([canonical, code])),
        code=source_hash(),
        scenario=fit.scenario,
        text=scenario.model_dump_json(),
        seed=fit.seed,
        replications=fit.replications,
        points=points.values,
        groups=((("", ""),),),
        measures=MEASURES,
    )


def judge(fit: Fit, rows: pd.DataFrame, points: Points) -> pd.DataFrame:
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
