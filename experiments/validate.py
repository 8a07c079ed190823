"""Check a scenario against what its sources say: a table of patterns, each with its source, passed or failed.

python -m experiments.validate scenario=xiaonanmen replications=200 seed=1 workers=2 output=results/validate

scenario=workbench runs the conditions under which task forces must lose, and shapes
(experiments/validation/run_conditions.py);
scenario=city_portfolio draws beside its patterns the curve of how many task forces are too many
(experiments/validation/how_many.py), scenario=open_call compares the ways into a team (experiments/validation/ways.py).
The default explanation of the stall must pass; the rivals are run beside it and reported as they are. Writes
``patterns.csv``. Exit codes: 0 all passed; 1 some failed; 2 bad input; 130 or 143 interrupted, resumable.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field

from experiments.arms.dry_run import rehearse
from experiments.arms.first_city import write_people
from experiments.arms.rivals import NO_STALL, explanations, under
from experiments.arms.run import KIND as BELOW
from experiments.arms.run import open_study, simulate_below
from experiments.study.command import DONE, SOME_FAILED, check_output, run, say, split
from experiments.study.executors import open_executor
from experiments.study.locks import opened, turn
from experiments.study.manifest import noting_interrupts, write_manifest
from experiments.study.settings import Study, load_study, study_points
from experiments.study.store import file_hash, write_csv
from experiments.validation.beside import beside_of
from experiments.validation.hazards import hazard_patterns
from sim.config import CONFIGS, compose, known, options, validate
from sim.core.compiling import announce
from sim.core.parameter import Parameters, word
from sim.measures.columns import NAMES

DEFAULTS = {"arms": "[siloed,task_force]", "resources": "[as_it_was]", "output": "results/validate"}
KIND = "validation"


class Pattern(Parameters):
    """One statement of a source as a check on a measure of simulated runs."""

    id: str = Field(min_length=1)
    source: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    arm: str = Field(min_length=1)
    measure: str = Field(pattern="^(" + "|".join(NAMES) + ")$")
    span: list[float] = Field(min_length=2, max_length=2)
    holds: float | None = None
    span_within: list[float] | None = Field(default=None, min_length=2, max_length=2)
    median_within: list[float] | None = Field(default=None, min_length=2, max_length=2)
    left: list[int] | None = Field(default=None, min_length=2, max_length=2)
    of: str = word(("all", "default", "nobody"), "which explanations must pass")


class Patterns(Parameters):
    """The patterns of one scenario."""

    patterns: list[Pattern] = Field(min_length=1)


def main(arguments: list[str]) -> int:
    """Simulate under every explanation, check, and leave the table; the exit code."""
    scenario = split(arguments).get("scenario", "xiaonanmen")
    if scenario in options(CONFIGS, "conditions"):
        from experiments.validation import run_conditions

        return run_conditions.main(arguments, scenario)
    study = load_study(arguments, DEFAULTS)
    known(CONFIGS, "patterns", study.name)
    patterns = validate(Patterns, compose(f"patterns/{study.name}", [])).patterns
    studies = {study.explanation: study}
    for explanation in explanations():
        if explanation != study.explanation != NO_STALL:
            studies[explanation] = under(explanation, arguments, study.study.replications, DEFAULTS)
    folder = check_output(study.run.output)
    points = study_points(study)
    beside = beside_of(scenario)
    if study.run.dry_run:
        below = beside.rehearsal(arguments, folder) if beside else []
        return rehearse([*((one, folder / name, BELOW) for name, one in studies.items()), *below])
    announce()
    with opened(folder, study.executor.part), open_executor(study.executor) as executor:
        manifest = open_study(study, points, folder, KIND)
        with noting_interrupts(folder, manifest):
            outcomes = [simulate_below(one, folder / name, executor) for name, one in studies.items()]
            owed = sum(outcome.owed for outcome in outcomes)
            if beside:
                owed += beside.run(arguments, folder, executor)
        if owed:
            say(f"shard {study.executor.shard} is done; {owed} villages of other shards are missing")
            return DONE
        with turn(folder):
            rows = [row for name in studies for row in check(name, study, patterns, folder / name)]
            hashes: dict[str, str] = {}
            if beside:
                hashes |= beside.judge(folder, study.study.resamples)
                about = {"explanation": study.explanation, "required": True}
                rows += [row | about for row in beside.patterns(folder)]
            table = pd.DataFrame(rows)
            write_csv(folder / "patterns.csv", table)
            hashes["patterns.csv"] = file_hash(folder / "patterns.csv")
            hashes |= write_people(study, folder, folder / study.explanation)
            write_manifest(folder, manifest | {"status": "complete", "outputs": hashes})
    print(as_text(table))
    if beside:
        print(f"\n{beside.say(folder)}")
    failed = table[table["required"] & ~table["passed"]]
    print(
        f"\n{len(failed)} of {int(table['required'].sum())} required patterns failed; table: {folder / 'patterns.csv'}"
    )
    return SOME_FAILED if len(failed) else DONE


def check(name: str, main_study: Study, patterns: list[Pattern], folder: Path) -> list[dict[str, Any]]:
    """Every pattern under one explanation, whose runs stand in *folder*."""
    runs = pd.read_parquet(folder / "runs.parquet")
    runs = runs[runs["status"] == "ok"]
    rows = []
    for pattern in patterns:
        required = pattern.of == "all" or (pattern.of == "default" and name == main_study.explanation)
        rows.append(judge(pattern, runs[runs["arm"] == pattern.arm]) | {"explanation": name, "required": required})
    if (
        name == main_study.explanation and main_study.clients == "relocation"
    ):  # published: the first holds, the second is not in the model (docs/why.md)
        rows += [row | {"explanation": name, "required": False} for row in hazard_patterns(main_study)]
    return rows


def judge(pattern: Pattern, runs: pd.DataFrame) -> dict[str, Any]:
    """One pattern against the runs of its arm; a missing value is one that was never reached: infinite."""
    if pattern.left is not None:
        runs = runs[runs["left_at_intervention"].between(pattern.left[0], pattern.left[1])]
    values = runs[pattern.measure].fillna(math.inf).to_numpy(float)
    low, median, high = quantiles(values, (pattern.span[0], 0.5, pattern.span[1]))
    expected = pattern.span_within or pattern.median_within or [pattern.holds or math.nan] * 2
    passed = pattern.holds is None or low <= pattern.holds <= high
    if pattern.span_within is not None:
        passed = passed and pattern.span_within[0] <= low and high <= pattern.span_within[1]
    if pattern.median_within is not None:
        passed = passed and pattern.median_within[0] <= median <= pattern.median_within[1]
    return {
        "id": pattern.id,
        "source": pattern.source,
        "statement": pattern.statement,
        "expected_low": expected[0],
        "expected_high": expected[1],
        "simulated_low": low,
        "simulated_median": median,
        "simulated_high": high,
        "passed": bool(passed) and len(values) > 0,
        "runs": len(values),
        "never": int(np.isinf(values).sum()),
    }


def quantiles(values: np.ndarray, levels: tuple[float, ...]) -> list[float]:
    """Quantiles that are values of the sample, so that infinite ones may stand among them; NaN for an empty sample."""
    if len(values) == 0:
        return [math.nan] * len(levels)
    return [float(value) for value in np.quantile(values, levels, method="inverted_cdf")]


def line_of(row: Any) -> str:
    """One pattern in one line."""
    verdict = "holds" if row.passed else "does not hold"
    if row.required:
        verdict = "passed" if row.passed else "FAILED"
    wanted = f"must lie in {row.expected_low:g} to {row.expected_high:g}"
    if math.isnan(row.expected_low):
        verdict, wanted = "shown", ""
    elif row.expected_low == row.expected_high:
        wanted = f"must hold {row.expected_low:g}"
    found = f"{row.simulated_median:g} [{row.simulated_low:g} to {row.simulated_high:g}]"
    return f"  {verdict:13} {row.source:7} {row.statement}: {found} {wanted} ({row.never} of {row.runs} never)"


def as_text(table: pd.DataFrame) -> str:
    """The table as text, a block an explanation."""
    lines = []
    for name, rows in table.groupby("explanation", sort=False):
        lines.append(f"\n{name}")
        lines += [line_of(row) for row in rows.itertuples()]
    return "\n".join(lines)


if __name__ == "__main__":
    run(main, __doc__)
