"""One village under every coalition of players: its history is simulated once and all of them branch from it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

import pandas as pd

from experiments.arms.replication import SMALLEST
from experiments.attribution.players import NOBODY, TAKEN_APART, Gap, Tree
from experiments.study.keys import source_hash
from experiments.study.plan import Plan, Result, Unit
from experiments.study.varied import varied
from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.config import validate
from sim.measures.columns import NAMES
from sim.measures.values import measure
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.yaml_scan import ConfigError

KIND = "explanation of a difference"
TOGETHER = 128  # coalitions of a unit: the history, simulated once in each, is then a twentieth of its time


def plan_of(
    text: str, arms: Sequence[str], identity: str, scenario: str, resources: str, seed: int, replications: int
) -> Plan:
    """All villages under all coalitions, by the names of their *arms*; *text* as a gap gives it."""
    runs = [(resources, arm) for arm in arms]
    return Plan(
        simulate=simulate_coalitions,
        identity=identity,
        code=source_hash(),
        scenario=scenario,
        text=text,
        seed=seed,
        replications=replications,
        points=pd.DataFrame(index=range(1)),
        groups=tuple(tuple(runs[first : first + TOGETHER]) for first in range(0, len(runs), TOGETHER)),
        measures=NAMES,
        prepare=load_rules,
    )


def simulate_coalitions(plan: Plan, unit: Unit) -> list[Result]:
    """Measures of one village under the coalitions of one unit."""
    past = history(*prepared(plan.text, NOBODY), unit.seed)
    results: list[Result] = []
    for _, arm in unit.branches:
        scenario, numbers = prepared(plan.text, arm)
        end = branch(past, scenario, numbers)
        values = measure(past, end, numbers.arm, float(scenario.staffing.setup_days))
        results.append((values, None))
    return results


@lru_cache(maxsize=4096)
def prepared(text: str, arm: str) -> tuple[Scenario, Numbers]:
    """One coalition, ready to run; kept, as a worker comes back to it with every village."""
    scenario = scenario_of(text, arm)
    return scenario, numbers_of(scenario)


def scenario_of(text: str, arm: str) -> Scenario:
    """The scenario of one coalition by its name."""
    told = _told(text)
    tree = told["baseline"] | {group: dict(told["baseline"][group]) for group in TAKEN_APART}
    for name in [] if arm == NOBODY else arm.split("+"):
        for group, values in told["players"][name].items():
            tree[group] |= values
    return validate(Scenario, tree)


@lru_cache(maxsize=4)
def _told(text: str) -> Tree:
    return dict(json.loads(text))


def tried(gap: Gap, coalitions: Iterable[int]) -> None:
    """Build every coalition once; raises ConfigError for the first that is not a possible city."""
    for coalition in coalitions:
        try:
            scenario_of(gap.text, gap.arm(coalition))
        except ConfigError as error:
            raise ConfigError(f"ingredients: {gap.arm(coalition)} cannot stand by itself: {error.lines[0]}") from None


def load_rules(plan: Plan) -> None:
    """Run the smallest village once, so that the compiled rules are there before any clock is started."""
    with contextlib.suppress(ValueError):  # a city that cannot be so small loads them with its first unit
        scenario = Scenario.model_validate(varied(json.loads(plan.text)["baseline"], SMALLEST))
        numbers = numbers_of(scenario)
        branch(history(scenario, numbers, 0), scenario, numbers)
