"""The holdout village as one compiled loop over plain arrays, by hand: the limit of what can be reached."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from experiments.benchmark.measuring import Prepared
from experiments.benchmark.relocation import OFFER, SAME_FACE, SEED, Tally, negotiation, tally, village
from sim.core.calendar import WORKING_WEEK
from sim.core.compiling import compiled
from sim.core.purposes import SIGNING, TASTE

FIELDS = ("key", "trust", "belief", "uncertainty", "reservation", "pressure", "visits", "open_issues", "visitor",
          "last_visit", "signed_at", "signed", "first_tie", "ties", "worries")  # fmt: skip
NUMBERS = ("trust_weight", "noise", "neighbour_odds", "uncertainty_weight", "late_probability", "pressure_weight",
           "base_hazard", "visit_scale", "pressure_fade", "visit_interval", "new_face", "trust_gain", "trust_loss",
           "plot_shown", "patience", "visit_pressure", "kin_pressure", "kin_trust_loss", "learning",
           "worry", "taste_days")  # fmt: skip
PURPOSE, LASTING = np.uint64(SIGNING), np.uint64(TASTE)
MASK, WORD = np.uint64(0xFFFFFFFF), np.uint64(32)
FIRST, SECOND = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
UP, DOWN, NONE, FIRST_OF_TWO = np.uint64(21), np.uint64(11), np.uint64(0), np.uint64(1)


@compiled
def drawn(seed: int, who: int, when: int, which: np.uint64, purpose: np.uint64) -> float:
    """The keyed draw, written out."""
    c0, c1, c2, c3 = np.uint64(who), np.uint64(when), which, purpose
    k0, k1 = np.uint64(seed) & MASK, np.uint64(seed) >> WORD
    for _ in range(10):
        p0 = FIRST * c0
        p1 = SECOND * c2
        c0, c1, c2, c3 = (p1 >> WORD) ^ c1 ^ k0, p1 & MASK, (p0 >> WORD) ^ c3 ^ k1, p0 & MASK
        k0 = (k0 + WEYL_0) & MASK
        k1 = (k1 + WEYL_1) & MASK
    word = (c0 << UP) ^ (c1 >> DOWN)
    return (float(word) + 0.5) * (1.0 / 9007199254740992.0)


@compiled
def live(  # noqa: C901, PLR0912, PLR0915  (all in one on purpose)
    days: int, offer: float, city: tuple[Any, ...], numbers: tuple[float, ...], columns: tuple[Any, ...],
    rest: tuple[Any, ...],
) -> int:  # fmt: skip
    """So many days; what does not change within a run is computed once."""
    seed, week, same_face, sign_first, relational = city
    (key, trust, belief, uncertainty, reservation, pressure, visits, open_issues, visitor, last_visit, signed_at,
     signed, first_tie, ties, worries) = columns  # fmt: skip
    other, kin, rapport, holds, decided, luck, gone = rest
    (trust_weight, noise, neighbour_odds, uncertainty_weight, late_probability, pressure_weight, base_hazard,
     visit_scale, pressure_fade, visit_interval, new_face, trust_gain, trust_loss, plot_shown, patience,
     visit_pressure, kin_pressure, kin_trust_loss, learning, worry, taste_days) = numbers  # fmt: skip
    pull = 2.0 * noise * math.log(neighbour_odds)
    made = 0
    for day in range(days):
        for i in range(len(key)):
            if signed[i] or (open_issues[i] > 0 and not sign_first) or visits[i] == 0:
                continue
            luck[i] = drawn(seed, key[i], day, NONE, PURPOSE)
            decided[i] = luck[i] < base_hazard
        for i in range(len(key)):
            if not decided[i]:
                continue
            share = gone[i] / ties[i] if ties[i] > 0 else 0.0
            value = offer + 0.0 + trust_weight * trust[i] + pull * share - reservation[i]
            value = value - uncertainty_weight * uncertainty[i] - late_probability * belief[i]
            value = value - worry * worries[i]
            epoch = int(day / taste_days + drawn(seed, key[i], 0, FIRST_OF_TWO, LASTING))
            like = drawn(seed, key[i], epoch, NONE, LASTING)
            value = value + noise * math.log(like / (1.0 - like))
            value += pressure_weight * pressure[i]
            decided[i] = value > 0.0 and luck[i] < base_hazard * (1.0 - math.exp(-visits[i] / visit_scale))
        working = day % 7 < week
        for i in range(len(key)):
            if signed[i]:
                continue
            if decided[i]:
                decided[i] = False
                signed[i] = True
                signed_at[i] = day
                for t in range(first_tie[i], first_tie[i] + ties[i]):
                    gone[other[t]] += 1
                continue
            pressure[i] *= 1.0 - pressure_fade
            if not working or day - last_visit[i] < visit_interval:
                continue
            c = (key[i] + visits[i] // same_face) % len(holds)
            needed = (1 << open_issues[i]) - 1
            questions = open_issues[i]
            met = needed & holds[c]
            answered = (met & 1) + ((met >> 1) & 1) + ((met >> 2) & 1)
            covered = answered / questions if questions > 0 else 1.0
            face = 1.0 if visitor[i] == c else new_face
            gain = trust_gain * rapport[c] * face * covered
            trust[i] = trust[i] + gain * (1.0 - trust[i]) - trust_loss * (1.0 - covered) * trust[i]
            if holds[c] & 2:
                uncertainty[i] *= 1.0 - plot_shown
            if day - last_visit[i] < patience:
                pressure[i] += visit_pressure
            if relational and kin[i]:
                pressure[i] += kin_pressure
                trust[i] *= 1.0 - kin_trust_loss
            pressure[i] = min(1.0, pressure[i])
            if holds[c] & 4:
                belief[i] += learning * (0.0 - belief[i])
            visits[i] += 1
            last_visit[i] = day
            visitor[i] = c
            made += 1
            if answered > 0:
                open_issues[i] -= 1
    return made


def prepare(size: tuple[int, int]) -> Prepared:
    """A run of so many households and days that is ready to be timed."""
    households, days = size
    state, told = village(households), negotiation()
    columns = {field: np.ascontiguousarray(state.households[field]) for field in FIELDS}
    kin = np.zeros(households, bool)
    kin[state.ties["household"][state.ties["kin"]]] = True
    rest = (np.ascontiguousarray(state.ties["other"]), kin, np.ascontiguousarray(state.cadres["rapport"]),
            np.ascontiguousarray(state.cadres["holds"]), np.zeros(households, bool),
            np.zeros(households), np.zeros(households, np.int64))  # fmt: skip
    numbers = tuple(float(getattr(told, name)) for name in NUMBERS)
    city = (SEED, WORKING_WEEK, SAME_FACE, told.sign_first, told.relational_pressure)

    def run() -> Tally:
        made = live(days, OFFER, city, numbers, tuple(columns.values()), rest)
        return tally(columns["signed_at"], made, columns["open_issues"].sum(), columns["trust"])

    return run
