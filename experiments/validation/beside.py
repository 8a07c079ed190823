"""What the validation of a scenario runs beside its patterns: the curve of how many, or the ways into a team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from experiments.study.executors.events import Executor
from experiments.study.settings import Study
from experiments.validation import how_many, ways
from experiments.validation.curve import Curve
from experiments.validation.ways import Ways
from sim.config import CONFIGS, options


class Beside(Protocol):
    """Studies of their own in the folder of a validation, the tables made of them, and what they say."""

    def rehearsal(self, arguments: Sequence[str], folder: Path) -> list[tuple[Study, Path, str]]:
        """Every study with its folder."""

    def run(self, arguments: Sequence[str], folder: Path, executor: Executor) -> int:
        """Simulate what is missing; how many runs other shards still owe."""

    def judge(self, folder: Path, resamples: int) -> dict[str, str]:
        """Write the tables; their hashes."""

    def patterns(self, folder: Path) -> list[dict[str, Any]]:
        """Rows of ``patterns.csv``."""

    def say(self, folder: Path) -> str:
        """The tables in words, and the figure that was drawn of them."""


@dataclass(frozen=True, slots=True)
class HowMany:
    """The curve of a scenario."""

    curve: Curve

    def rehearsal(self, arguments: Sequence[str], folder: Path) -> list[tuple[Study, Path, str]]:
        """Every study of every case."""
        return how_many.rehearsal(self.curve, arguments, folder)

    def run(self, arguments: Sequence[str], folder: Path, executor: Executor) -> int:
        """Simulate what is missing of every case."""
        return how_many.run_all(self.curve, arguments, folder, executor)

    def judge(self, folder: Path, resamples: int) -> dict[str, str]:
        """Write ``curve.csv`` and ``optimum.csv``."""
        return how_many.judged(self.curve, folder, resamples)

    def patterns(self, folder: Path) -> list[dict[str, Any]]:
        """The inner optimum."""
        return list(how_many.as_patterns(folder, self.curve.metric))

    def say(self, folder: Path) -> str:
        """The optima in words."""
        from experiments.report.figures import how_many as figure

        return f"{how_many.as_text(folder, self.curve.metric)}\nfigure: {figure.save(folder)}"


@dataclass(frozen=True, slots=True)
class WaysIn:
    """The ways into a team of a scenario."""

    ways: Ways

    def rehearsal(self, arguments: Sequence[str], folder: Path) -> list[tuple[Study, Path, str]]:
        """Both studies."""
        return ways.rehearsal(self.ways, arguments, folder)

    def run(self, arguments: Sequence[str], folder: Path, executor: Executor) -> int:
        """Simulate what is missing."""
        return ways.run_all(self.ways, arguments, folder, executor)

    def judge(self, folder: Path, resamples: int) -> dict[str, str]:
        """Write ``ways.csv``."""
        return ways.judged(self.ways, folder, resamples)

    def patterns(self, _folder: Path) -> list[dict[str, Any]]:
        """None: the ways are compared, no source says which is better."""
        return []

    def say(self, folder: Path) -> str:
        """The means in words."""
        from experiments.report.figures import ways as figure

        return f"{ways.as_text(self.ways, folder)}\nfigure: {figure.save(folder, self.ways.shown)}"


def beside_of(scenario: str) -> Beside | None:
    """What is run beside the patterns of *scenario*; nothing for most."""
    if scenario in options(CONFIGS, "curves"):
        return HowMany(how_many.curve_of(scenario))
    if scenario in options(CONFIGS, "ways"):
        return WaysIn(ways.ways_of(scenario))
    return None
