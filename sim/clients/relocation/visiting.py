"""A visit in the city: what the visitors can answer, what it changes, and the issues it puts on file."""

from __future__ import annotations

from sim.clients.relocation.rules.offer import ONE_PRICE
from sim.clients.relocation.rules.visit import receive_visit
from sim.core.compiling import compiled, internal
from sim.matters.filing import put_on_file
from sim.matters.state import CLOSED


@internal
def questions(household, matters):
    """Bit mask of the competences that the household's open issues turn on."""
    mask = 0
    for m in range(household.first_matter, household.first_matter + household.issues):
        if matters[m].stage != CLOSED:
            mask |= matters[m].competences
    return mask


@compiled
def visit(now, state, i, c, d, numbers):
    """Cadre *c* of desk *d* has visited household *i*: it has changed, and at the first visit its issues go on file."""
    city = state.city[0]
    household = state.households[i]
    desk = state.desks[d]
    city.ledger.contacts += 1
    shows_plot = (desk.holds >> city.plot_competence) & 1 == 1
    credible = desk.authority and numbers.offer.policy == ONE_PRICE
    receive_visit(
        household,
        state.cadres[c],
        c,
        now,
        questions(household, state.matters),
        desk.holds,
        shows_plot,
        credible,
        numbers.resources.care_package,
        numbers.negotiation,
    )
    if household.filed:
        return
    household.filed = True
    for m in range(household.first_matter, household.first_matter + household.issues):
        put_on_file(now, state, state.matters[m], d, numbers)
