"""A day of a village: signatures, what is borne, and the visits that are due."""

from __future__ import annotations

from sim.clients.relocation.rules.visit import wants_visit
from sim.core.compiling import internal
from sim.desks.state import VISIT_JOB
from sim.desks.take_up import new_job, place


@internal
def give_up(city, households, numbers):
    """Files that nobody owns are dropped when few are left (the rival explanation 'abandoned'; relocation 1)."""
    if not numbers.mode.ownership and city.left < numbers.work.abandon_below * len(households):
        city.abandoned = True


@internal
def send_visitors(now, day, state, numbers):
    """File a visit for every household that is due one; its own cadre goes where it has one, else whoever is free."""
    city = state.city[0]
    interval = numbers.evaluation.visit_interval if numbers.mode.evaluated else numbers.negotiation.visit_interval
    competence = city.visit_competence
    for i in range(len(state.households)):
        household = state.households[i]
        if wants_visit(household, day, interval):
            household.visit_pending = True
            desk = state.routes[household.slot + competence].desk
            effort = numbers.negotiation.visit_effort
            row = new_job(now, city, state.jobs, VISIT_JOB, i, competence, desk, effort, household.owner)
            place(now, state, row, numbers)


@internal
def trust_left(households):
    """Mean trust of the households that are left; zero when none is."""
    total = 0.0
    left = 0
    for i in range(len(households)):
        if not households[i].signed:
            total += households[i].trust
            left += 1
    return total / left if left > 0 else 0.0
