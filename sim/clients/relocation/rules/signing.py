"""Signing: whether a household puts its name under the offer today."""

from __future__ import annotations

import math

from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.state import Household
from sim.core.compiling import compiled, inlined
from sim.core.purposes import SIGNING
from sim.core.randomness import uniform


@compiled
def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), safe far from zero."""
    if x > 40.0:
        return 1.0
    if x < -40.0:
        return 0.0
    return 1.0 / (1.0 + math.exp(-x))


@compiled
def is_approached(household: Household, negotiation: Negotiation) -> bool:
    """Whether it can be ready at all: somebody has come, and no issue blocks it unless it may sign first."""
    return household.visits > 0 and (household.open_issues == 0 or negotiation.sign_first)


@compiled
def readiness(household: Household, negotiation: Negotiation) -> float:
    """0..1: nothing while an issue blocks; else contact, which saturates with the number of visits."""
    if not is_approached(household, negotiation):
        return 0.0
    return 1.0 - math.exp(-household.visits / negotiation.visit_scale)


@compiled
def neighbour_pull(signed_share: float, negotiation: Negotiation) -> float:
    """Value of seeing neighbours gone: odds grow by the given ratio when half of them have signed."""
    return negotiation.neighbour_weight * signed_share


@compiled
def net_value(
    household: Household, offer: float, signed_share: float, threshold_value: float, negotiation: Negotiation
) -> float:
    """What signing is worth to a household above what it would give up, in assessed values, pressure left out."""
    return (
        offer
        + threshold_value
        + negotiation.trust_weight * household.trust
        + neighbour_pull(signed_share, negotiation)
        - household.reservation
        - negotiation.uncertainty_weight * household.uncertainty
        - negotiation.late_probability * household.belief
    )


@compiled
def signing_hazard(
    household: Household, offer: float, signed_share: float, threshold_value: float, negotiation: Negotiation
) -> float:
    """Chance per day that the household signs (relocation 5): base hazard x readiness x logistic(value / noise)."""
    ready = readiness(household, negotiation)
    if ready <= 0.0:
        return 0.0
    value = net_value(household, offer, signed_share, threshold_value, negotiation)
    value += negotiation.pressure_weight * household.pressure
    return negotiation.base_hazard * ready * logistic(value / negotiation.noise)


@inlined
def signing_draw(seed: int, day: int, household: Household) -> float:
    """The day's draw, 0..1: the household signs if it is below the hazard."""
    return uniform(seed, SIGNING, household.key, day, 0)


@compiled
def may_sign(drawn: float, negotiation: Negotiation) -> bool:
    """Whether the day's draw lets anybody sign: no hazard is above its base, so that most days end here."""
    return drawn < negotiation.base_hazard


@compiled
def is_unwilling(
    household: Household, offer: float, signed_share: float, threshold_value: float, negotiation: Negotiation
) -> bool:
    """Whether a signature lies well below what the household would sell for."""
    return net_value(household, offer, signed_share, threshold_value, negotiation) < -negotiation.unwilling_margin
