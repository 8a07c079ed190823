"""As a Mesa user expects: batch_run, what SolaraViz calls, and seeds of every make."""

from __future__ import annotations

import inspect
import subprocess
import sys
import warnings
from importlib import import_module
from itertools import pairwise

import mesa
import numpy as np
import pytest
from mesa.datacollection import DataCollector

import sim
from sim import Cadre, CityModel, Department, Household, Project, TaskForce, load_scenario, simulate
from sim.core.source import PACKAGE
from tests.stories import SMALL, equal, scenario

SHORT = SMALL | {"calendar__intervention_day": 10, "calendar__horizon_days": 20}


def test_agents_can_be_imported_by_name_and_are_the_models_kinds():
    city = CityModel(scenario("task_force", **SHORT))
    assert set(city.agents_by_type) == {Household, Cadre, Department, TaskForce}
    assert len(city.agents_by_type[Household].select(lambda household: not household.signed)) == 40
    assert Project.row_type.label == "project"
    assert set(dir(sim)) >= {"Household", "CityModel", "simulate"}


def test_a_worker_that_only_simulates_never_loads_mesa():
    told = "import sys, sim.city.run; from sim import simulate; print('mesa' in sys.modules, 'hydra' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"]


def test_batch_run_takes_scenarios_and_seeds():
    told = [scenario(arm, **SHORT) for arm in ("siloed", "task_force")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        rows = mesa.batch_run(CityModel, {"scenario": told}, rng=[1, 2], display_progress=False)
    assert [(row["rng"], row["scenario"].coordination.title, row["Step"]) for row in rows] == [
        (seed, one.coordination.title, 30.0) for seed in (1, 2) for one in told
    ]
    alone = CityModel(told[1], rng=2)
    alone.run_for(30)
    assert rows[3]["signed"] == np.mean(alone.agents_by_type[Household].get("signed"))
    assert rows[3]["present"] == alone.state.series[alone.state.city[0].sampled - 1].present


def test_batch_run_takes_a_models_own_collector_and_every_day_of_it():
    class Watched(CityModel):
        def __init__(self, scenario, rng=None):
            super().__init__(scenario, rng=rng)
            self.datacollector = DataCollector(
                model_reporters={"left": lambda city: city.agents_by_type[Household].get("signed").count(False)}
            )

        def step(self):
            super().step()
            self.datacollector.collect(self)

    told = scenario("siloed", **SHORT)
    rows = mesa.batch_run(
        Watched, {"scenario": [told]}, rng=[None, 3], display_progress=False, data_collection_period=1
    )
    assert [row["Step"] for row in rows] == [*range(1, 31)] * 2
    assert all(earlier["left"] >= later["left"] for earlier, later in pairwise(rows[:30]))


def test_the_usual_collector_is_the_engines_record():
    """A sample a month of history, then one a day, as plots and data frames look for them."""
    city = CityModel(scenario("siloed", **SMALL), rng=1)
    city.run_for(405)
    frame = city.datacollector.get_model_vars_dataframe()
    assert list(frame["day"]) == [*range(-400, 0, 30), 0, 1, 2, 3, 4]
    assert frame["signed"].is_monotonic_increasing
    assert city.datacollector._collection_steps[-1] == city.time == 405


def test_a_model_without_a_seed_draws_one_and_keeps_it():
    told = scenario("siloed", **SHORT)
    drawn = CityModel(told, rng=None)
    again = CityModel(told, rng=drawn.seed)
    for city in (drawn, again):
        city.run_for(30)
    assert equal(drawn.state, again.state)
    assert CityModel(told, rng=None).seed != drawn.seed


@pytest.mark.parametrize("make", [np.int64, np.uint64, np.int8, np.uint8, np.int32, int])
def test_a_whole_number_of_any_make_is_the_same_seed(make):
    told = scenario("siloed", **SHORT)
    one, other = CityModel(told, rng=make(7)), CityModel(told, rng=7)
    assert one.seed == other.seed == 7
    assert type(one.seed) is int
    assert equal(one.state, other.state)
    assert simulate(told, [make(7)]).equals(simulate(told, [7]))


def test_a_generator_is_asked_for_its_next_number():
    told = scenario("siloed", **SHORT)
    first, second = (np.random.Generator(np.random.PCG64(3)) for _ in range(2))
    assert CityModel(told, rng=first).seed == CityModel(told, rng=second).seed
    assert CityModel(told, rng=first).seed != CityModel(told, rng=3).seed


@pytest.mark.parametrize("bad", [1.2, 1.0, -1, "x", "1", True, np.True_, 2**63, [1], np.array(3), np.float64(2), b"1"])
def test_anything_else_is_refused_in_one_sentence(bad):
    told = scenario("siloed", **SHORT)
    for door in (lambda: CityModel(told, rng=bad), lambda: simulate(told, seeds=[1, bad])):
        with pytest.raises((TypeError, ValueError), match=r"^rng = .*: a seed is a whole number[^\n]*$"):
            door()


def entries() -> dict[str, int]:
    """How many kinds of arguments each rule that Python calls has been compiled for."""
    found = {}
    for path in PACKAGE.rglob("[!_]*.py"):
        module = import_module(".".join(["sim", *path.relative_to(PACKAGE).with_suffix("").parts]))
        for name, rule in vars(module).items():
            if hasattr(rule, "py_func"):
                found[f"{module.__name__}.{name}"] = len(rule.signatures)
    return found


def test_no_make_of_seed_has_anything_compiled_anew():
    told = scenario("task_force", **SHORT)
    CityModel(told, rng=1).run_for(30)
    before = entries()
    for seed in (np.uint64(3), np.int8(3), 2**62, np.random.Generator(np.random.PCG64(3)), None, 0):
        city = CityModel(told, rng=seed)
        city.run_for(30)
        [household.would_sign() for household in city.agents_by_type[Household]]
    after = entries()
    assert {name: number for name, number in after.items() if number > max(before[name], 1)} == {}


class Village(CityModel):
    """A model as SolaraViz takes it: keyword parameters, some of them sliders."""

    def __init__(self, arm: str = "siloed", rng=None, total: int = 20, scenario=None):
        told = load_scenario("xiaonanmen", [f"coordination={arm}", f"households.total={total}", *DAYS])
        super().__init__(scenario or told, rng=rng)


DAYS = ("calendar.intervention_day=10", "calendar.horizon_days=20")


def reset(model: mesa.Model, parameters: dict) -> mesa.Model:
    """What SolaraViz does on a reset (_build_model_init_kwargs of its module): a model of the same class.

    Where a model shows a scenario of Mesa's, it puts a new one of that class in the place of the parameter.
    """
    kwargs = dict(parameters)
    if getattr(model, "scenario", None):
        kwargs["scenario"] = type(model.scenario)()
    return type(model)(**kwargs)


def play(model: mesa.Model) -> int:
    """What SolaraViz does while it plays: steps as long as the model runs."""
    steps = 0
    running = True
    while running:
        model.step()
        running = model.running
        steps += 1
    return steps


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        (CityModel, {"scenario": scenario("task_force", **SHORT), "rng": 3}),
        (CityModel, {"scenario": scenario("siloed", **SHORT), "rng": 3, "ring_fence": 0.2}),
        (Village, {"total": 15, "rng": 3, "arm": "task_force"}),
    ],
)
def test_play_ends_at_the_horizon_and_reset_begins_the_same_city_anew(kind, parameters):
    assert all(name in inspect.signature(kind.__init__).parameters for name in parameters)
    first = kind(**parameters)
    assert play(first) == 30
    second = reset(first, parameters)
    assert (second.time, second.running, second.seed) == (0, True, 3)
    assert play(second) == 30
    assert equal(first.state, second.state)
    frame = second.datacollector.get_model_vars_dataframe()
    assert frame.index.name is None
    assert len(frame) == 21


def test_run_model_ends():
    city = CityModel(scenario("siloed", **SHORT))
    city.run_model()
    assert (city.time, city.running) == (30, False)
