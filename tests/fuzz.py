"""What a careless or hostile user may write to a city and its agents, one thing after another in a process of its own.

python -m tests.fuzz SCENE ARM each 1     every public name with every absurd value (a share of them), lived on with
python -m tests.fuzz SCENE ARM mixed 7    a few hundred of them at random on one city (seed 7), a day now and then

The names come from the classes: a new kind of agent is tried without being named here. Python exceptions are what is
hoped for; the last line printed says what was being tried, should the process die.
"""

from __future__ import annotations

import inspect
import random  # noqa: TID251  (what to try, no draw of the model)
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from sim import CityModel
from sim.scenario import Scenario
from tests.portfolio import portfolio
from tests.quarter import quarter
from tests.stories import scenario
from tests.town import town
from tests.undertaking import review, undertaking

SHORT: dict[str, Any] = {"calendar__intervention_day": 10, "calendar__horizon_days": 25}
CITIES: dict[str, dict[str, Any]] = {
    "xiaonanmen": SHORT | {"households__total": 14, "staffing__setup_days": 3},
    "xiaonanmen_from_start": SHORT | {"households__total": 14, "calendar__intervention_day": 0},
    "workbench": SHORT | {"staffing__setup_days": 3},
    "open_call": SHORT,
}
STEPS = {"first": review([], ["a"], draft=2.0, meeting=True), "second": review(["first"], ["b"], draft=2.0)}
OTHERS: dict[str, Callable[[str], Scenario]] = {
    "city_portfolio": lambda arm: portfolio(arm, **SHORT),
    "civilised_city": lambda arm: quarter(arm, **SHORT, blocks__assessment__first_day=5),
    "sports_centre": lambda arm: undertaking(STEPS, arm, **SHORT),
    "earthworks": lambda arm: town("dispatch_team" if arm == "task_force" else "dispatch_desk"),
}
LEFT_ALONE = {"run_model"}  # runs to the end; tried by itself
MIXED = 300


def city(scene: str, arm: str) -> Scenario:
    """The scene, small and short."""
    if scene in OTHERS:
        return OTHERS[scene](arm)
    return scenario(arm, "closed" if scene == "open_call" else "as_it_was", scene, **CITIES[scene])


def absurd(other: CityModel) -> list[Any]:
    """Values that no attribute and no method should get, an agent of each kind of another city among them."""
    foreign = [next(iter(agents)) for agents in other.agents_by_type.values() if len(agents)]
    numbers = [
        9999,
        -1,
        0,
        1,
        2**31,
        2**63 - 1,
        2**63,
        -(2**63),
        10**400,
        0.5,
        -1.5,
        float("nan"),
        float("inf"),
        -float("inf"),
    ]
    numpys = [np.int64(5), np.uint64(2**64 - 1), np.float32("nan"), np.arange(3), np.zeros((2, 2)), np.array(7)]
    return [*numbers, *numpys, True, None, "x", "", b"x", [], {}, (1, 2), object(), int, print, other, *foreign]


def names(thing: Any) -> list[str]:
    """Its public names."""
    return [name for name in dir(thing) if not name.startswith("_")]


def attempt(counts: Counter[str], act: Any, *given: Any) -> bool:
    """Do it; whether Python let it pass. Whatever Python raises is an answer."""
    try:
        act(*given)
    except Exception as error:  # noqa: BLE001  (any exception of Python's is fine, a dead process is not)
        counts[type(error).__name__] += 1
        return False
    counts["passed"] += 1
    return True


def call(thing: Any, name: str, *given: Any) -> None:
    """Ask for an attribute, and call it."""
    getattr(thing, name)(*given)


def live_on(model: CityModel, days: int) -> None:
    """A few more days and a look at everybody, as one would after a change."""
    model.run_for(days)
    for kind, agents in model.agents_by_type.items():
        for field in kind.row_type.fields:
            agents.get(field)


def alive(model: CityModel) -> bool:
    """Whether a city has days left; what somebody put in the place of the answer may be neither yes nor no."""
    try:
        return bool(model.running)
    except ValueError:
        return False


def calls(method: Any, values: list[Any], luck: random.Random) -> Iterator[tuple[Any, ...]]:
    """Arguments to try a method with: none, each value alone, and values at random where it takes more."""
    yield ()
    yield from ((value,) for value in values)
    try:
        takes = len(inspect.signature(method).parameters)
    except (TypeError, ValueError):
        takes = 2
    for _ in range(len(values) if takes > 1 else 0):
        yield tuple(luck.choice(values) for _ in range(min(takes, 4)))


def each(scene: str, arm: str, share: float) -> Counter[str]:
    """Every public attribute and method of the model and of one agent of every kind; what passes is lived on with.

    Of the values each name gets a *share*, drawn at random.
    """
    told, luck, counts = city(scene, arm), random.Random(1), Counter()
    values = absurd(CityModel(told, rng=2))

    def fresh(kind: Any) -> tuple[CityModel, Any]:
        model = CityModel(told, rng=1)
        model.run_for(luck.choice([0, 5, 12, 20]))
        return model, model if kind is None else luck.choice(list(model.agents_by_type[kind]))

    def settle(model: CityModel, kind: Any) -> tuple[CityModel, Any]:
        attempt(counts, live_on, model, 2)
        if kind is not None and luck.random() < 0.7 and alive(model):
            return model, luck.choice(list(model.agents_by_type[kind]))
        attempt(counts, model.run_for, 10**6)
        attempt(counts, model.step)
        return fresh(kind)

    for kind in [None, *CityModel(told).agents_by_type]:
        model, thing = fresh(kind)
        for name in names(thing):
            some = [value for value in values if luck.random() < share]
            print(scene, arm, thing, name, flush=True)
            for value in some:
                if attempt(counts, setattr, thing, name, value):
                    model, thing = settle(model, kind)
            method = getattr(thing, name, None)
            if not callable(method) or name in LEFT_ALONE:
                continue
            for given in calls(method, some, luck):
                if attempt(counts, call, thing, name, *given) and luck.random() < 0.3:
                    model, thing = settle(model, kind)
    return counts


def mixed(scene: str, arm: str, seed: int) -> Counter[str]:
    """Many absurd things on one city, a day now and then; a new city when that one has ended or is past help."""
    told, luck, counts = city(scene, arm), random.Random(seed), Counter()
    values = absurd(CityModel(told, rng=2))
    model = CityModel(told, rng=seed)
    for _ in range(MIXED):
        if not alive(model):
            model = CityModel(told, rng=luck.randrange(100))
        thing = luck.choice([model, *(luck.choice(list(agents)) for agents in model.agents_by_type.values())])
        name, value = luck.choice(names(thing)), luck.choice(values) if luck.random() < 0.6 else luck.random()
        print(scene, arm, seed, thing, name, repr(value)[:60], flush=True)
        if luck.random() < 0.6:
            attempt(counts, setattr, thing, name, value)
        elif name not in LEFT_ALONE:
            attempt(counts, call, thing, name, value)
        if luck.random() < 0.3 and not attempt(counts, live_on, model, 1):
            model = CityModel(told, rng=luck.randrange(100))
    attempt(counts, model.run_for, 10**6)
    return counts


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    scene, arm, how = sys.argv[1:4]
    print(each(scene, arm, float(sys.argv[4])) if how == "each" else mixed(scene, arm, int(sys.argv[4])))
