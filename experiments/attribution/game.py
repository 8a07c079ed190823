"""A question made ready: who plays, in which orders, which coalitions are run, and the experiment that runs them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from experiments.attribution.coalitions import KIND, plan_of_coalitions, tried
from experiments.attribution.orders import Order, coalitions_of, drawn
from experiments.attribution.players import Gap, gap_of
from experiments.attribution.question import Question
from experiments.kinds import plural
from experiments.study.design import Points
from experiments.study.experiment import HERE, Configured, Experiment, Known
from experiments.study.growing import identity_of
from experiments.study.plan import Plan
from experiments.study.settings import tried_points
from sim.clients.kinds import kind_named
from sim.config import load_scenario
from sim.coordination.parameters import RingFence
from sim.scenario import Scenario
from sim.yaml_scan import ConfigError


@dataclass(frozen=True, slots=True)
class Game:
    """What is to be run: the players, the orders that were drawn (None: all count), the coalitions, the cities."""

    gap: Gap
    orders: list[Order] | None
    coalitions: tuple[int, ...]
    points: Points


def game_of(question: Question, city: list[str]) -> Game:
    """Players, orders and coalitions; raises ConfigError for all that cannot be run, and over the budget."""
    shared = [word for word in city if not word.startswith("resources.")]
    baseline = load_scenario(question.scenario, [f"coordination={question.baseline}", "resources=closed", *shared])
    what = [f"coordination={question.treatment}", f"resources={question.resources}", *city]
    treatment = load_scenario(question.scenario, what)
    if treatment.resources.ring_fence != RingFence.NONE:
        raise ConfigError(
            f"resources = {question.resources}: sets working time aside, which would have to be matched anew for every "
            "combination; use resources=as_it_was, or resources=closed for coordination alone"
        )
    return game_between(question, baseline, treatment)


def game_between(question: Question, baseline: Scenario, treatment: Scenario) -> Game:
    """The same of two scenarios that are at hand."""
    gap = gap_of(_plain(baseline), _plain(treatment), question.ingredients, question.groups, fuse=question.fuse)
    many = len(gap.orders.coalitions)
    orders = (
        None
        if many <= question.exact_coalitions
        else drawn(gap.orders, question.permutations, question.permutation_seed)
    )
    coalitions = coalitions_of(gap.orders, orders)
    points = tried_points(question.design, _plain(baseline), type(baseline))
    runs = len(coalitions) * question.replications * len(points.values)
    if runs > question.budget:
        nouns = plural(kind_named(baseline.clients).noun)
        raise ConfigError(
            f"budget = {question.budget}: {len(coalitions)} combinations x {runs // len(coalitions)} {nouns} are "
            f"{runs} runs; name fewer ingredients, put some into groups, or ask for fewer permutations or replications"
        )
    tried(gap, coalitions)
    return Game(gap, orders, coalitions, points)


def _plain(scenario: Scenario) -> dict[str, Any]:
    return scenario.model_dump(mode="json")


def known_of(question: Question, game: Game) -> Known:
    """What the folder of an answer is known by."""
    told = question.model_dump(mode="json", exclude={"executor", "run"}) | {"configuration": game.gap.configuration}
    told["points"] = game.points.digest
    return Known(KIND, told, question.seed, game.points.values)


def experiment_of(
    question: Question, game: Game, configured: Configured, name: str = HERE, said: str = ""
) -> Experiment:
    """Every coalition in every replication; *configured* says on what, which may be said by a comparison around it."""
    known = known_of(question, game)

    def plan(code: str, _: object) -> Plan:
        identity = identity_of(known.canonical, code)
        where = (question.scenario, question.resources, question.seed, question.replications)
        arms = [game.gap.arm(one) for one in game.coalitions]
        return replace(plan_of_coalitions(game.gap.text, arms, identity, *where), points=game.points.values)

    return Experiment(name, known, configured, plan, said=said, title="combinations", points=game.points)
