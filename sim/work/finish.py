"""The end of a piece of work: what it changes, by kind, and what its cadre does next."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Cadre
from sim.clients import face
from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.departments.open_routine import count_open
from sim.departments.state import DeskKind
from sim.desks.effort import clearance_effort
from sim.desks.idle import be_idle
from sim.desks.queueing import give_row_back
from sim.desks.state import Job, JobKind
from sim.desks.take_up import begin, new_job, take_up
from sim.matters.consultation import is_denied
from sim.matters.flow import is_released, needs_data, send
from sim.matters.landing import land_at
from sim.matters.rest import days_with_client, is_returned
from sim.matters.rework import reopen, reopened
from sim.matters.route import desk_for, home_route
from sim.matters.state import Clearance, ClearanceStage, Matter
from sim.matters.time_parts import account
from sim.state.city import CityRow
from sim.state.regime import Regime
from sim.state.state import State
from sim.work.parameters import Work
from sim.work.proceed import proceed, rule


@internal
def finish(now: float, state: State[Any], c: int, regime: Regime) -> None:
    """Cadre *c* finishes its work; then it carries the file on itself or takes what has waited longest."""
    city = state.city[0]
    cadre = state.cadres[c]
    row = cadre.job
    job = state.jobs[row]
    cadre.job = -1
    be_idle(state.cadres, state.desks, c)
    carried = -1
    if job.kind == JobKind.ROUTINE:
        state.departments[job.ref].solved += 1
        state.departments[job.ref].solved_effort += job.effort
        count_open(now, state.departments[job.ref], -1)
    elif job.kind == JobKind.CALL:
        face.called_on(state, now, job.ref, c, job.desk, regime)
    elif job.kind == JobKind.CLEARANCE or job.kind == JobKind.DATA:
        carried = clearance_done(now, state, job, cadre, regime)
    elif job.kind == JobKind.OVERSIGHT:
        state.teams[job.ref].asking = False
    else:
        account(state.matters[job.ref], now)
        state.matters[job.ref].serving -= 1
        rule(now, state, job.ref, job.desk, regime)
    give_row_back(city, state.jobs, row)
    if carried >= 0:
        begin_in_same_hand(now, state, c, cadre, carried, regime)
    else:
        take_up(now, state, c, regime)


@internal
def clearance_done(now: float, state: State[Any], job: Job, cadre: Cadre, regime: Regime) -> int:
    """One step on a clearance ends: passed on, data found, or given; what the same cadre carries on, or -1."""
    city = state.city[0]
    clearance = state.clearances[job.ref]
    m = clearance.matter
    matter = state.matters[m]
    account(matter, now)
    matter.serving -= 1
    if state.desks[job.desk].kind == DeskKind.TEAM:
        cadre.done_this_month += job.effort
    if job.kind == JobKind.DATA or cadre.triage:
        send_on(now, state, job, cadre, regime.work)
        return -1
    if is_returned(city.seed, matter, clearance, regime.work):
        clearance.returned += 1
        city.ledger.returned += 1
        wait_for_client(now, state, job.ref, regime.work)
        return -1
    home = state.routes[home_route(city, matter, clearance.competence)].department
    rests_until = clearance.filed + state.departments[home].floor
    if now < rests_until:
        clearance.stage = ClearanceStage.FLOORED
        matter.floored += 1
        push(state.heap, city, rests_until, EventKind.FLOOR_END, job.ref)
        return -1
    give(now, state, clearance, regime.work)
    look_back(now, state, matter, clearance, regime.work)
    following = same_hand(city, matter, state, cadre, job, regime)
    if following >= 0:
        return following
    proceed(now, state, m, job.desk, regime)
    return -1


@internal
def send_on(now: float, state: State[Any], job: Job, cadre: Cadre, work: Work) -> None:
    """Data have been found, or the file is "not ours": the clearance goes on to where it belongs."""
    clearance, city = state.clearances[job.ref], state.city[0]
    if job.kind == JobKind.DATA:
        clearance.asked = True
    else:
        cadre.triage = False
        clearance.passed += 1
        city.ledger.passed += 1
        clearance.at_home = state.desks[job.desk].kind == DeskKind.TEAM  # a team's "not ours" goes to the department
    goal = state.desks[desk_for(city, state.matters[clearance.matter], clearance, state.routes)]
    send(now, state, job.ref, state.desks[job.desk], goal, work)


@internal
def look_back(now: float, state: State[Any], matter: Matter, clearance: Clearance, work: Work) -> None:
    """What has been given may reopen another clearance of the same matter; its client then has something to bring."""
    city = state.city[0]
    k = reopened(city.seed, matter, state.clearances, clearance, work)
    if k >= 0:
        reopen(state.clearances[k])
        city.ledger.reworked += 1
        if work.client_median > 0.0:
            wait_for_client(now, state, k, work)


@internal
def wait_for_client(now: float, state: State[Any], k: int, work: Work) -> None:
    """Clearance *k* waits until its client has brought what is missing; then it lands at its desk again."""
    clearance, city = state.clearances[k], state.city[0]
    clearance.stage = ClearanceStage.WITH_CLIENT
    clearance.asked = True
    wait = days_with_client(city.seed, state.matters[clearance.matter], clearance, work)
    land_at(now + wait, state, k)


@internal
def give(now: float, state: State[Any], clearance: Clearance, work: Work) -> None:
    """The department gives its clearance, for a limited time; against its own interest only if a ruling follows."""
    clearance.stage = ClearanceStage.DONE
    clearance.given = now
    clearance.valid_until = now + work.validity
    matter, city = state.matters[clearance.matter], state.city[0]
    if is_denied(city.seed, matter, clearance, work):
        city.ledger.denied += 1
        matter.ruling = True


@internal
def same_hand(city: CityRow, matter: Matter, state: State[Any], cadre: Cadre, job: Job, regime: Regime) -> int:
    """The clearance that the same cadre can go on with at the same desk, -1 for none: no hand-over, no queue."""
    for k in range(matter.first, matter.first + matter.clearances):
        clearance = state.clearances[k]
        if clearance.stage == ClearanceStage.WAITING and is_released(matter, state.clearances, clearance):
            here = desk_for(city, matter, clearance, state.routes) == job.desk
            able = (cadre.holds >> clearance.competence) & 1 == 1
            if here and able and not needs_data(city.seed, matter, clearance, state.desks[job.desk], regime.work):
                return k
            if not regime.mode.parallel:
                return -1
    return -1


@internal
def begin_in_same_hand(now: float, state: State[Any], c: int, cadre: Cadre, k: int, regime: Regime) -> None:
    """The same cadre goes on with clearance *k* of the same matter."""
    city = state.city[0]
    clearance = state.clearances[k]
    matter = state.matters[clearance.matter]
    account(matter, now)
    matter.queued += 1
    if not clearance.asked:  # else it has been there before, and its department's minimum has begun
        clearance.asked = True
        clearance.filed = now
    effort = clearance_effort(city.seed, matter, clearance, regime.work)
    desk = desk_for(city, matter, clearance, state.routes)
    row = new_job(now, state, JobKind.CLEARANCE, k, clearance.competence, desk, effort, c)
    begin(now, state, c, cadre, row, state.jobs[row], state.desks[desk], regime)
