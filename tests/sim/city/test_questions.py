"""What the loop asks between two days: a plan is made by the clients' kind, in Python, when it is asked for."""

from types import SimpleNamespace

import pytest

import sim.city.run as running
from sim.city.initialise import initialise
from sim.city.run import live
from tests.stories import SMALL, arrays, numbers, scenario

TOLD = scenario(**SMALL)


def test_a_plan_is_made_once_on_the_day_on_which_it_is_asked_for(monkeypatch):
    """The kind finds the day's end in the city's clock; the days go on, and nothing else changes."""
    records = numbers(TOLD)
    asked = []
    kind = SimpleNamespace(name="relocation", plan=lambda state, _: asked.append(float(state.city[0].now)))
    monkeypatch.setattr(running, "kind_of", lambda _: kind)
    state = live(initialise(TOLD, records, 1), records, 10.0)
    state.city[0].planning = True
    state = live(state, records, 20.0)
    assert asked == [10.0]
    assert not state.city[0].planning
    usual = live(initialise(TOLD, records, 1), records, 20.0)
    assert all((a == b).all() for a, b in zip(arrays(state), arrays(usual), strict=True))


def test_a_kind_that_makes_no_plan_says_so():
    records = numbers(TOLD)
    state = live(initialise(TOLD, records, 1), records, 10.0)
    state.city[0].planning = True
    with pytest.raises(ValueError, match=r"sim/clients/relocation: asks for a plan, but its kind says none"):
        live(state, records, 20.0)
