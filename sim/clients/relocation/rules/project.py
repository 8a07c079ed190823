"""What differs between projects: the worth of the package, the visitors' pace, attachment, and the load of issues."""

from __future__ import annotations

from sim.clients.relocation.parameters import Households, Issues
from sim.core.compiling import compiled
from sim.core.purposes import ADEQUACY, ATTACHMENT, ISSUE_LOAD, PACE
from sim.core.randomness import exponential, lognormal, normal


@compiled
def adequacy_of(seed: int, population: Households) -> float:
    """What the project's package is worth over the assessed value; one draw a village (relocation 2.1)."""
    return lognormal(population.adequacy_median, population.adequacy_sigma, normal(seed, ADEQUACY, 0, 0, 0))


@compiled
def pace_of(seed: int, population: Households) -> float:
    """Days between visits over what is usual; one draw a village (relocation 3.6)."""
    return lognormal(1.0, population.pace_sigma, normal(seed, PACE, 0, 0, 0))


@compiled
def attached_of(seed: int, population: Households) -> float:
    """Share that would not move at any ordinary price: exponential over projects, so that some have none."""
    return population.attached_share * exponential(seed, ATTACHMENT, 0, 0, 0)


@compiled
def issue_load_of(seed: int, issues: Issues) -> float:
    """Mean number of issues of a household of this project; one draw a village (relocation 4.2)."""
    return lognormal(issues.per_household, issues.load_sigma, normal(seed, ISSUE_LOAD, 0, 0, 0))
