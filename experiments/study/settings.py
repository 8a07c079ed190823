"""A study: one setting, several arms and resource settings, and how many villages are simulated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import Field, model_validator

from experiments.front import split
from sim.config import CONFIGS, choose, compose, known, validate
from sim.coordination.parameters import Coordination, Resources
from sim.core.parameter import Parameters, count, number
from sim.scenario import Scenario, Setting
from sim.yaml_scan import ConfigError

ARMS = "[siloed,redesigned_silo,task_force]"
RESOURCES = "[equal_routine,equal_effort,as_it_was]"
SHORT = ("replications", "seed", "workers", "output")  # may be given without "study."
NOT_CONFIG = ("workers", "output")  # say where and how fast, not what


class Villages(Parameters):
    """How many villages are simulated, from which first seed, on how many processes, and where the rows are kept."""

    replications: int = count("villages", 1, 10_000_000, "200 give the headline difference to a few per cent")
    seed: int = count("seed", 0, 2**62, "any; replication k of a study has seed + k")
    workers: int = count("processes", 1, 1024, "as many as there are cores")
    output: str = Field(min_length=1)


class StudySettings(Villages):
    """The villages of a study, and how a difference is judged."""

    matching_seeds: int = count("villages", 1, 10_000, "villages on which the silo's ring-fence is matched")
    rival_replications: int = count("villages", 0, 10_000_000, "under each rival explanation; 0 leaves them out")
    confidence: float = number("probability", 0.5, 0.999, "usual")
    resamples: int = count("resamples", 200, 1_000_000, "bootstrap resamples behind each interval")
    target_half_width: float = number("share of the difference", 0.001, 1, "promises S14: 5 %")


class Study(Setting):
    """A setting with its arms, its resource settings and the study's own numbers."""

    arms: dict[str, Coordination] = Field(min_length=1)
    resources: dict[str, Resources] = Field(min_length=1)
    study: StudySettings

    @model_validator(mode="after")
    def _sets_are_possible(self) -> Study:
        """Equal effort needs to know for how long."""
        for name, setting in self.resources.items():
            if setting.ring_fence == "equal_effort" and setting.team_window == 0:
                raise ValueError(f"resources.{name}.team_window = 0: equal effort needs a window in days")
        return self

    def scenario(self, arm: str, resources: str) -> Scenario:
        """One arm under one resource setting."""
        shared = {name: getattr(self, name) for name in Setting.model_fields}
        return Scenario(**shared, coordination=self.arms[arm], resources=self.resources[resources])

    def canonical(self) -> dict[str, Any]:
        """Everything that decides the results, as plain data; where and how fast it runs is left out."""
        data = self.model_dump(mode="json")
        for name in NOT_CONFIG:
            del data["study"][name]
        return data


def load_study(arguments: Sequence[str], defaults: dict[str, str] | None = None) -> Study:
    """The study that the command line describes; raises ConfigError with one line per fault."""
    words = (defaults or {}) | split(arguments)
    arms = choose(CONFIGS, "arms", "coordination", words.pop("arms", ARMS))
    resources = choose(CONFIGS, "resources", "resources", words.pop("resources", RESOURCES))
    scenario = known(CONFIGS, "scenario", words.pop("scenario", "xiaonanmen"))
    rest = [f"study.{key}={_quoted(key, value)}" if key in SHORT else f"{key}={value}" for key, value in words.items()]
    return validate(Study, compose("compare", [f"scenario={scenario}", *arms, *resources, *rest]))


def _quoted(key: str, value: str) -> str:
    """A path may hold characters that Hydra's grammar reserves: quote it."""
    if key != "output":
        return value
    if "'" in value:
        raise ConfigError(f"output = {value}: must not hold a quotation mark")
    return f"'{value}'"
