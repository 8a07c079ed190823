"""A village made by hand that lives from day to day without visits, so that a test can say who signs when, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from sim.clients.relocation import decisions, signatures, sounding, threshold_window
from sim.clients.relocation.state import Village
from sim.core.purposes import SIGNING, TASTE
from sim.core.randomness import uniform
from tests.hand import regime as usual
from tests.plain import plain

SEED = 3


def regime(**changes: Any) -> Any:
    """One price of 1, a taste for life, and nothing but the price that moves a household."""
    still = {"offer__policy": 0, "offer__base_price": 1.0, "negotiation__noise": 0.1, "negotiation__taste_days": 2e4}
    still |= {"negotiation__trust_weight": 0.0, "negotiation__neighbour_weight": 0.0, "negotiation__base_hazard": 0.2}
    return usual(**(still | changes))


def gain(place: Village, wanted: Any) -> Village:
    """Have every household gain what is *wanted* by signing for a price of 1 on an early day, its taste included."""
    for home, more in zip(place.households, np.broadcast_to(wanted, len(place.households)), strict=True):
        draw = uniform(SEED, TASTE, home.key, int(uniform(SEED, TASTE, home.key, 0, 1)), 0)
        home.reservation = 1.0 + 0.1 * math.log(draw / (1.0 - draw)) - more
    return place


def lived(place: Village, told: Any, days: Iterable[int]) -> dict[int, list[int]]:
    """Who signs on which of these days; days without a signature are left out."""
    found = {}
    for day in days:
        before = place.households["signed"].copy()
        plain(sounding.sound_out)(float(day), SEED, place, told)
        plain(threshold_window.mind_window)(float(day), place, told)
        if plain(decisions.decide_all)(day, SEED, place, told) > 0:
            plain(signatures.sign_all)(float(day), place, told)
        who = np.flatnonzero(place.households["signed"] & ~before).tolist()
        found |= {day: who} if who else {}
    return found


def first_day(household: int, days: Iterable[int], chance: Any) -> int:
    """The first of *days* on which the household's draw is below the day's chance, -1 for none; *chance*: of a day."""
    return next((day for day in days if uniform(SEED, SIGNING, household, day, 0) < chance(day)), -1)


def by_day(days: dict[int, int]) -> dict[int, list[int]]:
    """Who on which day, from the day of each; those without a day are left out."""
    return {day: [who for who, when in days.items() if when == day] for day in sorted({*days.values()} - {-1})}
