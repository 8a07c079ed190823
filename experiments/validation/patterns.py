"""Patterns: what the sources of a scenario say, as checks on runs under every explanation of the stall."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from experiments.arms.experiment import experiment_of, words_without
from experiments.arms.first_city import people_tables
from experiments.arms.rivals import under
from experiments.study.command import Inquiry, Tables
from experiments.study.experiment import Experiment
from experiments.study.explanations import NO_STALL, explanations
from experiments.study.settings import Study, load_study
from experiments.validation.idle import passed_idly, refusal
from sim.config import CONFIGS, compose, known, validate
from sim.core.parameter import Parameters, name_of
from sim.measures.columns import NAMES

FILE = "patterns.csv"
SCALE = "scale:"  # how the statement of a pattern begins that only repeats a number that was set


class Pattern(Parameters):
    """One statement of a source as a check on a measure of simulated runs, of those *where* measures lie so.

    *ends_among_finished*: the upper quantile is one of the runs that got there, the lower one of all. *variant* names
    words under which the runs are made, beside those of the command.
    """

    id: str = Field(min_length=1)
    source: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    arm: str = Field(min_length=1)
    measure: str = Field(pattern="^(" + "|".join(NAMES) + ")$")
    span: list[float] = Field(min_length=2, max_length=2)
    holds: float | None = None
    span_within: list[float] | None = Field(default=None, min_length=2, max_length=2)
    median_within: list[float] | None = Field(default=None, min_length=2, max_length=2)
    ends_among_finished: bool = Field(default=False)
    variant: str = ""
    where: dict[str, list[float]] = Field(default={})
    of: str = name_of(("all", "default", "nobody"), "which explanations must pass")
    idle: float | None
    known: str = ""

    @model_validator(mode="after")
    def _cannot_be_passed_by_doing_nothing(self) -> Pattern:
        """Something must be asked, and runs that all have the idle value must not pass."""
        if self.holds is None and self.span_within is None and self.median_within is None:
            raise ValueError(f"{self.id}: needs one of holds, span_within, median_within, or it could not fail")
        if passed_idly(lambda value: self.passed(value, value, value), self.nothing):
            within = self.span_within or self.median_within or [self.holds or 0.0] * 2
            raise ValueError(refusal(f"{self.id}.within", within, self.nothing))
        return self

    @property
    def nothing(self) -> float:
        """What a model gives in which nothing happens; infinite for what is never reached."""
        return math.inf if self.idle is None else self.idle

    def passed(self, low: float, median: float, high: float) -> bool:
        """Whether quantiles of runs are where they must be."""
        spans, medians = self.span_within, self.median_within
        return (
            (self.holds is None or low <= self.holds <= high)
            and (spans is None or spans[0] <= low <= high <= spans[1])
            and (medians is None or medians[0] <= median <= medians[1])
        )


class Patterns(Parameters):
    """The patterns of one scenario, and words of the command line for what some are looked at in, by *variant*."""

    variants: dict[str, list[str]] = Field(default={})
    patterns: list[Pattern] = Field(min_length=1)

    @model_validator(mode="after")
    def _variants_are_known(self) -> Patterns:
        """Every pattern is looked at in something."""
        for one in self.patterns:
            if one.variant and one.variant not in self.variants:
                raise ValueError(f"{one.id}.variant = {one.variant!r}: unknown; known: {', '.join(self.variants)}")
        return self

    def arms_of(self, variant: str) -> str:
        """The arms that patterns of a variant look at, as a word."""
        return f"arms=[{','.join(dict.fromkeys(one.arm for one in self.patterns if one.variant == variant))}]"


class Asked(NamedTuple):
    """A study, the same under every explanation, itself first, each in every variant, and what is looked for."""

    study: Study
    studies: dict[str, Study]
    varied: dict[tuple[str, str], Study]  # by explanation and variant
    patterns: list[Pattern]


def read(arguments: list[str]) -> Asked:
    """The patterns of a scenario, and the studies in which they are looked for."""
    study = load_study(arguments)
    known(CONFIGS, "patterns", study.name)
    told = validate(Patterns, compose(f"patterns/{study.name}", []))
    studies = {study.explanation: study} | rivals_of(study, arguments)
    varied = {}
    for variant, words in told.variants.items():
        # what is typed holds: a variant whose number is typed is the study itself under another name
        some = [*words, *words_without(arguments, "arms"), told.arms_of(variant)]
        here = load_study(some)
        for name, each in ({here.explanation: here} | rivals_of(here, some)).items():
            varied[name, variant] = each
    return Asked(study, studies, varied, told.patterns)


def rivals_of(study: Study, arguments: list[str]) -> dict[str, Study]:
    """The same study under every other explanation of the stall; none where nothing has stalled."""
    if study.explanation == NO_STALL:
        return {}
    others = [name for name in explanations() if name != study.explanation]
    return {name: under(name, arguments, study.study.replications) for name in others}


def experiments(asked: Asked) -> list[Experiment]:
    """A study an explanation, each in a folder of its name, and one for every variant of it."""
    found = [experiment_of(study, name) for name, study in asked.studies.items()]
    return [*found, *(experiment_of(study, folder_of(*at), series=False) for at, study in asked.varied.items())]


def folder_of(explanation: str, variant: str) -> str:
    """Where the runs under an explanation stand."""
    return f"{explanation}_{variant}" if variant else explanation


def tables(asked: Asked, folder: Path) -> Tables:
    """``patterns.csv``, and who went where under the explanation that was asked for."""
    rows = [row for name in asked.studies for row in check(name, asked, folder)]
    return {FILE: pd.DataFrame(rows)} | people_tables(asked.study, folder / asked.study.explanation)


def told(_: Asked, __: Path, made: Tables) -> str:
    """The patterns as text."""
    return patterns_as_text(made[FILE])


def check(name: str, asked: Asked, folder: Path) -> list[dict[str, Any]]:
    """Every pattern under one explanation, whose runs stand below *folder*."""
    rows = []
    for pattern in asked.patterns:
        runs = pd.read_parquet(folder / folder_of(name, pattern.variant) / "runs.parquet")
        runs = runs[(runs["status"] == "ok") & (runs["arm"] == pattern.arm)]
        required = pattern.of == "all" or (pattern.of == "default" and name == asked.study.explanation)
        rows.append(judge(pattern, runs) | {"explanation": name, "required": required})
    return rows


def judge(pattern: Pattern, runs: pd.DataFrame) -> dict[str, Any]:
    """One pattern against the runs of its arm; a missing value is one that was never reached: infinite."""
    for name, (least, most) in pattern.where.items():
        runs = runs[runs[name].between(least, most)]
    values = runs[pattern.measure].fillna(math.inf).to_numpy(float)
    low, median, high = quantiles(values, (pattern.span[0], 0.5, pattern.span[1]))
    if pattern.ends_among_finished:
        (high,) = quantiles(values[np.isfinite(values)], (pattern.span[1],))
    expected = pattern.span_within or pattern.median_within or [pattern.holds or math.nan] * 2
    return {
        "id": pattern.id,
        "source": pattern.source,
        "statement": pattern.statement,
        "expected_low": expected[0],
        "expected_high": expected[1],
        "simulated_low": low,
        "simulated_median": median,
        "simulated_high": high,
        "passed": pattern.passed(low, median, high),
        "runs": len(values),
        "never": int(np.isinf(values).sum()),
        "idle": pattern.nothing,
        "known": pattern.known,
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
    if row.expected_low == row.expected_high:
        wanted = f"must hold {row.expected_low:g}"
    found = f"{row.simulated_median:g} [{row.simulated_low:g} to {row.simulated_high:g}]"
    return f"  {verdict:13} {row.source:7} {row.statement}: {found} {wanted} ({row.never} of {row.runs} never)"


def counted_apart(rows: pd.DataFrame) -> str:
    """How many hold of those that could have failed, and apart from them of those that repeat what was set."""
    scale = rows["statement"].str.startswith(SCALE)
    told = [(rows[~scale], "that could have failed"), (rows[scale], "that repeat what was set (scale)")]
    return "  hold: " + ", ".join(f"{int(part['passed'].sum())} of {len(part)} {name}" for part, name in told)


def patterns_as_text(table: pd.DataFrame) -> str:
    """The table as text, a block an explanation."""
    lines = []
    for name, rows in table.groupby("explanation", sort=False):
        lines.append(f"\n{name}")
        lines += [line_of(row) for row in rows.itertuples()]
        lines.append(counted_apart(rows))
    return "\n".join(lines)


PATTERNS = Inquiry(read=read, experiments=experiments, tables=tables, told=told)
