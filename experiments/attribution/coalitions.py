"""One replication under every coalition: its history is simulated once, all branch from it; and the values found."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from experiments.arms.replication import smallest
from experiments.arms.shortage import check_staffable
from experiments.attribution.dotted import Tree
from experiments.attribution.players import NOBODY, TAKEN_APART, Gap
from experiments.attribution.shares import Values
from experiments.study.keys import source_hash
from experiments.study.plan import Plan, Result, Unit
from experiments.study.varied import DRAW, varied
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
    point = plan.point(unit.point)
    ready = [_at(plan.text, arm, point) if point else prepared(plan.text, arm) for _, arm in unit.branches]
    if point:  # a plausible city may be one that nobody would call teams in; others are refused at once
        check_staffable(ready, unit.seed)
    past = history(*(_at(plan.text, NOBODY, point) if point else prepared(plan.text, NOBODY)), unit.seed)
    results: list[Result] = []
    for scenario, numbers in ready:
        end = branch(past, scenario, numbers)
        values = measure(past, end, numbers.arm, float(scenario.staffing.setup_days))
        results.append((values, None))
    return results


@lru_cache(maxsize=4096)
def prepared(text: str, arm: str) -> tuple[Scenario, Numbers]:
    """One coalition, ready to run; kept, as a worker comes back to it with every replication."""
    scenario = scenario_of(text, arm)
    return scenario, numbers_of(scenario)


def _at(text: str, arm: str, point: dict[str, Any]) -> tuple[Scenario, Numbers]:
    """The same at one point; no worker comes back to it but for other coalitions."""
    scenario = scenario_of(text, arm, point)
    return scenario, numbers_of(scenario)


def scenario_of(text: str, arm: str, point: dict[str, Any] | None = None) -> Scenario:
    """The scenario of one coalition by its name, at some *point*."""
    told = _told(text)
    city = varied(deepcopy(told["baseline"]), point) if point else told["baseline"]
    tree = city | {group: dict(city[group]) for group in TAKEN_APART}
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
    """The metric of every replication in which no coalition failed; how many replications are left out.

    Plausible cities of one draw are one: their mean counts, as they are no news beside each other.
    """
    drawn = [DRAW] if DRAW in pq.read_schema(folder / "runs.parquet").names else []
    runs = pd.read_parquet(folder / "runs.parquet", columns=["arm", "point", "replication", "status", metric, *drawn])
    index = [*drawn, "point", "replication"]
    wide = runs.assign(**{metric: runs[metric].where(runs["status"] == "ok")})
    wide = wide.pivot(index=index, columns="arm", values=metric)[[gap.arm(one) for one in coalitions]]
    whole = wide.notna().all(axis=1)
    kept = wide[whole]
    table = kept.groupby(DRAW).mean() if drawn else kept
    return Values(metric, coalitions, table.to_numpy(float)), int((~whole).sum())
