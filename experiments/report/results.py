"""What a report is made from: the tables, the configuration and the manifest of one folder."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.kinds import plural, told_of
from experiments.kinds.told import Told
from experiments.report.doubt import completed
from experiments.study.design import PLAUSIBLE
from experiments.study.manifest import is_there, read_manifest
from experiments.study.outlet import harmless_data
from experiments.study.strangers import read_csv, read_parquet, read_yaml
from sim.clients.kinds import kind_named
from sim.core.dates import date_of
from sim.faults import show
from sim.yaml_scan import ConfigError

BEFORE_AFTER = "before_after"
RUN = ("arm", "resources", "point", "replication", "status")
COMPARED = ("metric", "arm", "resources", "mean", "difference", "ci_low", "ci_high")


@dataclass(frozen=True, slots=True)
class Results:
    """The tables of one comparison, as they stand in its folder; those that it does not have are empty."""

    folder: Path
    manifest: dict[str, Any]
    config: dict[str, Any]
    runs: pd.DataFrame
    daily: pd.DataFrame
    comparison: pd.DataFrame
    rivals: pd.DataFrame
    shares: pd.DataFrame
    lives: pd.DataFrame
    moves: pd.DataFrame
    coverage: pd.DataFrame

    @property
    def arms(self) -> list[str]:
        """Names of the arms, the baseline first."""
        return list(self.config["arms"])

    @property
    def judged(self) -> bool:
        """Whether it names the pairs of a verdict over plausible cities."""
        return bool(team_judged(self.config))

    @property
    def baseline(self) -> str:
        """The arm that the others are compared with."""
        return self.arms[0]

    @property
    def settings(self) -> list[str]:
        """Names of the resource settings, the primary one first."""
        return list(self.config["resources"])

    @property
    def primary(self) -> str:
        """The setting that the headline is read from."""
        return self.settings[0]

    @property
    def horizon(self) -> int:
        """Days that the arms are watched."""
        return int(self.config["calendar"]["horizon_days"])

    def date_of(self, day: float) -> date:
        """The date of a day that is counted from the intervention."""
        calendar = self.config["calendar"]
        return date_of(date.fromisoformat(str(calendar["start"])), calendar["intervention_day"] + day)

    @property
    def told(self) -> Told:
        """What is told of this kind of client."""
        return told_of(self.config["clients"])

    @property
    def noun(self) -> str:
        """What one replication is called."""
        return kind_named(self.config["clients"]).noun

    @property
    def places(self) -> str:
        """What is simulated."""
        return plural(self.noun)

    @property
    def simulated(self) -> str:
        """How many replications there are, and of how many plausible cities."""
        many, cities = self.runs["replication"].nunique(), self.runs["point"].nunique()
        said = f"{many} simulated {self.places}"
        if self.config["study"]["design"]["kind"] != PLAUSIBLE:
            return said
        return f"{said} in each of {cities} plausible cities"

    @property
    def kinds(self) -> list[str]:
        """Kinds of task, in the order of the configuration."""
        return list(self.config["projects"]["kinds"])

    @property
    def arms_with_teams(self) -> list[str]:
        """Arms whose teams' lives are written down."""
        return [arm for arm in self.arms if arm in set(self.lives["arm"])] if len(self.lives) else []

    def is_idle(self, name: str) -> bool:
        """Whether a measure is missing or 0 in every run."""
        if name not in self.runs:
            return True
        values = self.runs[name]
        return not bool((values.notna() & (values != 0.0)).any())

    def tells(self, name: str) -> bool:
        """Whether a measure belongs into a table: for some kinds of client that nothing happened is something, too.

        One that is missing in every run, a mean over nobody, never does.
        """
        there = name in self.runs and bool(self.runs[name].notna().any())
        return there and (self.told.tells_nothing_too or not self.is_idle(name))

    def arm_title(self, arm: str) -> str:
        """An arm in words."""
        return str(self.config["arms"][arm]["title"])

    def setting_title(self, setting: str) -> str:
        """A resource setting in words."""
        return str(self.config["resources"][setting]["title"])

    @property
    def titles(self) -> list[str]:
        """Titles that the configuration gives to the scenario, to its arms and to its resource settings."""
        told = [*self.config["arms"].values(), *self.config["resources"].values(), self.config]
        return [str(one["title"]) for one in told if one.get("title")]

    def within(self, setting: str) -> pd.DataFrame:
        """The finished runs of one resource setting."""
        return self.runs[self.runs["resources"] == setting]

    def line(self, metric: str, arm: str, setting: str) -> pd.Series:
        """The line of the comparison for one measure, arm and setting; all missing where the scenario has none."""
        table = self.comparison
        chosen = table[(table["metric"] == metric) & (table["arm"] == arm) & (table["resources"] == setting)]
        return chosen.iloc[0] if len(chosen) else pd.Series(dict.fromkeys(table.columns, math.nan))


def team_judged(config: dict[str, Any]) -> str:
    """The arm that a verdict is about; empty where none is asked."""
    return str(config.get("study", {}).get("headline", {}).get("team", ""))


def read_results(folder: Path) -> Results:
    """Everything in *folder*; raises ConfigError where it is not the folder of a finished comparison."""
    manifest = read_manifest(folder)
    if manifest["status"] != "complete":
        raise ConfigError(f"{folder}: the study is {manifest['status']}; run its command again")
    config = harmless_data(read_yaml(folder, "config.yaml")) if is_there(folder / "config.yaml") else {}
    judged = team_judged(config)
    series = () if judged else ("daily.parquet",)  # a verdict needs none, so none is kept
    for name in ("runs.parquet", *series, "comparison.csv", "config.yaml"):
        if not is_there(folder / name):
            raise ConfigError(f"{folder}: {name} is missing; the study has not been finished, run its command again")
    runs = read_parquet(folder, "runs.parquet", RUN)
    comparison = read_csv(folder, "comparison.csv", COMPARED)
    for place, table in (("runs.parquet", runs), ("comparison.csv", comparison)):
        refuse_foreign(folder / place, table, config)
    return Results(
        folder=folder,
        manifest=manifest,
        config=config,
        runs=runs[runs["status"] == "ok"],
        daily=read_parquet(folder, "daily.parquet", ["run_id", "day"]) if series else pd.DataFrame(),
        comparison=completed(comparison),
        rivals=table_in(folder, "rivals.csv"),
        shares=table_in(folder, "attribution.csv"),
        lives=table_in(folder, "lives.csv"),
        moves=table_in(folder, "moves.csv"),
        coverage=table_in(folder, "coverage.csv"),
    )


def table_in(folder: Path, name: str) -> pd.DataFrame:
    """A table that a comparison may leave or not."""
    return read_csv(folder, name) if is_there(folder / name) else pd.DataFrame()


def refuse_foreign(path: Path, table: pd.DataFrame, config: dict[str, Any]) -> None:
    """Raise ConfigError where a table speaks of an arm or a resource setting that the study does not have."""
    for column, known in (("arm", {*config["arms"]}), ("resources", {*config["resources"], BEFORE_AFTER})):
        strange = sorted({str(name) for name in table[column].unique()} - known)
        if strange:
            raise ConfigError(f"{path}: {column} {show(strange[0])} is none of this study: {', '.join(sorted(known))}")
