"""How a village comes about: every trait is a keyed draw, so one household more changes nobody else."""

from __future__ import annotations

import math

from sim.clients.relocation.parameters import Households, ReservationLaw
from sim.clients.relocation.rules.block import decides_together
from sim.clients.relocation.rules.project import adequacy_of, attached_of
from sim.clients.relocation.state import MAX_ISSUES, Household, Tie
from sim.core.compiling import compiled, internal
from sim.core.purposes import (
    AREA,
    ATTACHED,
    FIRST_TRUST,
    FIRST_UNCERTAINTY,
    ISSUE_COUNT,
    KIN_TIE,
    LATE_BELIEF,
    OPPORTUNISM,
    RESERVATION,
    SPECULATOR,
)
from sim.core.randomness import lognormal, normal, uniform
from sim.core.rows import Rows


@internal
def issues_of(seed: int, key: int, mean: float) -> int:
    """Number of issues of one household: Poisson with this mean, cut off at three (relocation 4.2)."""
    draw = uniform(seed, ISSUE_COUNT, key, 0, 0)
    chance = math.exp(-mean)
    total = chance
    number = 0
    while draw > total and number < MAX_ISSUES:
        number += 1
        chance *= mean / number
        total += chance
    return number


@internal
def is_attached(seed: int, key: int, population: Households) -> bool:
    """Whether a household would not move at any ordinary price."""
    return uniform(seed, ATTACHED, key, 0, 0) < attached_of(seed, population)


@internal
def reservation_of(seed: int, key: int, population: Households) -> float:
    """What the household would sell for, in assessed values, beside what the package holds (relocation 4.1)."""
    if population.reservation_law != ReservationLaw.LOGNORMAL:
        return uniform(seed, RESERVATION, key, 0, 0)
    value = lognormal(population.reservation_median, population.reservation_sigma, normal(seed, RESERVATION, key, 0, 0))
    if is_attached(seed, key, population):
        value *= population.attached_premium
    return value / adequacy_of(seed, population)


@internal
def first_belief(seed: int, key: int, population: Households) -> float:
    """Late premium expected before any was seen; a speculator expects much."""
    if uniform(seed, SPECULATOR, key, 0, 0) < population.speculator_share:
        return population.speculator_belief
    return population.late_belief_median * 2.0 * uniform(seed, LATE_BELIEF, key, 0, 0)


@internal
def settle(seed: int, household: Household, i: int, population: Households) -> None:
    """Fill the row of household *i* with its keyed traits."""
    household.key = i
    household.block = i // population.count_per_block
    household.joint = decides_together(seed, household.block, population)
    household.area = lognormal(population.area_median, population.area_sigma, normal(seed, AREA, i, 0, 0))
    household.value = household.area * population.unit_value
    household.reservation = reservation_of(seed, i, population)
    household.attached = is_attached(seed, i, population)
    greed = lognormal(population.opportunism_median, population.opportunism_sigma, normal(seed, OPPORTUNISM, i, 0, 0))
    household.ask = household.reservation * (1.0 + greed)
    spread = population.trust_high - population.trust_low
    household.trust = population.trust_low + spread * uniform(seed, FIRST_TRUST, i, 0, 0)
    spread = population.uncertainty_high - population.uncertainty_low
    household.uncertainty = population.uncertainty_low + spread * uniform(seed, FIRST_UNCERTAINTY, i, 0, 0)
    household.belief = first_belief(seed, i, population)
    household.last_visit = -1e9
    household.visitor = -1
    household.owner = -1
    household.signed_at = -1.0


@compiled
def settle_all(seed: int, households: Rows[Household], population: Households) -> None:
    """Fill every household's row."""
    for i in range(len(households)):
        settle(seed, households[i], i, population)


@internal
def kin_of(seed: int, i: int, population: Households) -> int:
    """The one relative that household *i* has among those who came before it, -1 for none."""
    if i == 0 or uniform(seed, KIN_TIE, i, 0, 0) >= population.kin_share:
        return -1
    return int(uniform(seed, KIN_TIE, i, 1, 0) * i)


@internal
def is_near(i: int, j: int, population: Households) -> bool:
    """Whether two households are next doors of one block."""
    same_block = i // population.count_per_block == j // population.count_per_block
    return i != j and same_block and abs(i - j) <= population.near_ties


@compiled
def count_ties(seed: int, households: Rows[Household], population: Households) -> int:
    """Give every household its number of ties; how many rows they take in all."""
    n = len(households)
    for i in range(n):
        households[i].ties = 0
    for i in range(n):
        for j in range(max(0, i - population.near_ties), min(n, i + population.near_ties + 1)):
            if is_near(i, j, population):
                households[i].ties += 1
        kin = kin_of(seed, i, population)
        if kin >= 0:
            households[i].ties += 1
            households[kin].ties += 1
    total = 0
    for i in range(n):
        households[i].first_tie = total
        total += households[i].ties
    return total


@internal
def add_tie(ties: Rows[Tie], households: Rows[Household], i: int, other: int, kin: bool) -> None:
    """Write the next tie of household *i*; its count serves as the cursor."""
    tie = ties[households[i].first_tie + households[i].ties]
    tie.household = i
    tie.other = other
    tie.kin = kin
    households[i].kin |= kin
    households[i].ties += 1


@compiled
def tie_all(seed: int, households: Rows[Household], ties: Rows[Tie], population: Households) -> None:
    """Write every tie: next doors of the block and at most one relative of one's own choice elsewhere."""
    n = len(households)
    for i in range(n):
        households[i].ties = 0
    for i in range(n):
        for j in range(max(0, i - population.near_ties), min(n, i + population.near_ties + 1)):
            if is_near(i, j, population):
                add_tie(ties, households, i, j, False)
        kin = kin_of(seed, i, population)
        if kin >= 0:
            add_tie(ties, households, i, kin, True)
            add_tie(ties, households, kin, i, True)
