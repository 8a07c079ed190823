"""Signing: what it is worth to a household, when it makes up its mind, and whether it signs today."""

from __future__ import annotations

import math

from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.state import Household
from sim.core.compiling import compiled, inlined
from sim.core.purposes import SIGNING, TASTE
from sim.core.randomness import uniform


@compiled
def is_approached(household: Household, negotiation: Negotiation) -> bool:
    """Whether it can be ready at all: somebody has come, and no issue bars it unless it may sign first."""
    return household.visits > 0 and (household.open_issues == 0 or negotiation.sign_first)


@compiled
def readiness(household: Household, negotiation: Negotiation) -> float:
    """0..1: nothing while an issue bars the signature; else contact, which saturates with the number of visits."""
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
    """What signing is worth to a household above what it gives up, in assessed values; taste and pressure apart."""
    return (
        offer
        + threshold_value
        + negotiation.trust_weight * household.trust
        + neighbour_pull(signed_share, negotiation)
        - household.reservation
        - negotiation.uncertainty_weight * household.uncertainty
        - negotiation.late_probability * household.belief
        - negotiation.worry * household.worries
    )


@compiled
def taste(seed: int, day: float, household: Household, negotiation: Negotiation) -> float:
    """A like or dislike that lasts (standard logistic), drawn anew when life changes it, by each in its own time."""
    turn = uniform(seed, TASTE, household.key, 0, 1)
    draw = uniform(seed, TASTE, household.key, int(day / negotiation.taste_days + turn), 0)
    return math.log(draw / (1.0 - draw))


@compiled
def pressed(gain: float, household: Household, negotiation: Negotiation) -> float:
    """A gain as whoever is under pressure sees it (relocation 4.4: coercion raises agreement)."""
    return gain + negotiation.pressure_weight * household.pressure


@compiled
def mind_hazard(household: Household, negotiation: Negotiation) -> float:
    """Chance per day that a household that gains makes up mind and papers, whether signing is open or not."""
    return negotiation.base_hazard * readiness(household, negotiation)


@compiled
def pull(left: float, negotiation: Negotiation) -> float:
    """Chance that who has put it off signs today, *left* days before something is lost: hyperbolic, 1 on the last day.

    None while nothing is about to be lost, which is said by a *left* below zero (relocation 4.5).
    """
    return negotiation.deadline_pull / (negotiation.deadline_pull + left) if left >= 0.0 else 0.0


@compiled
def signing_chance(household: Household, gain: float, left: float, negotiation: Negotiation) -> float:
    """Chance that the household signs on a day on which it may; *gain* with pressure, *left* as in ``pull``.

    *Rule*: who loses does not sign; who gains less than a taste is worth waits for the last days where there are
    any; who is prepared signs at once; the others make up their minds as persuasion goes, or hurry.
    """
    if gain <= 0.0 or not is_approached(household, negotiation):
        return 0.0
    hurry = pull(left, negotiation)
    if gain < negotiation.noise and left >= 0.0:
        return hurry
    return 1.0 if household.prepared else max(mind_hazard(household, negotiation), hurry)


@inlined
def signing_draw(seed: int, day: int, household: Household) -> float:
    """The day's draw, 0..1: the household acts if it is below its chance."""
    return uniform(seed, SIGNING, household.key, day, 0)


@compiled
def most_hurried(left: float, negotiation: Negotiation) -> float:
    """The highest chance that anybody who is not prepared can have today; *left* as in ``pull``."""
    return max(negotiation.base_hazard, pull(left, negotiation))


@compiled
def may_act(drawn: float, household: Household, most: float) -> bool:
    """Whether the day's draw lets this household act at all: on most days it does not, whatever it gains."""
    return household.prepared or drawn < most


@compiled
def is_unwilling(gain: float, negotiation: Negotiation) -> bool:
    """Whether a signature is one that only pressure brought about; *gain* without pressure."""
    return gain < -negotiation.unwilling_margin
