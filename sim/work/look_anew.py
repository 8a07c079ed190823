"""Pursuit: after a change of arrangement every file is looked at anew, and whoever is idle looks for work."""

from __future__ import annotations

from typing import Any

from sim.core.compiling import compiled, internal
from sim.desks.take_up import take_up
from sim.matters.flow import send_next
from sim.matters.route import first_desk
from sim.matters.ruling import desk_may_rule, may_rule_alone, take_off_list
from sim.matters.state import Matter, MatterStage
from sim.matters.time_parts import account
from sim.state.regime import Regime
from sim.state.state import State
from sim.work.proceed import ask_ruling, consult, proceed


@compiled
def look_anew_at_all(now: float, state: State[Any], regime: Regime) -> None:
    """Look at every file anew under the arrangement now in force.

    *Rule*: where somebody owns the files, what was abandoned is taken up again; what may go in parallel sets
    out; and a ruling that the desk may now make itself is taken from the forum's list, or off the shelf.
    """
    city = state.city[0]
    if city.abandoned and not regime.mode.ownership:
        return
    city.abandoned = False
    for m in range(len(state.matters)):
        matter = state.matters[m]
        if (
            matter.stage == MatterStage.SHELVED
            or matter.stage == MatterStage.OPEN
            or matter.stage == MatterStage.PENDING_RULING
        ):
            look_anew_at_file(now, state, m, matter, regime)


@internal
def look_anew_at_client(now: float, state: State[Any], client: int, regime: Regime) -> None:
    """Look anew at the files of one client, because they have come to a task force or left it."""
    for m in range(len(state.matters)):
        matter = state.matters[m]
        waits = (
            matter.stage == MatterStage.SHELVED
            or matter.stage == MatterStage.OPEN
            or matter.stage == MatterStage.PENDING_RULING
        )
        if matter.client == client and waits:
            look_anew_at_file(now, state, m, matter, regime)


@internal
def look_anew_at_file(now: float, state: State[Any], m: int, matter: Matter, regime: Regime) -> None:
    """One file under the arrangement now in force."""
    city = state.city[0]
    start = first_desk(matter, state.clearances, state.routes)
    if matter.stage == MatterStage.SHELVED:
        account(matter, now)
        matter.stage = MatterStage.OPEN
        proceed(now, state, m, start, regime)
    elif matter.stage == MatterStage.OPEN:
        send_next(now, state, matter, start, regime)
    elif desk_may_rule(state.desks[start], matter):
        account(matter, now)
        take_off_list(city.forum, state.matters, m)
        matter.stage = MatterStage.OPEN
        competence = state.clearances[matter.first].competence
        ask_ruling(now, state, m, competence, regime)
    elif may_rule_alone(city.seed, state.desks[start], matter, regime.work):
        take_off_list(city.forum, state.matters, m)
        consult(now, state, m, regime)


@internal
def wake(now: float, state: State[Any], regime: Regime) -> None:
    """Whoever is idle looks whether something now waits for him."""
    for c in range(len(state.cadres)):
        if state.cadres[c].job < 0:
            take_up(now, state, c, regime)
