"""The rival explanations of the stall: the same study under each, for all that the user has not changed himself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from experiments.study.explanations import NO_STALL, explanations, own_parameters
from experiments.study.intervals import Judgement
from experiments.study.settings import Study, load_study
from experiments.study.statistics import compare_table
from experiments.study.words import unabbreviated
from sim.overrides import split

FOLDER = "rivals"


def under(
    explanation: str, arguments: Sequence[str], replications: int, defaults: dict[str, str] | None = None
) -> Study:
    """The study of *arguments* under another explanation, with as many replications as said."""
    words = unabbreviated(defaults or {}) | unabbreviated(split(arguments))
    words = {key: value for key, value in words.items() if key not in own_parameters()}
    words |= {"explanation": explanation, "study.replications": str(replications)}
    return load_study([f"{key}={value}" for key, value in words.items()])


def rivals_of(study: Study, arguments: Sequence[str]) -> dict[str, Study]:
    """The same study under every other explanation of the stall; none where they are left out."""
    settings = study.study
    if settings.rival_replications == 0 or study.explanation == NO_STALL:
        return {}
    many = min(settings.rival_replications, settings.replications)
    return {name: under(name, arguments, many) for name in explanations() if name != study.explanation}


def compare_rivals(studies: dict[str, Study], folder: Path, judgement: Judgement) -> pd.DataFrame:
    """``rivals.csv``: every arm against the baseline under every explanation, in the first resource setting.

    The first of *studies* is the main one, whose runs stand in *folder* itself.
    """
    first = next(iter(next(iter(studies.values())).resources))
    tables = []
    for place, explanation in enumerate(studies):
        where = folder / FOLDER / explanation if place else folder
        runs = pd.read_parquet(where / "runs.parquet")
        lines = compare_table(runs[runs["resources"] == first], judgement)
        tables.append(lines.assign(explanation=explanation))
    frame = pd.concat(tables, ignore_index=True)
    return frame[["explanation", *(name for name in frame.columns if name != "explanation")]]
