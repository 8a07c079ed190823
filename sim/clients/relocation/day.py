"""A day of a village: signatures, what is borne, and the visits that are due."""

from __future__ import annotations

from sim.clients import face
from sim.clients.callers import caller_of
from sim.clients.relocation.decisions import decide_all
from sim.clients.relocation.regime import VillageRegime
from sim.clients.relocation.rules.visit import wants_visit
from sim.clients.relocation.signatures import bear, sign_all
from sim.clients.relocation.sounding import sound_out
from sim.clients.relocation.state import Household, Village
from sim.clients.relocation.threshold_window import mind_window
from sim.core.calendar import WORKING_WEEK, is_working_day
from sim.core.compiling import internal
from sim.core.rows import Rows
from sim.desks.state import JobKind
from sim.desks.take_up import new_job, place
from sim.state.city import CityRow
from sim.state.state import State


@face.live_today.of(Village)
@internal
def live_today(state: State[Village], day: int, regime: VillageRegime) -> None:
    """One day of the village.

    1. The threshold window, before today's decisions: yesterday was its last day.
    2. Signatures: all decide on the same morning's facts, then all takes effect.
    3. What the day does to those who are left, and the visits they are due.
    """
    city, village, now = state.city[0], state.clients, float(day)
    sound_out(now, city.seed, village, regime)
    mind_window(now, village, regime)
    if village.book[0].left == 0:
        return
    if decide_all(day, city.seed, village, regime) > 0:
        sign_all(now, village, regime)
        city.progressed = max(city.progressed, village.book[0].last_signature)
    give_up(city, village, regime)
    households = village.households
    for i in range(len(households)):
        if not households[i].signed:
            bear(day, state, i, regime)
    if is_working_day(day, WORKING_WEEK) and not city.abandoned:
        send_visitors(now, day, state, regime)


@internal
def give_up(city: CityRow, village: Village, regime: VillageRegime) -> None:
    """Files that nobody owns are dropped when few are left (the rival explanation 'abandoned'; relocation 1)."""
    if not regime.mode.ownership and village.book[0].left < regime.work.abandon_below * len(village.households):
        city.abandoned = True


@internal
def send_visitors(now: float, day: int, state: State[Village], regime: VillageRegime) -> None:
    """File a visit for every household that is due one; its own cadre goes where it has one, else whoever is free."""
    households, usual = state.clients.households, state.clients.book[0].visit_competence
    interval = regime.mode.visit_days if regime.mode.visit_days > 0.0 else regime.negotiation.visit_interval
    interval *= state.clients.book[0].pace
    for i in range(len(households)):
        household = households[i]
        if wants_visit(household, day, interval):
            household.visit_pending = True
            competence = caller_of(state, household, usual)
            desk = state.routes[household.slot + competence].desk
            effort = regime.negotiation.visit_effort
            row = new_job(now, state, JobKind.CALL, i, competence, desk, effort, household.owner)
            place(now, state, row, regime)


@face.note.of(Village)
@internal
def note(state: State[Village], row: int) -> None:
    """The day's sample of the village: how many have signed, the trust of those who are left, the time charged."""
    sample = state.clients.samples[row]
    sample.signed = state.clients.book[0].signed
    sample.trust = trust_left(state.clients.households)
    for c in range(len(state.cadres)):
        sample.charged += state.cadres[c].charged


@internal
def trust_left(households: Rows[Household]) -> float:
    """Mean trust of the households that are left; zero when none is."""
    total = 0.0
    left = 0
    for i in range(len(households)):
        if not households[i].signed:
            total += households[i].trust
            left += 1
    return total / left if left > 0 else 0.0
