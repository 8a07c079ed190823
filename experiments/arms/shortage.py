"""Whether the teams that a study calls can be staffed at all: what is short is said before anything is run."""

from __future__ import annotations

from experiments.study.settings import Study
from sim.city.initialise import initialise
from sim.city.numbers import numbers_of
from sim.staffing.parameters import CallWay
from sim.staffing.shortage import shortages
from sim.teams.name_members import first_demands
from sim.yaml_scan import ConfigError


def refuse_unstaffable(study: Study) -> None:
    """Raise ConfigError with a line for each shortage of the first city, if everybody in it could be called.

    Who applies, or is named, is luck: a team that luck leaves short waits during the run and is counted.
    """
    arm = next((name for name, mode in study.arms.items() if mode.team), None)
    if arm is None or study.staffing.call.way == CallWay.SEATS:
        return
    scenario = study.scenario(arm, next(iter(study.resources)))
    numbers = numbers_of(scenario)
    state = initialise(scenario, numbers, study.study.seed)
    asked, teams = first_demands(state, numbers)
    lines = shortages(asked, state.cadres, numbers.call, teams, scenario.city.competences)
    if lines:
        raise ConfigError(*lines)
