"""Cover: what no member of a team can do any more, because whoever could has gone, goes back to the departments."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Cadre
from sim.core.compiling import internal
from sim.core.rows import Rows
from sim.departments.state import DeskKind
from sim.desks.queueing import queue_of
from sim.desks.state import QueueClass
from sim.matters.route import slot_of
from sim.matters.state import MatterStage
from sim.state.regime import Regime
from sim.state.state import State
from sim.task_forces.state import AT_WORK
from sim.work.look_anew import look_anew_at_file
from sim.work.re_route import recall_from, reroute


@internal
def mind_cover(now: float, state: State[Any], regime: Regime) -> None:
    """After members have gone: every team at work gives up the competences that nobody of it holds."""
    city = state.city[0]
    for t in range(len(state.teams)):
        if state.teams[t].stage in AT_WORK:
            held = held_by(state.cadres, t, regime.mode.pooled)
            for competence in range(city.competences):
                d = state.routes[slot_of(city, t, 0) + competence].desk
                if (held >> competence) & 1 == 0 and state.desks[d].kind == DeskKind.TEAM:
                    give_up_competence(now, state, t, competence, regime)


@internal
def held_by(cadres: Rows[Cadre], t: int, pooled: bool) -> int:
    """Bit mask of what members of team *t* can do where they sit, those on their way into it included."""
    held = 0
    for c in range(len(cadres)):
        if cadres[c].team == t:
            held |= cadres[c].holds if pooled else cadres[c].holds & (1 << cadres[c].fills)
    return held


@internal
def give_up_competence(now: float, state: State[Any], t: int, competence: int, regime: Regime) -> None:
    """Team *t* can no longer clear *competence*: its files go home, rulings that waited for it are asked for anew."""
    city = state.city[0]
    competences = city.competences
    d = state.routes[slot_of(city, t, 0) + competence].desk
    for place in range(city.places):
        home = state.routes[slot_of(city, -1, place) + competence].desk
        state.routes[slot_of(city, t, place) + competence].desk = home
    state.desks[d].holds &= ~(1 << competence)
    for klass in (QueueClass.PROJECT, QueueClass.ROUTINE):
        recall_from(now, state, d, state.queues[queue_of(d, competence, klass, competences)])
        reroute(state, d, competence, klass)
    for m in range(len(state.matters)):
        if state.matters[m].team == t and state.matters[m].stage == MatterStage.SHELVED:
            look_anew_at_file(now, state, m, state.matters[m], regime)
