"""Other numbers for a scenario that is there: validated as a whole, in one line a fault."""

from __future__ import annotations

import numpy as np
import pytest

from sim import load_scenario
from sim.yaml_scan import ConfigError
from tests.stories import scenario


def test_replaced_numbers_make_the_scenario_that_overrides_make():
    told = load_scenario("xiaonanmen", ["coordination=task_force"])
    other = told.replace(**{"work.validity": 90, "offer.rounds": (0.0, 5.0), "households.total": np.int64(30)})
    words = ["coordination=task_force", "work.validity=90", "offer.rounds=[0.0,5.0]", "households.total=30"]
    assert other == load_scenario("xiaonanmen", words)
    assert type(other) is type(told)
    assert told == load_scenario("xiaonanmen", ["coordination=task_force"])
    assert told.replace() == told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"work.validty": 90}, r"^work\.validty = 90: unknown parameter; did you mean work\.validity\?$"),
        ({"validity": 90}, r"^validity = 90: unknown parameter; did you mean work\.validity\?$"),
        ({"work.validity": 5}, r"^work\.validity = 5: must be a number between 20 and 100000 \(day\)$"),
        ({"work.validity": float("nan")}, r"^work\.validity = nan: must be a number"),
        ({"work.validity": True}, r"^work\.validity = true: must be a number"),
        ({"work.validity": None}, r"^work\.validity = null: must be a number"),
        ({"households.total": 2.5}, r"^households\.total = 2\.5: must be a whole number"),
        ({"households.total": np.float64(3.0)}, r"^households\.total = 3\.0: must be a whole number"),
        ({"negotiation.sign_first": 1}, r"^negotiation\.sign_first = 1: must be true or false$"),
        ({"issues.tangled_low": 7}, r"^issues\.tangled_low = 7: must not exceed tangled_high = 6$"),
        ({"staffing.seats.planning.members": 9}, r"^staffing\.seats\.planning\.members = 9: must not exceed its 3"),
        ({"work": 3}, r"^work = 3: is a group of parameters; set them one by one, as in work\.forum=\.\.\.$"),
        ({"clients": "stream"}, r"^clients = stream: a scenario keeps its kind of client; load another one$"),
        ({"history.team": True}, r"^history\.team: a city cannot have had a task force before it calls one$"),
        ({"coordination.team": False}, r"^coordination\.dedicated: true needs team: true"),
    ],
)  # fmt: skip
def test_a_fault_is_said_in_one_line(changes, said):
    told = scenario("task_force")
    with pytest.raises(ConfigError, match=said) as caught:
        told.replace(**changes)
    assert len(caught.value.lines) == 1


def test_every_fault_gets_its_line():
    with pytest.raises(ConfigError) as caught:
        scenario().replace(**{"work.validity": 1, "negotiation.noise": 9})
    assert [line.partition(" = ")[0] for line in caught.value.lines] == ["work.validity", "negotiation.noise"]
