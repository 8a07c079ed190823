"""Precedence inside a matter: what a mask names must be given first, whatever the mode would do at once."""

import numpy as np

from sim.city.initialise import initialise
from sim.city.run import live
from sim.matters.precedence import write_precedence
from tests.stories import STILL, numbers, office, scenario

NAMES = ("a", "b", "c", "d")
TOLD = STILL | {
    "city__departments": {name: office(4, 0.0, 1.0) for name in NAMES} | {"leaders": office(1, 0.0, 1.0, clears=False)},
    "city__visit_department": "a",
    "city__plot_department": "a",
    "city__blocks": 1,
    "stream__load": 0.2,
    "stream__competences": 4,
    "stream__effort": 8.0,
    "stream__effort_law": "fixed",
    "stream__dependence": "pooled",
    "stream__ruling_share": 0.0,
    "staffing__seats": {"a": {"members": 1, "outside": 0}},
    "history__parallel": True,
    "calendar__intervention_day": 300,
}


def given(masks: list[int] | None, dependence: str = "pooled") -> np.ndarray:
    """Days from filing to each clearance of the first matter, where all may go at once, under these masks."""
    told = scenario("siloed", "closed", "workbench", **(TOLD | {"stream__dependence": dependence}))
    records = numbers(told)
    state = initialise(told, records, 2)
    first = state.matters[0]
    rows = state.clearances[first.first : first.first + first.clearances]
    if masks is not None:
        rows["after"] = masks
    state = live(state, records, 300.0)
    assert state.matters[0].solved
    days = rows["given"][np.argsort(rows["ordinal"])] - state.matters[0].filed
    return np.round(days * 5.0 / 7.0)  # every clearance takes two working days; weekends fall where they may


def test_without_masks_all_go_at_once_and_in_order_one_after_the_other():
    assert np.ptp(given(None)) <= 1.0
    assert (np.diff(given(None, "sequential")) >= 1.0).all()
    assert (given(None, "sequential") == given([0b0, 0b1, 0b11, 0b111])).all()


def test_a_diamond_takes_three_steps():
    """b and c wait for a, d for both: the two in the middle go side by side."""
    a, b, c, d = given([0b0000, 0b0001, 0b0001, 0b0110])
    assert a < b == c < d


def test_masks_are_written_from_the_dependence():
    told = scenario("siloed", "closed", "workbench", **(TOLD | {"stream__dependence": "sequential"}))
    state = initialise(told, numbers(told), 2)
    assert state.clearances["after"][:4].tolist() == [0b0, 0b1, 0b11, 0b111]
    state.matters["dependence"] = 0
    write_precedence(state.matters, state.clearances)
    assert not state.clearances["after"].any()
