"""The tables of a verdict as they stand in a folder, and the few questions that words and figures ask of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.report.results import Results
from experiments.study.manifest import is_there
from experiments.study.strangers import read_csv
from experiments.verdict.crossfit import BOTH, HALVES
from experiments.verdict.tables import ALIKE, ALL, BEST
from sim.yaml_scan import ConfigError

FILES = (
    "verdict", "crossfit", "cities", "unfinished", "sign_map", "deciding", "tree", "account", "rates", "ended",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """The comparison of a folder, and the *tables* of its verdict by name."""

    results: Results
    tables: dict[str, pd.DataFrame]

    @property
    def team(self) -> str:
        """The arm that the verdict is about."""
        return str(self.results.config["study"]["headline"]["team"])

    @property
    def heads(self) -> list[str]:
        """What the headline pairs are against, those named one by one first."""
        return [*self.results.config["study"]["headline"]["against"], BEST]

    @property
    def rivals(self) -> list[str]:
        """The arms of which the best was chosen."""
        return list(self.results.config["study"]["headline"]["rivals"])

    @property
    def others(self) -> list[str]:
        """Every arm that the team is compared with, in the order of the study."""
        return [arm for arm in self.results.arms if arm != self.team]

    @property
    def smallest(self) -> float:
        """Up to which difference two arms are level."""
        return float(self.results.config["study"]["smallest"])

    @property
    def explanations(self) -> list[str]:
        """Names of the explanations, in the order of the tables."""
        named = self.tables["verdict"]["explanation"]
        return [name for name in dict.fromkeys(named) if name != ALL]

    def line(self, against: str, explanation: str = ALL, among: str = ALL) -> pd.Series | None:
        """The verdict beside one arm among all cities or those of an explanation; None where there is no city."""
        table = self.tables["verdict"]
        chosen = table[
            (table["against"] == against) & (table["explanation"] == explanation) & (table["among"] == among)
        ]
        return chosen.iloc[0] if len(chosen) and chosen["cities"].iloc[0] > 0 else None

    def alike(self, against: str) -> pd.Series | None:
        """The same among replications that are like the case."""
        return self.line(against, among=ALIKE)

    def half(self, name: str) -> pd.Series:
        """The line of one half of the cross-fit, or of each city's own best."""
        table = self.tables["crossfit"]
        return table[table["reported_on"] == name].iloc[0]

    @property
    def chosen(self) -> dict[str, str]:
        """The rival that each half of the draws is judged beside."""
        return {name: str(self.half(name)["rival"]) for name in HALVES}

    def account(self, arm: str, against: str) -> pd.Series | None:
        """Both currencies of an arm beside another; None where nothing is known of them."""
        table = self.tables["account"]
        chosen = table[(table["arm"] == arm) & (table["against"] == against)]
        known = len(chosen) and not math.isnan(float(chosen["gained"].iloc[0]))
        return chosen.iloc[0] if known else None

    def of(self, table: str, against: str) -> pd.DataFrame:
        """The rows of a table for one pair."""
        frame = self.tables[table]
        return frame[frame["against"] == against] if len(frame) else frame

    def title(self, other: str) -> str:
        """Whom the team is compared with, in words."""
        return "the best rival" if other == BEST else f"the {self.results.arm_title(other)}"


def read_verdict(results: Results) -> Verdict:
    """The verdict in the folder of *results*; raises ConfigError where a table is missing."""
    return Verdict(results, {name: _table(results.folder, f"{name}.csv") for name in FILES})


def _table(folder: Path, name: str) -> pd.DataFrame:
    if not is_there(folder / name):
        raise ConfigError(f"{folder / name}: is missing; the study has not been finished, run its command again")
    return read_csv(folder, name, keep_default_na=False, na_values=[""])


__all__ = ["ALL", "BEST", "BOTH", "Verdict", "read_verdict"]
