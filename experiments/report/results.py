"""What a report is made from: the tables, the configuration and the manifest of one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from experiments.study.manifest import read_manifest
from sim.yaml_scan import ConfigError

BEFORE_AFTER = "before_after"


@dataclass(frozen=True, slots=True)
class Results:
    """The tables of one comparison, as they stand in its folder; *rivals* and *parts* are empty where none were run."""

    folder: Path
    manifest: dict[str, Any]
    config: dict[str, Any]
    runs: pd.DataFrame
    daily: pd.DataFrame
    comparison: pd.DataFrame
    rivals: pd.DataFrame
    parts: pd.DataFrame

    @property
    def arms(self) -> list[str]:
        """Names of the arms, the baseline first."""
        return list(self.config["arms"])

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

    def arm_title(self, arm: str) -> str:
        """An arm in words."""
        return str(self.config["arms"][arm]["title"])

    def setting_title(self, setting: str) -> str:
        """A resource setting in words."""
        return str(self.config["resources"][setting]["title"])

    def within(self, setting: str) -> pd.DataFrame:
        """The finished runs of one resource setting."""
        return self.runs[self.runs["resources"] == setting]

    def line(self, metric: str, arm: str, setting: str) -> pd.Series:
        """The line of the comparison for one measure, arm and setting."""
        table = self.comparison
        chosen = (table["metric"] == metric) & (table["arm"] == arm) & (table["resources"] == setting)
        return table[chosen].iloc[0]


def read_results(folder: Path) -> Results:
    """Everything in *folder*; raises ConfigError where it is not the folder of a finished comparison."""
    manifest = read_manifest(folder)
    for name in ("runs.parquet", "daily.parquet", "comparison.csv", "config.yaml"):
        if not (folder / name).is_file():
            raise ConfigError(f"{folder}: {name} is missing; the study has not been finished, run its command again")
    runs = pd.read_parquet(folder / "runs.parquet")
    rivals, parts = folder / "rivals.csv", folder / "attribution.csv"
    return Results(
        folder=folder,
        manifest=manifest,
        config=yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8")),
        runs=runs[runs["status"] == "ok"],
        daily=pd.read_parquet(folder / "daily.parquet"),
        comparison=pd.read_csv(folder / "comparison.csv"),
        rivals=pd.read_csv(rivals) if rivals.is_file() else pd.DataFrame(),
        parts=pd.read_csv(parts) if parts.is_file() else pd.DataFrame(),
    )
