"""Heaps: where builders put earth, whom it blocks, who finds it, and that an order alone clears nothing (D1)."""

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.measures.values import measure
from tests.stories import ends, numbers
from tests.town import site, town

HEAP = {
    "heap": site(5.0, 5.0, 200_000, weeks=10, first_week=1),
    "beside": site(5.1, 5.0, 4000, weeks=30, first_week=2, soil="gravel"),
    "far": site(8.0, 8.0, 4000, weeks=30, first_week=2, soil="gravel"),
}
LONE = {
    "sites__named": HEAP,
    "sites__ground__total": 0,
    "sites__ground__week_sigma": 0.0,
    "sites__ground__noise": 0.0,
    "sites__outlets__stores": 0,
    "calendar__intervention_day": 56,
    "calendar__horizon_days": 420,
}


def found(arm="siloed", **changes):
    """The end of a run over the lone heap and its measures."""
    told = town(arm, **(LONE | changes))
    past, end = ends(told)
    return end.clients.sites, measure(past, end, numbers(told).arm, 14.0)


def test_a_heap_blocks_the_neighbour_that_it_reaches_and_no_other():
    """The site beside it stands still, the far one works on; without a neighbour in reach nobody does."""
    sites, row = found(sites__control__active=False)
    assert sites["blocked_days"][1] > 50
    assert sites["blocked_days"][2] == 0
    assert row["blocked_site_days"] == sites["blocked_days"].sum()
    away, _ = found(sites__control__active=False, sites__ground__reach=0.05)
    assert away["blocked_days"].sum() == 0


def test_a_builder_heaps_where_it_is_cheapest_for_him():
    """On others' land where nobody looks or a likely penalty is below the tip; to the tip where it is above."""
    unseen, _ = found(sites__control__active=False)
    cheap, _ = found(sites__control__penalty=0.0)
    looked_for = {"sites__control__find_rate": 1.0, "calendar__intervention_day": 0, "sites__fleet__trucks": 60}
    dear, _ = found(sites__control__penalty=1000.0, **looked_for)
    assert unseen["worst"][0] > 50_000
    assert cheap["worst"][0] > 50_000
    assert dear["worst"][0] == 0
    assert dear["tipped"][0] > 50_000


def test_who_is_found_clears_with_the_fleet_that_he_has():
    """An order shortens nothing below what trucks carry: days are the heap over the fleet, whoever orders."""
    for arm in ("siloed", "dispatch_orders"):
        slow, row = found(arm, sites__control__find_rate=1.0, sites__fleet__trucks=4)
        carried = 4 * 9 * 15
        over = 200_000 - slow["room"][0] - 5 * carried
        assert row["heap_days"] >= over / carried * 7 / 5 - 7
        _, soon = found(arm, sites__control__find_rate=1.0, sites__fleet__trucks=40)
        assert soon["heap_days"] < row["heap_days"] / 3


def test_penalties_are_no_cost_to_the_city():
    """What one pays another gets: only what builders then do differs."""
    _, row = found(sites__control__find_rate=1.0, sites__control__penalty=0.5)
    assert row["fined_money"] > 0.0
    parts = sum(row[f"{name}_money"] for name in ("earth", "store", "bare", "office", "blocked"))
    assert row["total_money"] == pytest.approx(parts)


def test_control_begins_with_the_arms():
    """Nobody looks before the intervention: the heap that stands then is the same in every arm."""
    told = town("dispatch_orders", **LONE, sites__control__find_rate=1.0)
    records = numbers(told)
    state = live(initialise(told, records, 1), records, 56.0)
    assert not state.clients.sites["found"].any()
    assert state.clients.sites["over"][0] > 0
    intervene(state, told, records, 0.0)
    state = live(state, records, 58.0)
    assert state.clients.sites["found"][0]
    assert state.clients.sites["ordered"][0] == 56.0


def test_common_earth():
    """Volumes of a site's own weeks are the same in every arm, whatever was blocked or planned."""
    weeks = [ends(town(arm))[1].clients.weeks["volume"] for arm in ("siloed", "dispatch_team")]
    assert np.array_equal(*weeks)
