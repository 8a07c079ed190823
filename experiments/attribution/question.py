"""The question of an attribution: which arms, which ingredients, in how many villages; and what it takes to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from experiments.attribution.coalitions import tried
from experiments.attribution.orders import Order, drawn
from experiments.attribution.players import Gap, gap_of
from experiments.attribution.tables import coalitions_of
from experiments.study.command import split
from experiments.study.settings import Executor, Run, unabbreviated
from sim.config import CONFIGS, compose, known, load_scenario, validate
from sim.core.parameter import Parameters, count, number, word
from sim.measures.columns import NAMES
from sim.scenario import Scenario
from sim.yaml_scan import ConfigError

CHOSEN = ("scenario", "resources")  # are names of groups of files, too
SHORT = {
    name: f"run.{name}" for name in ("output", "dry_run", "retry_failed", "allow_code_change")
} | {name: f"executor.{name}" for name in ("workers", "shard")}  # fmt: skip
OF_THE_CITY = ("explanation", "history")
INSTEAD = {  # of a measure that some runs do not have
    "days_to_50": "restricted_days",
    "days_to_80": "restricted_days",
    "days_to_95": "restricted_days",
    "days_to_all": "restricted_to_all",
    "team_days_to_all": "restricted_to_all",
}
BEFORE = ("left_at_intervention", "stall_days", "restricted_days_before")  # the same in every arm


class Explain(Parameters):
    """A question: which ingredients of *treatment* make the difference to *baseline*, in how many villages."""

    question: str = Field(min_length=1)
    scenario: str = Field(min_length=1)
    baseline: str = Field(min_length=1)
    treatment: str = Field(min_length=1)
    resources: str = Field(min_length=1)
    metric: str = word(NAMES, "any result column that every run has")
    ingredients: list[str]
    groups: dict[str, list[str]] | None
    fuse: dict[str, list[str]] | None
    replications: int = count("villages", 1, 10_000_000, "100 tell the large parts from nothing")
    seed: int = count("seed", 0, 2**62, "any; replication k has seed + k")
    permutations: int = count("orders", 2, 100_000, "drawn where there are too many coalitions to run all")
    permutation_seed: int = count("seed", 0, 2**62, "any; order k depends on it and on k alone")
    exact_coalitions: int = count("coalitions", 1, 2**16, "2^10: ten ingredients at most, whatever they need")
    budget: int = count("runs", 1, 10**9, "combinations x villages; 200,000 are an hour on two cores")
    confidence: float = number("probability", 0.5, 0.999, "usual")
    resamples: int = count("resamples", 200, 1_000_000, "bootstrap resamples behind each interval")
    executor: Executor
    run: Run


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be run: the players, the orders that were drawn (None: all count), the coalitions."""

    gap: Gap
    orders: list[Order] | None
    coalitions: tuple[int, ...]


def load(arguments: list[str]) -> tuple[Explain, list[str]]:
    """The question that the command line describes, and what it sets of the city; raises ConfigError."""
    words = unabbreviated(split(arguments), SHORT)
    if "coordination" in words:
        value = words["coordination"]
        raise ConfigError(f"coordination = {value}: a question has two arms; name them as baseline=... treatment=...")
    name = known(CONFIGS, "explain", words.pop("explain", "ingredients"))
    ours = {key: value for key, value in words.items() if not _of_the_city(key)}
    chosen = {key: ours.pop(key) for key in CHOSEN if key in ours}
    city = [f"{key}={value}" for key, value in words.items() if _of_the_city(key)]
    tree = compose(f"explain/{name}", [f"{key}={value}" for key, value in ours.items()])
    explain = validate(Explain, tree | chosen)
    known(CONFIGS, "scenario", explain.scenario)
    for key in ("baseline", "treatment"):
        try:
            known(CONFIGS, "coordination", getattr(explain, key))
        except ConfigError as error:
            raise ConfigError(error.lines[0].replace("coordination", key, 1)) from None
    known(CONFIGS, "resources", explain.resources)
    if explain.metric in INSTEAD:
        way = f"is missing in runs that never finish; use {INSTEAD[explain.metric]}"
        raise ConfigError(f"metric = {explain.metric}: {way}")
    if explain.metric in BEFORE:
        raise ConfigError(f"metric = {explain.metric}: is the same in every arm; use one of what comes after")
    return explain, city


def _of_the_city(key: str) -> bool:
    """Whether a word sets the scenario, not the question."""
    first, dot, _ = key.partition(".")
    return key in OF_THE_CITY or bool(dot and first not in {"run", "executor", "groups", "fuse"})


def asked_for(explain: Explain, city: list[str]) -> Asked:
    """Players, orders and coalitions; raises ConfigError for all that cannot be run, and over the budget."""
    shared = [word for word in city if not word.startswith("resources.")]
    baseline = load_scenario(explain.scenario, [f"coordination={explain.baseline}", "resources=closed", *shared])
    what = [f"coordination={explain.treatment}", f"resources={explain.resources}", *city]
    treatment = load_scenario(explain.scenario, what)
    if treatment.resources.ring_fence != "none":
        raise ConfigError(
            f"resources = {explain.resources}: sets working time aside, which would have to be matched anew for every "
            "combination; use resources=as_it_was, or resources=closed for coordination alone"
        )
    return asked_between(explain, baseline, treatment)


def asked_between(explain: Explain, baseline: Scenario, treatment: Scenario) -> Asked:
    """The same of two scenarios that are at hand."""
    gap = gap_of(_plain(baseline), _plain(treatment), explain.ingredients, explain.groups, fuse=explain.fuse)
    many = len(gap.orders.coalitions)
    orders = (
        None if many <= explain.exact_coalitions else drawn(gap.orders, explain.permutations, explain.permutation_seed)
    )
    coalitions = coalitions_of(gap.orders, orders)
    runs = len(coalitions) * explain.replications
    if runs > explain.budget:
        raise ConfigError(
            f"budget = {explain.budget}: {len(coalitions)} combinations x {explain.replications} villages are {runs} "
            "runs; name fewer ingredients, put some into groups, or ask for fewer permutations or replications"
        )
    tried(gap, coalitions)
    return Asked(gap, orders, coalitions)


def _plain(scenario: Scenario) -> dict[str, Any]:
    return scenario.model_dump(mode="json")
