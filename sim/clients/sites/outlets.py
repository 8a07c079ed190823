"""What lies around sites: tips and pits outside the town, stores within, and the way between any two places."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.clients.sites.purposes import MET, OUTSIDE, TIE
from sim.clients.sites.roads import km_between
from sim.clients.sites.state import Kept, Pair, Site, Store
from sim.core.compiling import compiled
from sim.core.randomness import exponential, uniform
from sim.core.rows import Rows

PLACES_MOST = 1024  # keys set aside for places
TIPS, PITS, STORES = 0, 1, 2  # what a draw of a place is for


@compiled
def key_of(place: int, sites: int) -> int:
    """What keys the draws of a place: a site its number, a store one from the top, so that a site more moves none."""
    return place if place < sites else PLACES_MOST - 1 - (place - sites)


@compiled
def draw_pairs(seed: int, sites: int, places: int, pairs: Rows[Pair], rate: float) -> None:
    """Write of each pair of places when they find each other (never: 1e9), and its tie-break."""
    for a in range(places):
        for b in range(places):
            pair = pairs[a * places + b]
            one, other = key_of(a, sites), key_of(b, sites)
            low, high = min(one, other), max(one, other)
            pair.tie = uniform(seed, TIE, one, other, 0)
            if rate < 1.0:  # as many weeks as fail, at that rate
                pair.meets = (
                    math.floor(exponential(seed, MET, low, high, 0) / -math.log(1.0 - rate)) if rate > 0.0 else 1e9
                )


def outside(seed: int, told: Any, number: int, kind: int) -> np.ndarray:
    """Places outside the town, each on a keyed side of it: rows of x and y."""
    area, away = told.ground.area, told.outlets.outside_km
    places = np.empty((number, 2))
    for n in range(number):
        along = uniform(seed, OUTSIDE, kind, n, 0) * area
        side = int(uniform(seed, OUTSIDE, kind, n, 1) * 4.0)
        places[n] = ((along, area + away), (area + away, along), (along, -away), (-away, along))[side]
    return places


def lay_out_stores(seed: int, told: Any) -> tuple[Rows[Store], Rows[Kept]]:
    """Where stores may be opened; none is yet."""
    number, soils = told.outlets.stores, len(told.soils)
    stores = Store.make(number)
    for k, store in enumerate(stores):
        for which, axis in enumerate(("x", "y")):
            store[axis] = uniform(seed, OUTSIDE, STORES, k, which) * told.ground.area
    stores["capacity"], stores["opened"], stores["owner"] = told.outlets.capacity, -1.0, -1
    return stores, Kept.make(number * soils)


def lay_out_places(seed: int, told: Any, sites: Rows[Site], stores: Rows[Store]) -> Rows[Pair]:
    """The way between any two places; of each site its cheapest tip and pit are written down, too."""
    soils, haul, number = len(told.soils), told.prices.haul, len(sites)
    at = np.array([[*sites[axis], *np.repeat(stores[axis], soils)] for axis in ("x", "y")]).T
    pairs = Pair.make(len(at) ** 2)
    draw_pairs(seed, number, len(at), pairs, told.talks.meeting_rate)
    pairs["km"] = km_between(told.roads, told.ground.area, at, at).ravel()
    tips = km_between(told.roads, told.ground.area, at, outside(seed, told, told.outlets.tips, TIPS))
    pits = km_between(told.roads, told.ground.area, at, outside(seed, told, told.outlets.pits, PITS))
    sites["tip"], sites["pit"] = tips[:number].argmin(axis=1), pits[:number].argmin(axis=1)
    sites["tip_price"] = told.prices.tip + haul * tips[:number].min(axis=1)
    sites["pit_price"] = told.prices.pit + haul * pits[:number].min(axis=1)
    stores["tip_price"] = told.prices.tip + haul * tips[number::soils].min(axis=1)
    return pairs
