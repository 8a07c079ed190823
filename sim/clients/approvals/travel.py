"""Far desks: what goes to another place goes by post, or with a member who takes along all that is ready for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.clients import face
from sim.clients.approvals.purposes import POST
from sim.clients.approvals.release import ApprovalRegime
from sim.clients.approvals.state import Approvals
from sim.core.calendar import WORKING_WEEK, after_work
from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.core.randomness import lognormal, normal
from sim.departments.state import Desk, DeskKind
from sim.desks.state import JobKind
from sim.desks.take_up import new_job, place
from sim.matters.far import goes_far
from sim.matters.hand_over import leg_of
from sim.matters.landing import land_at
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.approvals.state import Parcel


@internal
def place_of(state: State[Approvals], desk: Desk) -> int:
    """Where a desk is: 0 in the city. Teams sit in the city, and no department elsewhere shares a desk."""
    if desk.kind == DeskKind.TEAM:
        return 0
    for competence in range(state.city[0].competences):
        if (desk.holds >> competence) & 1 == 1:
            return state.clients.far_of[competence].place
    return 0


@goes_far.of(Approvals)
@internal
def leave_city(state: State[Approvals], now: float, c: int, start: Desk, goal: Desk, regime: ApprovalRegime) -> bool:
    """Clearance *c* leaves for a desk elsewhere, unless it is there already; within the city all is as usual."""
    there = place_of(state, goal)
    if there == 0 or there == place_of(state, start):
        return False
    clearance = state.clearances[c]
    key = state.matters[clearance.matter].key
    draw = normal(state.city[0].seed, POST, key, clearance.ordinal, leg_of(clearance))
    send_parcel(state, now, c, there, draw, regime)
    return True


@internal
def send_papers(state: State[Approvals], now: float, m: int, there: int, regime: ApprovalRegime) -> None:
    """The papers of a meeting on review *m* leave for the place where it will be."""
    draw = normal(state.city[0].seed, POST, state.matters[m].key, state.clients.reviews[m].rounds, -1)
    send_parcel(state, now, len(state.clearances) + m, there, draw, regime)


@internal
def send_parcel(state: State[Approvals], now: float, p: int, there: int, draw: float, regime: ApprovalRegime) -> None:
    """Parcel *p* leaves by post, or waits for a trip, which is called once all that is ready now stands there."""
    parcel, spot, told = state.clients.parcels[p], state.clients.spots[there - 1], regime.approvals
    parcel.place = there
    parcel.sent = now
    if regime.mode.far_presence and told.trip_days > 0.0:
        parcel.waits = True
        if not spot.called:
            spot.called = True
            push(state.heap, state.city[0], now, EventKind.DECISION, 2 * len(state.matters) + there - 1)
        return
    spot.posted += 1
    days = lognormal(told.post_days, told.post_sigma, draw)
    arrives(state, after_work(now, days, WORKING_WEEK), p, parcel)


@internal
def arrives(state: State[Approvals], when: float, p: int, parcel: Parcel) -> None:
    """Parcel *p* will be there on day *when*: a clearance lands, or a meeting can be convened."""
    parcel.times += 1
    parcel.away += when - parcel.sent
    number = len(state.clearances)
    if p < number:
        land_at(when, state, p)
    else:
        push(state.heap, state.city[0], when, EventKind.DECISION, len(state.matters) + p - number)


@internal
def call_trip(state: State[Approvals], now: float, there: int, regime: ApprovalRegime) -> None:
    """Somebody is to travel to place *there* (counted from 0): the first who is free of those who lead the approval."""
    lead = state.clients.book[0].lead
    desk = state.routes[face.route_of_call(state, there) + lead].desk
    row = new_job(now, state, JobKind.TRIP, there, lead, desk, regime.approvals.trip_days, -1)
    place(now, state, row, regime)


@face.route_of_call.of(Approvals)
@internal
def route_of_call(state: State[Approvals], client: int) -> int:
    """A trip goes out from where the first file that waits for it is kept."""
    parcels, number = state.clients.parcels, len(state.clearances)
    for p in range(len(parcels)):
        if parcels[p].waits and parcels[p].place == client + 1:
            m = state.clearances[p].matter if p < number else p - number
            return state.matters[m].slot
    return 0


@face.sets_out.of(Approvals)
@internal
def sets_out(state: State[Approvals], now: float, c: int, place: int, days: float) -> None:
    """Cadre *c* sets out with all that is ready; half way through it is there, and what is asked there is answered."""
    spot, parcels = state.clients.spots[place], state.clients.parcels
    state.clients.travellers[c].trips += 1
    spot.called = False
    spot.trips += 1
    there = after_work(now, 0.5 * days, state.cadres[c].days_per_week)
    for p in range(len(parcels)):
        if parcels[p].waits and parcels[p].place == place + 1:
            parcels[p].waits = False
            spot.carried += 1
            if p < len(state.clearances):
                answer_there(state, there, p)
            arrives(state, there, p, parcels[p])


@internal
def answer_there(state: State[Approvals], there: float, c: int) -> None:
    """What clearance *c* would ask for is at hand, as whoever brings it knows it."""
    clearance = state.clearances[c]
    if not clearance.asked:
        clearance.asked = True
        if clearance.passed == 0:
            clearance.filed = there


@face.came_back.of(Approvals)
@internal
def came_back(state: State[Approvals], now: float, c: int, place: int, days: float) -> None:
    """The absence of cadre *c* has ended."""
    state.clients.travellers[c].back += 1
    state.clients.travellers[c].days += days
