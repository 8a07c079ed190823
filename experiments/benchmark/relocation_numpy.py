"""The holdout village in NumPy: a column a field, every rule over all who are left at once."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np

from experiments.benchmark.measuring import Prepared
from experiments.benchmark.relocation import (
    OFFER,
    SAME_FACE,
    SEED,
    Tally,
    Village,
    negotiation,
    tally,
    village,
    works_on,
)
from sim.core.purposes import SIGNING, TASTE

MASK, WORD, HALF = np.uint64(0xFFFFFFFF), np.uint64(32), 0.5**53
FIRST, SECOND = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL = (0x9E3779B9, 0xBB67AE85)
BITS = np.array([mask.bit_count() for mask in range(8)])


def uniforms(seed: int, purpose: int, who: np.ndarray, when: int | np.ndarray, which: int = 0) -> np.ndarray:
    """The keyed draws of many at once (sim/core/randomness.py)."""
    k0, k1 = seed & 0xFFFFFFFF, seed >> 32
    c0 = who.astype(np.uint64)
    c1, c2, c3 = np.empty_like(c0), np.full_like(c0, which), np.full_like(c0, purpose)
    c1[:] = when
    for _ in range(10):
        p0, p1 = FIRST * c0, SECOND * c2
        c0, c1, c2, c3 = (p1 >> WORD) ^ c1 ^ np.uint64(k0), p1 & MASK, (p0 >> WORD) ^ c3 ^ np.uint64(k1), p0 & MASK
        k0, k1 = (k0 + WEYL[0]) & 0xFFFFFFFF, (k1 + WEYL[1]) & 0xFFFFFFFF
    word = (c0 << np.uint64(21)) ^ (c1 >> np.uint64(11))
    return (word.astype(float) + 0.5) * HALF


class Columns:
    """The village as columns; ties as one list of others, household by household."""

    def __init__(self, state: Village) -> None:
        rows, ties = state.households, state.ties
        self.key, self.trust, self.belief = rows["key"].copy(), rows["trust"].copy(), rows["belief"].copy()
        self.uncertainty, self.reservation = rows["uncertainty"].copy(), rows["reservation"].copy()
        self.pressure, self.visits = rows["pressure"].copy(), rows["visits"].copy()
        self.open_issues, self.visitor = rows["open_issues"].copy(), rows["visitor"].copy()
        self.last_visit, self.signed_at = rows["last_visit"].copy(), rows["signed_at"].copy()
        self.signed, self.worries = rows["signed"].copy(), rows["worries"].copy()
        self.first, self.ties, self.other = rows["first_tie"].copy(), rows["ties"].copy(), ties["other"].copy()
        self.kin = np.zeros(len(rows), bool)
        self.kin[ties["household"][ties["kin"]]] = True
        self.rapport, self.holds = state.cadres["rapport"].copy(), state.cadres["holds"].copy()

    def shares(self, left: np.ndarray) -> np.ndarray:
        """Of those who are left, the share of neighbours that have signed."""
        gone = np.concatenate([[0], np.cumsum(self.signed[self.other])])
        first, ties = self.first[left], self.ties[left]
        shares: np.ndarray = (gone[first + ties] - gone[first]) / np.maximum(ties, 1)
        return shares

    def decided(self, day: int, left: np.ndarray, numbers: SimpleNamespace) -> np.ndarray:
        """Who of those who are left will sign; nothing is worked out for whom the day's draw does not let sign."""
        ready = self.visits[left] > 0
        if not numbers.sign_first:
            ready &= self.open_issues[left] == 0
        left = left[ready]
        drawn = uniforms(SEED, SIGNING, self.key[left], day)
        lucky = drawn < numbers.base_hazard
        left, drawn = left[lucky], drawn[lucky]
        share = self.shares(left)
        ready = 1.0 - np.exp(-self.visits[left] / numbers.visit_scale)
        value = OFFER + 0.0 + numbers.trust_weight * self.trust[left]
        value += 2.0 * numbers.noise * math.log(numbers.neighbour_odds) * share
        value -= self.reservation[left]
        value -= numbers.uncertainty_weight * self.uncertainty[left]
        value -= numbers.late_probability * self.belief[left]
        value -= numbers.worry * self.worries[left]
        value += numbers.noise * self.tastes(day, left, numbers)
        value += numbers.pressure_weight * self.pressure[left]
        signing: np.ndarray = left[(value > 0.0) & (drawn < numbers.base_hazard * ready)]
        return signing

    def tastes(self, day: int, left: np.ndarray, numbers: SimpleNamespace) -> np.ndarray:
        """Lasting likes and dislikes of those who are left, each drawn anew in its own time."""
        turn = uniforms(SEED, TASTE, self.key[left], 0, 1)
        draws = uniforms(SEED, TASTE, self.key[left], (day / numbers.taste_days + turn).astype(np.int64))
        tastes: np.ndarray = np.log(draws / (1.0 - draws))
        return tastes

    def sign(self, day: int, left: np.ndarray, numbers: SimpleNamespace) -> np.ndarray:
        """All who are left decide and those who decided sign; who is still left."""
        decided = self.decided(day, left, numbers)
        self.signed[decided] = True
        self.signed_at[decided] = day
        still: np.ndarray = left[~self.signed[left]]
        return still

    def be_visited(self, day: int, due: np.ndarray, numbers: SimpleNamespace) -> None:
        """All who are due are visited."""
        cadre = (self.key[due] + self.visits[due] // SAME_FACE) % len(self.holds)
        needed, holds = (1 << self.open_issues[due]) - 1, self.holds[cadre]
        questions, answered = BITS[needed], BITS[needed & holds]
        covered = np.where(questions == 0, 1.0, answered / np.maximum(questions, 1))
        face = np.where(self.visitor[due] == cadre, 1.0, numbers.new_face)
        trust = self.trust[due]
        gain = numbers.trust_gain * self.rapport[cadre] * face * covered
        trust = trust + gain * (1.0 - trust) - numbers.trust_loss * (1.0 - covered) * trust
        self.uncertainty[due] *= np.where((holds >> 1) & 1 == 1, 1.0 - numbers.plot_shown, 1.0)
        pressure = self.pressure[due]
        pressure += np.where(day - self.last_visit[due] < numbers.patience, numbers.visit_pressure, 0.0)
        if numbers.relational_pressure:
            pressure += np.where(self.kin[due], numbers.kin_pressure, 0.0)
            trust *= np.where(self.kin[due], 1.0 - numbers.kin_trust_loss, 1.0)
        self.pressure[due] = np.minimum(1.0, pressure)
        self.trust[due] = trust
        belief = self.belief[due]
        self.belief[due] = np.where((holds >> 2) & 1 == 1, belief + numbers.learning * (0.0 - belief), belief)
        self.visits[due] += 1
        self.last_visit[due] = day
        self.visitor[due] = cadre
        self.open_issues[due] -= answered > 0

    def live(self, days: int, numbers: SimpleNamespace) -> None:
        """So many days, one after the other."""
        left = np.flatnonzero(~self.signed)
        for day in range(days):
            left = self.sign(day, left, numbers)
            self.pressure[left] *= 1.0 - numbers.pressure_fade
            if works_on(day):
                self.be_visited(day, left[day - self.last_visit[left] >= numbers.visit_interval], numbers)


def prepare(size: tuple[int, int]) -> Prepared:
    """A run of so many households and days that is ready to be timed."""
    households, days = size
    columns, numbers = Columns(village(households)), SimpleNamespace(**negotiation().model_dump())

    def run() -> Tally:
        columns.live(days, numbers)
        return tally(columns.signed_at, columns.visits.sum(), columns.open_issues.sum(), columns.trust)

    return run
