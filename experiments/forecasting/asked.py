"""What a command line asks of a case: its study, its plausible cities, and the experiment that they make."""

from __future__ import annotations

from typing import NamedTuple

from experiments.arms.experiment import experiment_of
from experiments.forecasting.case import Case
from experiments.forecasting.setting import cities_of_case, study_of
from experiments.study.design import PLAUSIBLE, Points
from experiments.study.experiment import HERE, Experiment
from experiments.study.settings import Study
from sim.faults import show
from sim.yaml_scan import ConfigError

KIND = "forecast"
NARROWEST = 0.1  # of the declared ranges: below, a band would show little but luck
OF_THE_CASE = {  # a word that would contradict the case: where the case says it
    "scenario": "a forecast is of scenario relocation; leave it out",
    "study": "a forecast is study forecast; leave it out",
    "arms": "write it in the case, as arm",
    "households.total": "write it in the case, as households",
    "calendar.intervention_day": "a case begins with its pre-work; leave it out",
    "calendar.horizon_days": "write it in the case, as horizon",
    "offer.opening": "write it in the case, as prework",
    "offer.rounds": "write it in the case, as prework",
}


class Forecast(NamedTuple):
    """A case, the study that is made of it, and the cities in which it is simulated."""

    case: Case
    study: Study
    cities: Points


def forecast_of(case: Case, words: dict[str, str]) -> Forecast:
    """The forecast of *case* under the user's own *words*, written out; raises ConfigError.

    Its bands are those of ranges, so that a design that draws nothing, or next to nothing, is refused.
    """
    faults = [f"{key} = {show(words[key])}: {where}" for key, where in OF_THE_CASE.items() if key in words]
    if faults:
        raise ConfigError(*faults)
    study = study_of(case, words)
    design = study.study.design
    if design.kind != PLAUSIBLE:
        raise ConfigError(f"study.design.kind = {design.kind}: must be {PLAUSIBLE}; a forecast draws what is not known")
    if design.width < NARROWEST:
        raise ConfigError(
            f"study.design.width = {design.width:g}: must be between {NARROWEST:g} and 1; "
            "bands that show little but luck are too narrow"
        )
    if len(study.resources) > 1:
        raise ConfigError(f"resources = {', '.join(study.resources)}: a forecast has one setting; name one")
    return Forecast(case, study, cities_of_case(case, study, words))


def experiment_in(asked: Forecast, name: str = HERE) -> Experiment:
    """Every city of a forecast, its days kept, in the folder *name* below that of the command."""
    return experiment_of(asked.study, name, KIND, asked.cities, said=asked.case.title if name else "")
