"""Check a scenario against what its sources say: a table of patterns, each with its source, passed or failed.

python -m experiments.validate scenario=xiaonanmen replications=200 seed=1 workers=2 output=results/validate
       dry_run=true any.parameter=value

What is checked of a scenario stands in configs/validation/: ``patterns`` of its sources, ``hazards`` of signing,
``conditions`` under which task forces must lose, the ``curve`` of how many are too many, the ``ways`` into a team, how
``campaigns`` run in projects of which nothing is known.
The default explanation of the stall must pass; the rivals are run beside it and reported as they are. No range may hold
what a model gives in which nothing happens, and whatever does not show is told with what is known of why. Writes
``patterns.csv``. Exit codes: 0 all passed; 1 some failed; 2 bad input; 130 or 143 interrupted, resumable.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from pydantic import Field

from experiments.arms.experiment import known_of
from experiments.study.command import Command, Inquiry, Tables
from experiments.study.conduct import Outcome
from experiments.study.experiment import Experiment
from experiments.study.front import run
from experiments.study.settings import Study, load_study
from experiments.study.words import unabbreviated
from experiments.validation.how_many import CURVE
from experiments.validation.must_lose import MUST_LOSE
from experiments.validation.patterns import FILE, PATTERNS
from experiments.validation.relocation.campaigns import CAMPAIGNS
from experiments.validation.relocation.hazards import HAZARDS
from experiments.validation.ways import WAYS
from sim.config import CONFIGS, compose, known, split
from sim.config import validate as validated
from sim.core.parameter import Parameters
from sim.yaml_scan import ConfigError

KIND = "validation"
SCALE = "scale: "  # how the statement of a pattern begins that only repeats what was set
GROUP = "validation"  # folder of configs/: a file a scenario
CHECKS: dict[str, Inquiry[Any]] = {
    "patterns": PATTERNS,
    "hazards": HAZARDS,
    "campaigns": CAMPAIGNS,
    "conditions": MUST_LOSE,
    "curve": CURVE,
    "ways": WAYS,
}


class Validation(Parameters):
    """What is checked of one scenario, and the words that hold where the command line says nothing."""

    checks: list[str] = Field(min_length=1)
    words: dict[str, str]


class Asked(NamedTuple):
    """The study that a validation is about, and each check with what it has read."""

    study: Study
    checks: list[tuple[Inquiry[Any], Any]]


def read(arguments: list[str]) -> Asked:
    """The checks of the scenario that *arguments* name."""
    words = split(arguments)
    scenario = known(CONFIGS, "scenario", words.get("scenario", "xiaonanmen"))
    validation = validated(Validation, compose(f"{GROUP}/{known(CONFIGS, GROUP, scenario)}", []))
    strange = [name for name in validation.checks if name not in CHECKS]
    if strange:
        raise ConfigError(f"checks: {strange[0]} is unknown; known: {', '.join(CHECKS)}")
    every = unabbreviated(validation.words) | unabbreviated(words)
    told = [f"{key}={value}" for key, value in every.items()]
    return Asked(load_study(told), [(CHECKS[name], CHECKS[name].read(told)) for name in validation.checks])


def experiments(asked: Asked) -> list[Experiment]:
    """Whatever the checks need."""
    return [one for check, what in asked.checks for one in check.experiments(what)]


def tables(asked: Asked, folder: Path) -> Tables:
    """Those of all checks; their patterns stand in one table, by explanation."""
    made = [check.tables(what, folder) for check, what in asked.checks]
    patterns = pd.concat([one[FILE] for one in made if FILE in one], ignore_index=True)
    if "explanation" in patterns:
        place_of = {name: place for place, name in enumerate(patterns["explanation"].unique())}
        patterns = patterns.sort_values("explanation", key=lambda names: names.map(place_of), kind="stable")
    return {name: table for one in made for name, table in one.items()} | {FILE: patterns}


def told(asked: Asked, folder: Path, made: Tables) -> str:
    """What the checks tell, what does not show and what is known of why, and how many required patterns failed."""
    said = [check.told(what, folder, made) for check, what in asked.checks]
    table = made[FILE]
    required = table["required"].astype(bool)
    counted = f"{len(missed(table))} of {required.sum()} required patterns failed; table: {folder / FILE}"
    lines = [*misses(table[required], "required"), *misses(table[~required], "published"), *scale(table), counted]
    return "\n\n".join([*filter(None, said), "\n".join(lines)])


def scale(table: pd.DataFrame) -> list[str]:
    """A line on patterns that only repeat what was set, which are told apart from those that could have failed."""
    repeats = table["statement"].str.startswith(SCALE)
    if not repeats.any():
        return []
    many, failed = int(repeats.sum()), int((repeats & ~table["passed"].astype(bool)).sum())
    rest = int((~repeats).sum())
    return [f"scale: {many} patterns only repeat what was set, of which {failed} fail; {rest} could have failed"]


def missed(table: pd.DataFrame) -> pd.DataFrame:
    """Patterns that had to show, and do not."""
    return table[table["required"] & ~table["passed"]]


def misses(table: pd.DataFrame, which: str) -> list[str]:
    """A line for all patterns that do not show for one known reason, and how many of how many do not."""
    gone = table[~table["passed"].astype(bool)]
    lines = [f"{which}: {len(gone)} of {len(table)} do not show"] if len(table) else []
    for why, rows in gone.groupby(gone["known"].replace("", "why is not known"), sort=False):
        lines.append(f"  {', '.join(dict.fromkeys(rows['id']))}: {why}")
    return lines


def some_pattern_failed(_: Asked, made: Tables, __: list[Outcome]) -> bool:
    """Whether the exit code is 1."""
    return len(missed(made[FILE])) > 0


main = Command(
    read=read,
    configured=lambda asked: asked.study,
    known=lambda asked: known_of(asked.study, KIND),
    experiments=experiments,
    tables=tables,
    told=told,
    shown=lambda asked: asked.study.model_dump(mode="json"),
    failed=some_pattern_failed,
)

if __name__ == "__main__":
    run(main, __doc__)
