"""Doors: how what has arisen at a client comes on file, by the client's own call or because somebody looked."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from sim.core.compiling import compiled, internal
from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.core.parameter import Parameters, number
from sim.core.plausible import Plausible
from sim.core.purposes import DOOR_CALLS, DOOR_DELAY, DOOR_FOUND
from sim.core.randomness import exponential, uniform
from sim.core.rows import RowType, real, word
from sim.matters.filing import put_on_file
from sim.matters.route import first_desk
from sim.matters.state import Matter, MatterStage
from sim.state.regime import Regime
from sim.state.state import State

HALF = 0.6931471805599453  # ln 2: a half-life is so many means of an exponential law


class Door(IntEnum):
    """Through which door a matter came on file."""

    NONE = 0
    CALL = 1
    VISIT = 2


class Arising(RowType):
    """When a matter arose, before anybody filed it; one row a matter, in the same place."""

    arises: float = real("day", "when it arose or will arise, -1 where that is not known yet")
    calls: float = real("day", "when its client calls, if nobody finds it first; -1 for never")
    door: Door = word(Door, "how it came on file")


class Doors(Parameters):
    """The doors of one kind of client."""

    call_share: float = number(
        "share of what arises",
        0,
        1,
        "systems M11: .2-.6 of problems are ever called in; fewer of what is in the street, assumed",
        plausible=Plausible(0.1, 0.5, basis="assumed"),
    )
    call_days: float = number(
        "day",
        0,
        365,
        "systems M11: median 5-40 days from arising to the call; 0: at once",
        plausible=Plausible(5, 40, basis="assumed", law="log"),
    )
    detection: float = number(
        "probability",
        0,
        1,
        "systems M9: .5-.95; a visit finds what has arisen by then",
        plausible=Plausible(0.5, 0.95, basis="assumed"),
    )


@compiled
def call_day(seed: int, key: int, arises: float, doors: Doors) -> float:
    """The day on which a client calls about what has arisen, -1 for never: exponential from then on, by its key."""
    if uniform(seed, DOOR_CALLS, key, 0, 0) >= doors.call_share:
        return -1.0
    return arises + exponential(seed, DOOR_DELAY, key, 0, 0) * doors.call_days / HALF


@compiled
def is_found(seed: int, key: int, visit: int, doors: Doors) -> bool:
    """Whether the client's *visit*-th visit finds it: a draw for the matter and the visit, whoever comes."""
    return uniform(seed, DOOR_FOUND, key, visit, 0) < doors.detection


@internal
def expect_call(now: float, state: State[Any], m: int, arising: Arising, doors: Doors) -> None:
    """Matter *m* has arisen: its client's call is put on the agenda, as a decision made outside the city."""
    arising.calls = call_day(state.city[0].seed, state.matters[m].key, arising.arises, doors)
    if arising.calls >= 0.0:
        push(state.heap, state.city[0], max(now, arising.calls), EventKind.DECISION, m)


@internal
def is_waiting(now: float, matter: Matter, arising: Arising) -> bool:
    """Whether a matter has arisen and nobody has filed it."""
    return matter.stage == MatterStage.DORMANT and arising.arises >= 0.0 and arising.arises <= now


@internal
def call_in(now: float, state: State[Any], m: int, arising: Arising, regime: Regime) -> bool:
    """A client calls about matter *m*, unless somebody has found it; whether it came on file by that."""
    matter = state.matters[m]
    if not is_waiting(now, matter, arising):
        return False
    arising.door = Door.CALL
    put_on_file(now, state, matter, first_desk(matter, state.clearances, state.routes), regime)
    return True


@internal
def find(
    now: float, state: State[Any], m: int, arising: Arising, visit: int, desk: int, doors: Doors, regime: Regime
) -> bool:
    """Somebody of *desk* looks: matter *m* is filed from there if it is found; whether it was."""
    matter = state.matters[m]
    if not is_waiting(now, matter, arising) or not is_found(state.city[0].seed, matter.key, visit, doors):
        return False
    arising.door = Door.VISIT
    put_on_file(now, state, matter, desk, regime)
    return True
