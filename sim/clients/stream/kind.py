"""The stream as a kind of client: matters that nobody in particular brings."""

from __future__ import annotations

from sim.clients import face
from sim.clients.kinds import ClientKind
from sim.clients.stream.measures import matter_days
from sim.clients.stream.parameters import StreamSetting
from sim.clients.stream.population import initialise
from sim.clients.stream.state import Nobody
from sim.core.compiling import internal
from sim.matters.state import Matter
from sim.state.state import State

HEADLINE = ("restricted_days", "all_matters_days", "project_days", "routine_days", "staff_days", "lost_routine")


@face.live_today.of(Nobody)
@internal
def live_today(state: State[Nobody], day: int, regime: object) -> None:
    """Nobody does anything."""


@face.closed.of(Nobody)
@internal
def closed(state: State[Nobody], now: float, matter: Matter) -> None:
    """Nobody waits for it."""


KIND = ClientKind(
    name="stream",
    noun="city",
    rows=Nobody,
    settings=StreamSetting,
    initialise=initialise,
    goal_days=matter_days,
    headline=HEADLINE,
    smallest={"calendar.intervention_day": 5, "calendar.horizon_days": 5},
)
