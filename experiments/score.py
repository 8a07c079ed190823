"""Score forecasts on cases whose outcome is known, beside two rivals that know no mechanism.

python -m experiments.score cases=[qianlong,huasu,mine.yaml] points=100 seed=1 workers=2 output=results/score
       executor=processes dry_run=true any.parameter=value

Every case (default: all of configs/case that have an outcome) is forecast in a folder below, and its points are
scored: CRPS (continuous ranked probability score, 0 at best), whether the 50, 80 and 95 % bands hold them, width of the
80 % band, bias. The naive rival is a straight line to 95 % at the deadline; the Weibull rival is a curve with spread
that is fitted to the other cases. Writes score.csv. The same command again goes on where it stopped, and takes further
cases. Exit codes: 0 done; 1 some runs failed (the rest is there); 2 bad input; 130 or 143 interrupted, resumable.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from experiments.forecasting.asked import Forecast, experiment_in, forecast_of
from experiments.forecasting.case import Case, names, read_case
from experiments.forecasting.curve import shares_in
from experiments.forecasting.scoring import FILE, score_table
from experiments.forecasting.standing import standing
from experiments.study.command import Command, Tables
from experiments.study.experiment import Experiment, Known
from experiments.study.front import run
from experiments.study.settings import NOT_CONFIG
from experiments.study.words import unabbreviated
from sim.faults import show
from sim.overrides import split
from sim.yaml_scan import ConfigError

KIND = "score"


class Asked(NamedTuple):
    """The forecasts that are scored, and the words that they all share."""

    forecasts: list[Forecast]
    words: dict[str, str]


def read(arguments: list[str]) -> Asked:
    """The forecasts that *arguments* describe."""
    words = unabbreviated(split(arguments))
    cases = cases_of(words.pop("cases", ""))
    words.setdefault("run.output", "results/score")
    return Asked([forecast_of(case, words) for case in cases], words)


def cases_of(text: str) -> list[Case]:
    """The cases of a list such as ``[huasu,mine.yaml]``, by default all that there are with an outcome.

    Raises ConfigError for one without an outcome, and for two of one name: each has a folder of that name.
    """
    words = [word.strip().strip("'\"") for word in text.strip().removeprefix("[").removesuffix("]").split(",")]
    words = [word for word in words if word]
    if not words and text:
        raise ConfigError(f"cases = {show(text)}: at least one .yaml file, or one of {', '.join(names())}")
    cases = [read_case(word) for word in words or names()]
    if not words:
        return [case for case in cases if case.known]
    faults = [f"cases: {case.name} has no outcome to be scored on; give days and shares in known" for case in cases
              if not case.known]  # fmt: skip
    several = [case.name for case in cases]
    faults += [f"cases: {name} stands twice; give each case a name of its own" for name in dict.fromkeys(several)
               if several.count(name) > 1]  # fmt: skip
    if faults:
        raise ConfigError(*faults)
    return cases


def known(asked: Asked) -> Known:
    """What the folder is known by: what all forecasts share; each of them guards its own folder."""
    study = asked.forecasts[0].study
    typed = sorted(f"{key}={text}" for key, text in asked.words.items() if key.partition(".")[0] not in NOT_CONFIG)
    told = {one.case.name: one.case.model_dump(mode="json") for one in asked.forecasts}
    return Known(KIND, {"words": typed, "cases": told}, study.study.seed)


def tables(asked: Asked, folder: Path) -> Tables:
    """Every point, and the totals."""
    cases = [one.case for one in asked.forecasts]
    return {FILE: score_table(cases, [shares_in(folder / case.name, case) for case in cases])}


def shown(asked: Asked) -> dict[str, Any]:
    """The cases, and the configuration of each."""
    return {
        one.case.name: {"case": one.case.model_dump(mode="json")} | one.study.model_dump(mode="json")
        for one in asked.forecasts
    }


def experiments(asked: Asked) -> list[Experiment]:
    """Every case in a folder of its own."""
    return [experiment_in(one, one.case.name) for one in asked.forecasts]


main = Command(
    read=read,
    configured=lambda asked: asked.forecasts[0].study,
    known=known,
    experiments=experiments,
    tables=tables,
    told=lambda _, folder, made: f"{standing(made[FILE])}\n\ntable: {folder / FILE}",
    shown=shown,
)

if __name__ == "__main__":
    run(main, __doc__)
