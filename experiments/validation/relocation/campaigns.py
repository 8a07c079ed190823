"""How campaigns run in projects of which nothing is known: patterns, each tried with its switch off, and two tables.

A check: one study over all settings; ``patterns.csv``, ``thresholds.csv`` (how many projects meet a threshold) and
``groups.csv`` (in how many groups of a size all sign), which nothing is aimed at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from pydantic import Field, model_validator

from experiments.arms.experiment import experiment_of
from experiments.study.command import Inquiry, Tables
from experiments.study.design import Points
from experiments.study.experiment import Experiment
from experiments.study.resampling import MANY, interval, resamples
from experiments.study.settings import Study, load_study
from experiments.validation.idle import passed_idly, refusal, shows
from experiments.validation.patterns import FILE
from experiments.validation.relocation.counts import groups_table, thresholds_table, told_counts
from experiments.validation.relocation.readings import READINGS, Campaigns
from experiments.validation.relocation.settings import Fixed, Setting, as_setting, campaigns_at, laid_out, place_of
from experiments.validation.switches import Switch
from sim.config import CONFIGS, compose, known, validate
from sim.core.parameter import Parameters, name_of, switch

FOLDER = "campaigns"


class Campaign(Parameters):
    """One pattern: the settings that it is looked at in, its window of days, and the switch that makes it vanish."""

    id: str = Field(min_length=1)
    source: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    reading: str = name_of(tuple(READINGS), "how its number is read off runs")
    window: list[int] = Field(min_length=2, max_length=2)
    sets: list[Fixed]
    beside: list[Fixed] = Field(default=[])
    without: list[Fixed] = Field(min_length=1)
    within: list[float] = Field(min_length=2, max_length=2)
    idle: float
    must: bool = switch("whether validation fails where it does not show")
    known: str = ""

    @model_validator(mode="after")
    def _cannot_be_passed_by_doing_nothing(self) -> Campaign:
        """The idle value does not pass; a reading has as many settings as it compares; a window has days."""
        if passed_idly(lambda value: self.within[0] <= value <= self.within[1], self.idle):
            raise ValueError(refusal(f"{self.id}.within", self.within, self.idle))
        if READINGS[self.reading].two != bool(self.beside):
            raise ValueError(
                f"{self.id}.beside: {self.reading} compares {'two settings' if not self.beside else 'none'}"
            )
        if not 0 <= self.window[0] < self.window[1]:
            raise ValueError(f"{self.id}.window = {self.window}: must be two days, the earlier first")
        return self

    @property
    def settings(self) -> tuple[Setting, Setting, Setting, Setting]:
        """As it is looked at, what stands beside it, and both with the switch off."""
        beside = [*self.sets, *self.beside]
        return (
            as_setting(self.sets),
            as_setting(beside),
            as_setting(self.sets, self.without),
            as_setting(beside, self.without),
        )


class Series(Parameters):
    """What is only reported: the settings and the one parameter that varies in them."""

    sets: list[Fixed]
    vary: Switch

    @property
    def settings(self) -> list[Setting]:
        """One setting a value."""
        return [as_setting(self.sets) | {self.vary.name: value} for value in self.vary.values]


class Told(Parameters):
    """Everything that is looked for in campaigns of one scenario."""

    campaigns: list[Campaign] = Field(min_length=1)
    thresholds: Series
    groups: Series


class Asked(NamedTuple):
    """What is looked for, the study, and its points."""

    told: Told
    study: Study
    points: Points


def read(arguments: list[str]) -> Asked:
    """The campaigns of the scenario that *arguments* name."""
    study = load_study(arguments)
    told = validate(Told, compose(f"{FOLDER}/{known(CONFIGS, FOLDER, study.name)}", []))
    settings = [setting for one in told.campaigns for setting in one.settings]
    points = laid_out([*settings, *told.thresholds.settings, *told.groups.settings], study)
    return Asked(told, study, points)


def experiments(asked: Asked) -> list[Experiment]:
    """One study over all settings."""
    said = f"campaigns in {len(asked.points.values)} settings"
    return [experiment_of(asked.study, FOLDER, points=asked.points, said=said)]


def tables(asked: Asked, folder: Path) -> Tables:
    """``patterns.csv``, ``thresholds.csv`` and ``groups.csv``; of the first arm and resource setting."""
    told, study, points = asked
    runs = pd.read_parquet(folder / FOLDER / "runs.parquet")
    first = (runs["arm"] == next(iter(study.arms))) & (runs["resources"] == next(iter(study.resources)))
    daily = pd.read_parquet(folder / FOLDER / "daily.parquet", columns=["run_id", "day", "signed"])
    found = campaigns_at(points.values, runs[first], daily)

    def at(setting: Setting) -> Campaigns:
        return found[place_of(setting, points.values, study)]

    rows = [judge(one, [at(setting) for setting in one.settings], study.study.resamples) for one in told.campaigns]
    return {
        FILE: pd.DataFrame(rows),
        "thresholds.csv": thresholds_table([at(setting) for setting in told.thresholds.settings]),
        "groups.csv": groups_table(dict(zip(told.groups.vary.values, map(at, told.groups.settings), strict=True))),
    }


def judge(one: Campaign, found: list[Campaigns], many: int) -> dict[str, Any]:
    """A row of ``patterns.csv``: it shows as the model is, and does not with its switch off."""
    here, off = (number_of(one, some, many) for some in (found[:2], found[2:]))
    return {
        "id": one.id,
        "source": one.source,
        "statement": one.statement,
        "expected_low": one.within[0],
        "expected_high": one.within[1],
        "simulated_low": here[0],
        "simulated_median": here[1],
        "simulated_high": here[2],
        "passed": shows(here, one.within, one.idle) and not shows(off, one.within, one.idle),
        "required": one.must,
        "runs": len(found[0].voided),
        "interval_doubtful": len(found[0].voided) < MANY,
        "idle": one.idle,
        "switch": " ".join(f"{each.name}={each.value}" for each in one.without),
        "switched_off": off[1],
        "vanishes": not shows(off, one.within, one.idle),
        "known": one.known,
    }


def number_of(one: Campaign, some: list[Campaigns], many: int) -> tuple[float, float, float]:
    """The number of a pattern between the ends of its interval over runs; runs of the same seed are drawn together."""
    reading = READINGS[one.reading]
    counted = reading.counted(some[0], some[1], (one.window[0], one.window[1]))
    again = [reading.number(counted[draw].mean(axis=0)) for draw in resamples(len(counted), many)]
    low, high = interval(again, len(counted), method="inverted_cdf")
    return low, reading.number(counted.mean(axis=0)), high


def told(_: Asked, __: Path, made: Tables) -> str:
    """The patterns and both tables as text."""
    lines = ["campaigns (with the switch off in brackets)"]
    for row in made[FILE].itertuples():
        verdict = "passed" if row.passed else "FAILED" if row.required else "does not hold"
        lines.append(
            f"  {verdict:13} {row.id:20} {row.simulated_median:.3g} [{row.simulated_low:.3g} to "
            f"{row.simulated_high:.3g}] in {row.expected_low:g} to {row.expected_high:g}, nothing: {row.idle:g} "
            f"({row.switch}: {row.switched_off:.3g}): {row.statement}"
        )
    return "\n".join([*lines, *told_counts(made["thresholds.csv"], made["groups.csv"])])


CAMPAIGNS = Inquiry(read=read, experiments=experiments, tables=tables, told=told)
