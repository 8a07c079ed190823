"""Plausible ranges: a second pair beside the bounds, refused where it cannot be, read out in the parameter table."""

import pytest

from experiments.describe import page
from sim.core.parameter import Parameters, count, number
from sim.core.plausible import Plausible
from sim.scenario import every_parameter


class Oven(Parameters):
    heat: float = number("degree", 0, 300, "kitchen", Plausible(180, 220, "evidence"))
    yeast: float = number("gram", 0, 100, "kitchen", plausible=Plausible(1, 100, law="log", under="risen"))
    loaves: int = count("loaves", 0, 9, "kitchen", plausible=Plausible(1, 4, law="whole"))
    doors: int = count("doors", 0, 9, "kitchen")


def test_a_description_carries_the_range_and_bounds_stay_what_they_are():
    heat, yeast, loaves, doors = Oven.describe()
    assert (heat.low, heat.high) == (0, 300)
    assert heat.plausible.told == "180 to 220, linear, evidence"
    assert yeast.plausible.told == "1 to 100, log, assumed, under risen"
    assert loaves.plausible.told == "1 to 4, whole, assumed"
    assert doors.plausible is None
    assert Oven(heat=0.0, yeast=0.0, loaves=9, doors=1).loaves == 9  # the plausible range refuses nothing


@pytest.mark.parametrize(
    ("range_", "unit", "value"),
    [
        (Plausible(180, 220), 0.25, 190.0),
        (Plausible(1, 100, law="log"), 0.5, 10.0),
        (Plausible(1, 4, law="whole"), 0.0, 1),
        (Plausible(1, 4, law="whole"), 0.49, 2),
        (Plausible(1, 4, law="whole"), 1.0, 4),
    ],
)
def test_a_value_lies_where_its_law_puts_it(range_, unit, value):
    assert range_.at(unit) == pytest.approx(value)
    assert isinstance(range_.at(unit), type(value))


def test_a_narrower_range_keeps_its_middle_which_for_a_log_law_is_that_of_the_logarithms():
    assert Plausible(180, 220).narrowed(0.5) == (190.0, 210.0)
    assert Plausible(1, 10_000, law="log").narrowed(0.5) == pytest.approx((10.0, 1000.0))
    assert Plausible(3, 20, law="whole").narrowed(0.5) == (7.0, 16.0)
    assert Plausible(0.1, 0.3).narrowed(1.0) == (0.1, 0.3)  # not even rounding moves an end


REFUSED = [
    (lambda: Plausible(2, 1), "low = 2: must not exceed high = 1"),
    (lambda: Plausible(1, 1), "nothing to draw"),
    (lambda: Plausible(0, 1, law="log"), "low = 0: must be above 0 for law log"),
    (lambda: Plausible(0, 1.5, law="whole"), "must be whole numbers"),
    (lambda: Plausible(0, 1, law="normal"), "law = normal: must be one of linear, log, whole"),
    (lambda: Plausible(0, 1, "guessed"), "basis = guessed: must be one of evidence, assumed"),
    (lambda: number("m", 0, 1, "x", Plausible(0.5, 1.5)), "0.5 to 1.5: must lie between 0 and 1"),
    (lambda: number("m", 0, 1, "x", Plausible(0, 1, law="whole")), "law = whole: does not fit a number"),
    (lambda: count("m", 0, 9, "x", Plausible(1, 9)), "law = linear: does not fit a count; it has whole"),
]


@pytest.mark.parametrize(("make", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_a_range_that_cannot_be_is_refused_when_the_class_is_made(make, said):
    with pytest.raises(ValueError, match=said):
        make()


def test_every_uncertain_number_of_the_model_has_its_range_in_the_parameter_table():
    declared = [one for one in every_parameter() if one.plausible]
    assert len(declared) > 50
    table = page()
    for one in declared:
        assert f"| {one.plausible.told} |" in next(line for line in table.splitlines() if f"| `{one.name}` |" in line)
