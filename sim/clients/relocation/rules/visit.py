"""A visit: what it does to trust, uncertainty, pressure and the belief in a late rise."""

from __future__ import annotations

from sim.cadres.state import Cadre
from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.state import Household
from sim.core.compiling import compiled
from sim.core.purposes import FETCHED
from sim.core.randomness import uniform
from sim.matters.state import Clearance, Matter


@compiled
def bits(mask: int) -> int:
    """How many bits are set."""
    total = 0
    while mask > 0:
        mask &= mask - 1
        total += 1
    return total


@compiled
def coverage(needed: int, holds: int) -> float:
    """Share of the household's questions that the visitors can answer; one when it has none."""
    questions = bits(needed)
    if questions == 0:
        return 1.0
    return bits(needed & holds) / questions


@compiled
def trust_after(household: Household, cadre: Cadre, c: int, covered: float, negotiation: Negotiation) -> float:
    """Trust after a visit by cadre *c*: answers raise it by rapport, unanswered questions cost it.

    A stranger's visit counts for less than one by the face that came last.
    """
    face = 1.0 if household.visitor == c else negotiation.new_face
    gain = negotiation.trust_gain * cadre.rapport * face * covered
    loss = negotiation.trust_loss * (1.0 - covered)
    return household.trust + gain * (1.0 - household.trust) - loss * household.trust


@compiled
def pressure_after(household: Household, now: float, negotiation: Negotiation) -> float:
    """Pressure after a visit: one too soon presses, one through kin presses more."""
    pressure = household.pressure
    if now - household.last_visit < negotiation.patience:
        pressure += negotiation.visit_pressure
    if negotiation.relational_pressure and household.kin:
        pressure += negotiation.kin_pressure
    return min(1.0, pressure)


@compiled
def hear_final_price(household: Household, care: float, negotiation: Negotiation) -> None:
    """Somebody with authority has stated the final price: the belief in a late premium moves to what is paid."""
    household.belief += negotiation.learning * (care - household.belief)


@compiled
def receive_visit(
    household: Household, cadre: Cadre, c: int, now: float, covered: float, shows_plot: bool, negotiation: Negotiation
) -> None:
    """What every visit changes in a household, of whose questions the visitors can answer the share *covered*.

    *Rule*: move trust; show the plot if planners are there (A5); press if too soon.
    """
    household.trust = trust_after(household, cadre, c, covered, negotiation)
    if shows_plot:
        household.uncertainty *= 1.0 - negotiation.plot_shown
    household.pressure = pressure_after(household, now, negotiation)
    if negotiation.relational_pressure and household.kin:
        household.trust *= 1.0 - negotiation.kin_trust_loss
    household.visits += 1
    household.last_visit = now
    household.visitor = c
    household.visit_pending = False


@compiled
def is_fetched(seed: int, household: Household, clearance: Clearance, matter: Matter, negotiation: Negotiation) -> bool:
    """Whether this visit brings what a clearance waits for: a draw a visit."""
    draw = uniform(seed, FETCHED, matter.key, clearance.ordinal, household.visits)
    return draw < negotiation.fetch_share


@compiled
def wants_visit(household: Household, day: int, interval: float) -> bool:
    """Whether the household is due for a visit: unsigned, none on the way, left in peace long enough."""
    return not household.signed and not household.visit_pending and day - household.last_visit >= interval
