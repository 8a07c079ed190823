"""Every attribute of every kind of agent: what may be set keeps its unit and range, everything else is read only."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim import CityModel
from sim.city.agents import all_agents
from tests.portfolio import portfolio
from tests.quarter import quarter
from tests.stories import SMALL, scenario
from tests.town import town
from tests.undertaking import review, undertaking

DAYS = {"calendar__intervention_day": 5, "calendar__horizon_days": 20}
KINDS = all_agents()
MODELS: dict[str, CityModel] = {}
NO_NUMBER = [None, "0.5", True, np.True_, [0.5], {}, object(), 1j, np.array(0.5), b"1"]
NO_WORD = [1, 0, 0.0, 2.9, None, "yes", math.nan, np.float64(1.0)]


def agents_of(kind: type) -> Any:
    """Some agents of that kind, as Mesa gives them."""
    for name, make in (
        ("village", lambda: CityModel(scenario("task_force", **SMALL | DAYS))),
        ("city", lambda: CityModel(portfolio(**DAYS))),
        ("quarter", lambda: CityModel(quarter("task_force"))),
        ("undertaking", lambda: CityModel(undertaking({"one": review()}, "task_force"))),
        ("town", lambda: CityModel(town("task_force"))),
    ):
        model = MODELS.setdefault(name, MODELS.get(name) or make())
        if kind in model.agents_by_type:
            if model.day < 12:
                model.run_for(12)
            return model.agents_by_type[kind]
    raise AssertionError(kind)


FIELDS = [(kind, field) for kind in KINDS for field in kind.row_type.fields]
SETTABLE = [(kind, field) for kind, field in FIELDS if field in kind.settable]
NUMBERS = [(kind, field) for kind, field in SETTABLE if kind.row_type.fields[field].dtype is np.float64]
FLAGS = [(kind, field) for kind, field in SETTABLE if kind.row_type.fields[field].dtype is np.bool_]


def name(value: Any) -> str:
    return getattr(value, "__name__", str(value))


def refused(agents: Any, field: str, value: Any, error: Any, said: str) -> None:
    """Both ways of writing refuse it in one sentence, and nobody's value changes."""
    before = agents.get(field)
    for write in (lambda: setattr(agents[0], field, value), lambda: agents.set(field, value)):
        with pytest.raises(error, match=said) as caught:
            write()
        assert "\n" not in str(caught.value)
    np.testing.assert_array_equal(np.array(agents.get(field)), np.array(before))


@pytest.mark.parametrize(("kind", "field"), NUMBERS, ids=name)
def test_a_number_keeps_its_unit_and_range(kind, field):
    agents, (low, high) = agents_of(kind), kind.settable[field]
    for value in (
        low - 1e-6,
        high + 1e-6,
        -3,
        10**400,
        math.nan,
        math.inf,
        -math.inf,
        np.float32("nan"),
        np.int64(2**62),
    ):
        if not low <= value <= high:
            refused(
                agents, field, value, ValueError, rf"^{kind.__name__}\.{field} = .*: must lie between .* and .* \(.+\)$"
            )
    for value in NO_NUMBER:
        refused(agents, field, value, TypeError, rf"^{kind.__name__}\.{field} = .*: a number expected \(.+\)$")
    agent = agents[0]
    before = getattr(agent, field)
    for value in (low, high, np.float64(low), np.float32(high)):
        setattr(agent, field, value)
        assert getattr(agent, field) == value
    setattr(agent, field, before)


@pytest.mark.parametrize(("kind", "field"), FLAGS, ids=name)
def test_yes_or_no_is_nothing_else(kind, field):
    for value in NO_WORD:
        refused(agents_of(kind), field, value, TypeError, rf"^{kind.__name__}\.{field} = .*: True or False expected$")


@pytest.mark.parametrize(("kind", "field"), [pair for pair in FIELDS if pair not in SETTABLE], ids=name)
def test_everything_else_is_read_only(kind, field):
    agents = agents_of(kind)
    value = agents.get(field)[0]
    for other in (value, 0, 2.9, 9999, True, None):
        refused(
            agents, field, other, AttributeError, rf"^{kind.__name__}\.{field} \(.+\) is read only, since other rows"
        )


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_nobody_can_be_taken_away(kind):
    agents = agents_of(kind)
    before = len(agents)
    for act in (
        agents[0].remove,
        lambda: agents[0].model.deregister_agent(agents[0]),
        agents[0].model.remove_all_agents,
    ):
        with pytest.raises(
            RuntimeError, match=r"^\w+ \d+ cannot be removed: other rows of the engine point at it; [^\n]+$"
        ):
            act()
    assert len(agents_of(kind)) == before


def test_every_kind_of_client_is_looked_at():
    clients = {"Household", "Project", "Block", "Approval", "Site"}
    assert {kind.__name__ for kind in KINDS} == {*clients, "Cadre", "Department", "TaskForce"}
    assert len(NUMBERS) + len(FLAGS) == len(SETTABLE) > 12
