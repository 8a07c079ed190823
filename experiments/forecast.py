"""Forecast one relocation project: how many of its households sign, day by day, with bands of all that is not known.

python -m experiments.forecast case=qianlong points=100 seed=1 workers=2 output=results/forecast/qianlong
       case=FILE.yaml explanation=lapse executor=processes dry_run=true any.parameter=value

A case (a name in configs/case, or a file of that form) says what is known before the first signature; README.md says
how to write one. Everything else is drawn from its declared range, ``points`` times, under every explanation of a
stall, so that the bands are those of ranges and luck together; luck alone is never shown. Writes forecast.csv (a row a
day), case.yaml and figures/forecast.svg. The same command again goes on where it stopped. Exit codes: 0 done; 1 some
runs failed (the rest is there); 2 bad input; 130 or 143 interrupted, resumable.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from experiments.arms.experiment import known_of
from experiments.forecasting.asked import KIND, Forecast, experiment_in, forecast_of
from experiments.forecasting.case import names, read_case
from experiments.forecasting.curve import FILE, shares_in, table_of
from experiments.forecasting.told import finding, sentences
from experiments.study.cities import counted_apart
from experiments.study.command import Command, Tables
from experiments.study.experiment import Experiment
from experiments.study.front import run
from experiments.study.manifest import read_manifest
from experiments.study.store import write_whole
from experiments.study.words import unabbreviated
from sim.overrides import split
from sim.yaml_scan import ConfigError


def read(arguments: list[str]) -> Forecast:
    """The forecast that *arguments* describe."""
    words = unabbreviated(split(arguments))
    if "case" not in words:
        raise ConfigError(f"case: is missing; name a .yaml file, or one of {', '.join(names())}")
    case = read_case(words.pop("case"))
    words.setdefault("run.output", f"results/forecast/{case.name}")
    return forecast_of(case, words)


def experiments(asked: Forecast) -> list[Experiment]:
    """Every plausible city of the case."""
    return [experiment_in(asked)]


def tables(asked: Forecast, folder: Path) -> Tables:
    """The curve with its bands; the case is kept beside it."""
    text = yaml.safe_dump(asked.case.model_dump(mode="json"), sort_keys=False, allow_unicode=True)
    write_whole(folder / "case.yaml", text.encode())
    return {FILE: table_of(shares_in(folder, asked.case), asked.case)}


def told(asked: Forecast, folder: Path, made: Tables) -> str:
    """The forecast in a few sentences, and the figure that was drawn of it."""
    from experiments.report.figures import fan

    manifest = read_manifest(folder)
    planned = len(asked.cities.values) * manifest["replications"]
    lines = sentences(asked, made[FILE], planned - manifest["failed"])
    if manifest["failed"]:
        lines.append(f"left out: {manifest['failed']} of {planned} runs failed; manifest.json says why")
    lines += counted_apart(manifest)
    drawing = fan.save(made[FILE], finding(asked, made[FILE]), asked.case.window, folder)
    return "\n".join([*lines, "", f"table: {folder / FILE}; figure: {drawing}"])


main = Command(
    read=read,
    configured=lambda asked: asked.study,
    known=lambda asked: known_of(asked.study, KIND, asked.cities),
    experiments=experiments,
    tables=tables,
    told=told,
    shown=lambda asked: {"case": asked.case.model_dump(mode="json")} | asked.study.model_dump(mode="json"),
)

if __name__ == "__main__":
    run(main, __doc__)
