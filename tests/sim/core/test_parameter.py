"""Parameters: every number of the model is declared with unit, range and source, and read in the same order."""

import pytest
from pydantic import ValidationError

from sim.core.parameter import Parameters, as_row, count, name_of, number, switch, word
from sim.core.words import Word
from sim.faults import faults_of
from sim.scenario import every_parameter
from tests.stories import scenario


class Fuel(Word):
    GAS = 0
    DRY_WOOD = 1


class Oven(Parameters):
    heat: float = number("degree", 0, 300, "kitchen")
    loaves: int = count("loaves", 0, 9, "kitchen")
    open: bool = switch("kitchen")
    kind: Fuel = word(Fuel, "kitchen")
    brand: str = name_of(("hearth", "Ω"), "catalogue")


GOOD = {"heat": 20.0, "loaves": 2, "open": True, "kind": "dry_wood", "brand": "Ω"}


def test_a_row_holds_what_was_said():
    row = as_row(Oven(**GOOD))[0]
    assert (row.heat, row.loaves, row.open, row.kind) == (20.0, 2, True, Fuel.DRY_WOOD)
    assert row.dtype.names == ("heat", "loaves", "open", "kind")  # texts are left out


@pytest.mark.parametrize(
    "change",
    [
        {"heat": 301.0},
        {"heat": float("nan")},
        {"loaves": -1},
        {"loaves": 1.5},
        {"open": 1},
        {"kind": "gold"},
        {"kind": "DRY_WOOD"},
        {"kind": 1},
        {"brand": "x"},
        {"x": 1},
    ],
)
def test_what_is_out_of_place_is_refused(change):
    with pytest.raises(ValidationError):
        Oven(**(GOOD | change))


def test_a_word_is_a_text_wherever_people_read_it_and_a_number_in_rows():
    """Read from its text or given as a member; written as its text in every dump, message and list of choices."""
    oven = Oven(**GOOD)
    assert oven.kind is Fuel.DRY_WOOD
    assert oven == Oven(**(GOOD | {"kind": Fuel.DRY_WOOD}))
    assert oven.model_dump() == oven.model_dump(mode="json") == GOOD
    assert Oven.model_validate_json(oven.model_dump_json()) == oven
    assert f"{oven.kind} {oven.kind:>9}" == "dry_wood  dry_wood"
    assert next(one for one in Oven.describe() if one.name == "kind").allowed == "one of gas, dry_wood"
    with pytest.raises(ValidationError) as said:
        Oven(**(GOOD | {"kind": "gold"}))
    assert faults_of(said.value, Oven) == ["kind = gold: must be one of gas, dry_wood"]


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
