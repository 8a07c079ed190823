"""Whether the teams that a study calls can be staffed at all: what is short is said before anything is run."""

from __future__ import annotations

from experiments.study.plan import UnstaffedError
from experiments.study.settings import Study
from sim.city.initialise import initialise
from sim.city.numbers import numbers_of
from sim.scenario import Scenario
from sim.staffing.parameters import CallWay
from sim.staffing.shortage import shortages
from sim.state.numbers import Numbers
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
    lines = shortages_of(scenario, numbers_of(scenario), study.study.seed)
    if lines:
        raise ConfigError(*lines)


def check_staffable(scenarios: list[tuple[Scenario, Numbers]], seed: int) -> None:
    """Raise UnstaffedError where one city of many cannot staff the teams that some arm calls."""
    for scenario, numbers in scenarios:
        if scenario.coordination.team and scenario.staffing.call.way != CallWay.SEATS:
            lines = shortages_of(scenario, numbers, seed)
            if lines:
                raise UnstaffedError(f"this city cannot be staffed: {lines[0]}")
            return


def shortages_of(scenario: Scenario, numbers: Numbers, seed: int) -> list[str]:
    """A line for each shortage of one city, if everybody in it could be called."""
    state = initialise(scenario, numbers, seed)
    asked, teams = first_demands(state, numbers)
    return shortages(asked, state.cadres, numbers.call, teams, scenario.city.competences)
