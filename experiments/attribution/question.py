"""The question of an attribution: which arms, which ingredients, in how many replications."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from experiments.kinds import told_of
from experiments.study.design import PLAUSIBLE, Design
from experiments.study.explanations import own_parameters
from experiments.study.never import may_never, way_out
from experiments.study.plausible import EXPLANATION, cities_of
from experiments.study.settings import ExecutorSettings, Run
from experiments.study.words import unabbreviated, written
from sim.clients.kinds import sound
from sim.config import CONFIGS, compose, known, options, validate
from sim.core.parameter import Parameters, count, name_of, number
from sim.faults import show
from sim.measures.columns import NAMES
from sim.overrides import split
from sim.scenario import Setting
from sim.yaml_scan import ConfigError

CHOSEN = ("question", "scenario", "resources")  # are names of groups of files, too
GROUP = "question"  # folder of configs/; the command line says explain=NAME
SHORT = {
    name: f"run.{name}" for name in ("output", "dry_run", "retry_failed", "allow_code_change")
} | {name: f"executor.{name}" for name in ("workers", "shard")} | {"points": "design.points"}  # fmt: skip
OF_THE_CITY = ("explanation", "history")
ARMS = ("coordination", "resources", "history")  # are not drawn
BEFORE = tuple(name for kind in sound() for name in told_of(kind.name).before)  # the same in every arm


class Question(Parameters):
    """A question: which ingredients of *treatment* make the difference to *baseline*, in how many replications."""

    question: str = Field(min_length=1)
    scenario: str = Field(min_length=1)
    baseline: str = Field(min_length=1)
    treatment: str = Field(min_length=1)
    resources: str = Field(min_length=1)
    metric: str = name_of(NAMES, "any result column that every run has")
    ingredients: list[str]
    groups: dict[str, list[str]] | None
    fuse: dict[str, list[str]] | None
    replications: int = count("replications", 1, 10_000_000, "100 tell the large parts from nothing")
    seed: int = count("seed", 0, 2**62, "any; replication k has seed + k")
    permutations: int = count("orders", 2, 100_000, "drawn where there are too many coalitions to run all")
    permutation_seed: int = count("seed", 0, 2**62, "any; order k depends on it and on k alone")
    exact_coalitions: int = count("coalitions", 1, 2**16, "2^10: ten ingredients at most, whatever they need")
    budget: int = count("runs", 1, 10**9, "combinations x replications; 200,000 are an hour on two cores")
    confidence: float = number("probability", 0.5, 0.999, "usual")
    resamples: int = count("resamples", 200, 1_000_000, "bootstrap resamples behind each interval")
    design: Design
    executor: ExecutorSettings
    run: Run


def load(arguments: list[str]) -> tuple[Question, list[str]]:
    """The question that the command line describes, and what it sets of the city; raises ConfigError."""
    words = unabbreviated(split(arguments), SHORT)
    if "coordination" in words:
        value = words["coordination"]
        raise ConfigError(f"coordination = {value}: a question has two arms; name them as baseline=... treatment=...")
    name = words.pop("explain", "ingredients")
    if name not in options(CONFIGS, GROUP):
        raise ConfigError(f"explain = {show(name)}: unknown; known: {', '.join(options(CONFIGS, GROUP))}")
    ours = {key: value for key, value in words.items() if not _of_the_city(key)}
    chosen = {key: ours.pop(key) for key in CHOSEN if key in ours}
    city = [f"{key}={value}" for key, value in words.items() if _of_the_city(key)]
    tree = compose(f"{GROUP}/{name}", [f"{key}={value}" for key, value in ours.items()])
    tree |= chosen
    if tree["design"]["kind"] == PLAUSIBLE:
        tree["design"] |= cities(tree, city)
    question = validate(Question, tree)
    if question.design.kind not in {"none", PLAUSIBLE}:
        raise ConfigError(
            f"design.kind = {question.design.kind}: a question is asked of one city (none) or {PLAUSIBLE}"
        )
    known(CONFIGS, "scenario", question.scenario)
    for key in ("baseline", "treatment"):
        try:
            known(CONFIGS, "coordination", getattr(question, key))
        except ConfigError as error:
            raise ConfigError(error.lines[0].replace("coordination", key, 1)) from None
    known(CONFIGS, "resources", question.resources)
    if may_never(question.metric):
        raise ConfigError(f"metric = {question.metric}: {way_out(question.metric)}")
    if question.metric in BEFORE:
        raise ConfigError(f"metric = {question.metric}: is the same in every arm; use one of what comes after")
    return question, city


def cities(tree: dict[str, Any], city: list[str]) -> dict[str, Any]:
    """What the design leaves open of the plausible cities of a question: all but what arms and resources are."""
    words = {key: value for key, value in split(city).items() if key.partition(".")[0] not in ARMS}
    scenario = known(CONFIGS, "scenario", tree["scenario"])
    plain = {key: value for key, value in words.items() if key not in own_parameters()}

    def composed(words: dict[str, str]) -> dict[str, Any]:
        return compose("base", [f"scenario={scenario}", *written(words)])

    return cities_of(
        composed(words) | {"study": {"design": tree["design"]}},
        Setting,
        words,
        compose("base", []),
        lambda explanation: composed(plain | {EXPLANATION: explanation}),
    )


def _of_the_city(key: str) -> bool:
    """Whether a word sets the scenario, not the question."""
    first, dot, _ = key.partition(".")
    return key in OF_THE_CITY or bool(dot and first not in {"run", "executor", "groups", "fuse", "design"})
