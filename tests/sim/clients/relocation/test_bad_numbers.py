"""Numbers of an offer that cannot be kept: one line, which names the key, the value, and what to do."""

import pytest

from sim.config import load_scenario
from sim.scenario import Scenario
from sim.yaml_scan import ConfigError
from tests.stories import scenario

STEPS = [{"until": 60.0, "bonus": 0.05}, {"until": 120.0, "bonus": 0.02}]


@pytest.mark.parametrize(("changes", "says"), [
    ({"offer.opening": 4999.0}, "offer.opening = 4999: signing would open after the run ends, on day 4999"),
    ({"offer.opening": 6000.0}, "offer.opening = 6000: signing would open after the run ends, on day 4999"),
    ({"offer.opening": 1945.0},
     "offer.opening = 1945: the last bonus is gone on day 1945; open before, or add a round"),
    ({"offer.opening": 120.0, "offer.rounds": [0.0]},
     "offer.opening = 120: the last bonus is gone on day 120; open before, or add a round"),
    ({"offer.opening": -1.0}, "offer.opening = -1.0: must be a number between 0 and 20000 (day)"),
    ({"offer.bonus_steps": STEPS[::-1]},
     "offer.bonus_steps: until 60, bonus 0.05: must be later than 120, and pay no more than 0.02"),
    ({"offer.bonus_steps": [STEPS[0], {"until": 90.0, "bonus": 0.06}]},
     "offer.bonus_steps: until 90, bonus 0.06: must be later than 60, and pay no more than 0.05"),
    ({"offer.bonus_steps": [STEPS[0], {"until": 60.0, "bonus": 0.01}]},
     "offer.bonus_steps: until 60, bonus 0.01: must be later than 60, and pay no more than 0.05"),
    ({"offer.threshold": 1.01}, "offer.threshold = 1.01: must be a number between 0.5 and 1 (share of households)"),
    ({"offer.sought": 1.2}, "offer.sought = 1.2: must be a number between 0 and 1 (share of households)"),
    ({"negotiation.joint_quorum": 1.1}, "negotiation.joint_quorum = 1.1: must be a number between 0 and 1"),
    ({"households.joint_share": -0.1}, "households.joint_share = -0.1: must be a number between 0 and 1"),
    ({"offer.recalls": 1.5}, "offer.recalls = 1.5: must be a whole number between 0 and 10 (windows)"),
])  # fmt: skip
def test_what_cannot_be_kept_is_refused_in_one_line(changes, says):
    with pytest.raises(ConfigError) as caught:
        scenario().replace(**changes)
    assert len(caught.value.lines) == 1
    assert says in caught.value.lines[0]


@pytest.mark.parametrize("changes", [
    {"offer.opening": 1944.9}, {"offer.opening": 4998.9, "offer.bonus_steps": []},
    {"offer.opening": 4998.9, "offer.rounds": []}, {"offer.opening": 119.0, "offer.rounds": [0.0]},
    {"offer.bonus_steps": [STEPS[0], {"until": 90.0, "bonus": 0.05}]}, {"offer.threshold": 1.0},
])  # fmt: skip
def test_what_can_just_be_kept_is_taken(changes):
    assert scenario().replace(**changes) != scenario()


@pytest.mark.parametrize(("scene", "name"), [
    ("xiaonanmen", "households.patience"), ("relocation", "adequacy_sigma"), ("workbench", "households.pace_sigma"),
])  # fmt: skip
def test_what_a_scenario_is_conditioned_on_must_be_a_number_of_its(scene, name):
    said = f"conditioned: '{name}' is no parameter of this scenario"
    data = load_scenario(scene).model_dump()
    with pytest.raises(ValueError, match=said):
        Scenario.model_validate(data | {"conditioned": [name]})
    known = ["work.validity"]
    assert Scenario.model_validate(data | {"conditioned": known}).conditioned == known
    if scene == "xiaonanmen":  # which has such a list to be replaced
        with pytest.raises(ConfigError) as caught:
            load_scenario(scene, [f"conditioned=[{name}]"])
        assert list(caught.value.lines) == [said]
