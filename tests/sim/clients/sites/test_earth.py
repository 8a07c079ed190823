"""Earth is conserved to the cubic metre every day, whoever plans; nothing is below zero, no fleet carries too much."""

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.run import live
from sim.clients.sites.state import DealStage
from tests.stories import numbers
from tests.town import town

ARMS = ("siloed", "common_stores", "dispatch_desk", "dispatch_orders", "dispatch_team")
TIGHT = {"sites__ground__room_share": 0.02, "sites__outlets__lead_days": 7, "sites__outlets__capacity": 20000}


def account(state):
    """What was dug or bought, and where it is now."""
    clients = state.clients
    sites, cuts = clients.sites, ~clients.sites["fills"]
    came = int(sites["done"][cuts].sum() + sites["bought"].sum())
    there = int(sites["heap"].sum() + sites["stock"].sum() + clients.kept["volume"].sum())
    return came, there + int(sites["tipped"].sum() + sites["done"][~cuts].sum())


def check(state):
    """What holds every evening."""
    clients = state.clients
    sites, soils = clients.sites, len(clients.grades)
    came, gone = account(state)
    assert came == gone
    for name in ("heap", "stock", "left", "tip_order", "pit_order", "over"):
        assert (sites[name] >= 0).all(), name
    assert (clients.kept["volume"] >= 0).all()
    assert (sites["carried"] <= sites["fleet"]).all()
    assert np.array_equal(clients.kept["volume"].reshape(-1, soils).sum(axis=1), clients.stores["stock"])
    assert (clients.stores["stock"] <= clients.stores["capacity"]).all()
    live_deals = clients.deals[: int(clients.book[0].deals)]
    assert (live_deals["rest"] >= 0).all()
    assert (live_deals["rest"] <= live_deals["volume"]).all()


@pytest.mark.parametrize("arm", ARMS)
def test_every_cubic_metre_is_somewhere_every_day(arm):
    """Dug and bought is lying, stored, tipped or placed: on each of three hundred days."""
    told = town(arm, **TIGHT)
    records = numbers(told)
    state = initialise(told, records, 3)
    for day in range(300):
        if day == told.calendar.intervention_day:
            intervene(state, told, records, 0.0)
        state = live(state, records, float(day + 1))
        check(state)
    clients = state.clients
    assert account(state)[0] > 100_000
    assert (clients.deals["stage"] >= DealStage.AGREED).any()
    width = len(clients.worked) // len(clients.sites)
    assert np.array_equal(clients.worked["volume"].reshape(-1, width).sum(axis=1), clients.sites["done"])


def test_a_site_digs_and_places_what_its_plan_says_and_no_more():
    """A volume is what it is, however its weeks differ: whole cubic metres that add up to the plan."""
    told = town(sites__ground__week_sigma=0.8)
    state = initialise(told, numbers(told), 5)
    clients = state.clients
    for site in clients.sites:
        rows = clients.weeks[int(site.first) : int(site.first + site.weeks)]
        assert rows["volume"].sum() == rows["plan"].sum()
        assert (rows["volume"] >= 0).all()
    assert (clients.weeks["volume"] != clients.weeks["plan"]).any()
