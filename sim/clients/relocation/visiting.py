"""A visit in the village: what the visitors can answer, what it changes, and the issues it puts on file."""

from __future__ import annotations

from sim.clients import face
from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.offers import OfferPolicy
from sim.clients.relocation.regime import VillageRegime
from sim.clients.relocation.rules.visit import coverage, hear_final_price, is_fetched, receive_visit
from sim.clients.relocation.state import Household, Village
from sim.core.compiling import compiled, internal
from sim.core.rows import Rows
from sim.desks.state import Job
from sim.matters.filing import put_on_file
from sim.matters.landing import land_at
from sim.matters.state import ClearanceStage, Matter, MatterStage
from sim.state.state import State


@internal
def questions(household: Household, matters: Rows[Matter]) -> int:
    """Bit mask of the competences that the household's open issues turn on."""
    mask = 0
    for m in range(household.first_matter, household.first_matter + household.issues):
        if matters[m].stage != MatterStage.CLOSED:
            mask |= matters[m].competences
    return mask


@face.still_wanted.of(Village)
@internal
def still_wanted(state: State[Village], job: Job) -> bool:
    """A visit is no longer wanted by who has signed, and no longer made where files are dropped."""
    household = state.clients.households[job.ref]
    if not (household.signed or state.city[0].abandoned):
        return True
    household.visit_pending = False
    return False


@internal
def fetch(now: float, state: State[Village], household: Household, negotiation: Negotiation) -> None:
    """Who owns a household's files asks at the door for what they wait for, and may take it along."""
    for m in range(household.first_matter, household.first_matter + household.issues):
        matter = state.matters[m]
        for k in range(matter.first, matter.first + matter.clearances):
            waits = state.clearances[k].stage == ClearanceStage.WITH_CLIENT
            if waits and is_fetched(state.city[0].seed, household, state.clearances[k], matter, negotiation):
                land_at(now, state, k)


@face.called_on.of(Village)
@compiled
def visit(state: State[Village], now: float, client: int, c: int, d: int, regime: VillageRegime) -> None:
    """Cadre *c* of desk *d* has visited a household: it has changed, and at the first visit its issues go on file."""
    household, desk, negotiation = state.clients.households[client], state.desks[d], regime.negotiation
    state.city[0].ledger.contacts += 1
    covered = coverage(questions(household, state.matters), desk.holds)
    shows_plot = (desk.holds >> state.clients.book[0].plot_competence) & 1 == 1
    receive_visit(household, state.cadres[c], c, now, covered, shows_plot, negotiation)
    if desk.commits and regime.offer.policy == OfferPolicy.ONE_PRICE:
        hear_final_price(household, regime.resources.care_package, negotiation)
    if desk.owns:
        fetch(now, state, household, negotiation)
    if household.filed:
        return
    household.filed = True
    for m in range(household.first_matter, household.first_matter + household.issues):
        put_on_file(now, state, state.matters[m], d, regime)
