"""Parameters: every number of the model is declared with unit, range and source, and read in the same order."""

import pytest
from pydantic import ValidationError

from sim.core.parameter import Parameters, as_row, count, number, switch, word
from sim.scenario import every_parameter
from tests.stories import scenario


class Oven(Parameters):
    heat: float = number("degree", 0, 300, "kitchen")
    loaves: int = count("loaves", 0, 9, "kitchen")
    open: bool = switch("kitchen")
    kind: str = word(("gas", "wood"), "kitchen")


GOOD = {"heat": 20.0, "loaves": 2, "open": True, "kind": "wood"}


def test_a_row_holds_what_was_said():
    row = as_row(Oven(**GOOD))[0]
    assert (row.heat, row.loaves, row.open, row.kind) == (20.0, 2, True, 1)


@pytest.mark.parametrize(
    "change",
    [{"heat": 301.0}, {"heat": float("nan")}, {"loaves": -1}, {"loaves": 1.5}, {"open": 1}, {"kind": "gold"}, {"x": 1}],
)
def test_what_is_out_of_place_is_refused(change):
    with pytest.raises(ValidationError):
        Oven(**(GOOD | change))


def test_nothing_changes_afterwards():
    with pytest.raises(ValidationError):
        Oven(**GOOD).heat = 1.0


def test_every_number_of_the_model_has_unit_range_and_source():
    described = list(every_parameter())
    assert len(described) > 100
    for one in described:
        assert one.unit, one.name
        assert one.source, one.name
        assert one.kind in {"switch", "word"} or one.low < one.high, one.name


def test_every_number_lies_inside_its_range_and_is_described():
    """The shipped values are validated on loading; here: no number escapes the description."""
    described = {one.name for one in every_parameter()}
    data = scenario().model_dump()
    for domain in ("work", "negotiation", "offer", "staffing", "evaluation", "households", "calendar", "resources"):
        for name, value in data[domain].items():
            if isinstance(value, int | float):
                assert f"{domain}.{name}" in described
