"""One replication under every coalition: its history is simulated once, all branch from it; and the values found."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.arms.replication import smallest
from experiments.attribution.dotted import Tree
from experiments.attribution.players import NOBODY, TAKEN_APART, Gap
from experiments.attribution.shares import Values
from experiments.study.keys import source_hash
from experiments.study.plan import Plan, Result, Unit
from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.clients.kinds import kind_named
from sim.config import validate
from sim.measures.columns import NAMES
from sim.measures.values import measure
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.yaml_scan import ConfigError

KIND = "explanation of a difference"
TOGETHER = 128  # coalitions of a unit: the history, simulated once in each, is then a twentieth of its time


def plan_of_coalitions(
    text: str, arms: Sequence[str], identity: str, scenario: str, resources: str, seed: int, replications: int
) -> Plan:
    """All replications under all coalitions, by the names of their *arms*; *text* as a gap gives it."""
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
        noun=kind_named(scenario_of(text, NOBODY).clients).noun,
    )


def simulate_coalitions(plan: Plan, unit: Unit) -> list[Result]:
    """Measures of one replication under the coalitions of one unit."""
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
    """One coalition, ready to run; kept, as a worker comes back to it with every replication."""
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
    """Run the smallest replication once, so that the compiled rules are there before any clock is started."""
    with contextlib.suppress(ValueError):  # a city that cannot be so small loads them with its first unit
        scenario = smallest(scenario_of(plan.text, NOBODY))
        numbers = numbers_of(scenario)
        branch(history(scenario, numbers, 0), scenario, numbers)


def values_in(folder: Path, metric: str, gap: Gap, coalitions: Sequence[int]) -> tuple[Values, int]:
    """The metric of every replication in which no coalition failed; how many replications are left out."""
    runs = pd.read_parquet(folder / "runs.parquet", columns=["arm", "replication", "status", metric])
    wide = runs[runs["status"] == "ok"].pivot(index="replication", columns="arm", values=metric)
    table = wide.reindex(columns=[gap.arm(one) for one in coalitions]).to_numpy(float)
    whole = ~np.isnan(table).any(axis=1)
    return Values(metric, coalitions, table[whole]), int((~whole).sum())
