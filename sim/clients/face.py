"""The face: what work, teams and the day ask of clients; each kind answers in its own folder, or as usual.

Rows of clients are named by their number, whatever the kind: ``matter.client``, and ``job.ref`` of a call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.core.event_kinds import EventKind
from sim.core.events import push
from sim.core.kinds import by_kind, needed_of_kind
from sim.matters.route import team_for

if TYPE_CHECKING:
    from sim.desks.state import Job
    from sim.matters.state import Matter
    from sim.state.regime import Regime
    from sim.state.state import State


@needed_of_kind
def live_today(state: State[Any], day: int, regime: Regime) -> None:
    """A day of the clients, at its start, after teams have changed and before the day's sample."""


@needed_of_kind
def closed(state: State[Any], now: float, matter: Matter) -> None:
    """A client's matter has been closed, truly (``matter.solved``) or not."""


@by_kind
def reopened(state: State[Any], matter: Matter) -> None:
    """It came back: it had not been solved. Usually nothing."""


@by_kind
def promise_broken(state: State[Any], matter: Matter, regime: Regime) -> None:
    """What a client had been promised has lapsed. Usually nothing."""


@by_kind
def first_filing(state: State[Any]) -> None:
    """Which matters file themselves: usually all, in the order of their rows, each on its day."""
    if len(state.matters) > 0:
        push(state.heap, state.city[0], state.matters[0].filed, EventKind.FILING, 0)


@by_kind
def team_of(state: State[Any], matter: Matter) -> int:
    """The team that a matter goes to, -1 for none: usually teams share out blocks, and within one matters by key."""
    city = state.city[0]
    if city.teams_working == 0:
        return -1
    return team_for(city.teams_working, city.blocks, matter.block, matter.key)


@by_kind
def route_anew(state: State[Any]) -> None:
    """Write anew which routes calls on clients take, as teams have begun or ended. Usually nothing."""


@by_kind
def route_of_call(state: State[Any], client: int) -> int:
    """First of the routes that calls on a client take: usually the departments'."""
    return 0


@by_kind
def still_wanted(state: State[Any], job: Job) -> bool:
    """Whether a call that waited is still wanted; a kind forgets it where it is not. Usually it is."""
    return True


@by_kind
def called_on(state: State[Any], now: float, client: int, c: int, d: int, regime: Regime) -> None:
    """Cadre *c* of desk *d* has called on a client. Usually nothing."""


@by_kind
def decided(state: State[Any], now: float, client: int, regime: Regime) -> None:
    """Somebody outside the city has decided on a client, or on another row the kind scheduled. Usually nothing."""


@by_kind
def forget_owner(state: State[Any], c: int) -> None:
    """Cadre *c* owns no client any more. Usually nothing."""


@by_kind
def name_owner_of_each(state: State[Any], post: int) -> None:
    """Give every client one named cadre of those at *post*. Usually nothing."""


@by_kind
def mode_began(state: State[Any], now: float, regime: Regime) -> None:
    """The arm's mode has come into force. Usually nothing."""


@by_kind
def goal_reached(state: State[Any]) -> bool:
    """Whether clients need no team any more: usually never, as more matters come."""
    return False


@by_kind
def hands_over(state: State[Any]) -> bool:
    """Whether a team that has reached its goal leaves open files to the departments: usually it closes them first."""
    return False


@by_kind
def round_of(state: State[Any]) -> int:
    """Which round of what clients need it is, from 0: a later one calls teams again. Usually there is only one."""
    return 0


@by_kind
def few_left(state: State[Any], client: int, number: int) -> bool:
    """Whether no more than so many clients are left (*client* -1), or matters of a task. Usually more always come."""
    return False


@by_kind
def note(state: State[Any], row: int) -> None:
    """Write the clients' part of the day's sample to *row* of the record. Usually nothing."""


@by_kind
def next_task(state: State[Any], now: float) -> int:
    """The client that a free team is given as its own task, -1 for none. Usually none."""
    return -1


@by_kind
def task_is_over(state: State[Any], client: int) -> bool:
    """Whether a team's own task stands closed. Usually never."""
    return False


@by_kind
def give_task(state: State[Any], client: int, t: int) -> None:
    """A client is team *t*'s task from now on; nobody's where *t* is -1. Usually nothing."""


@by_kind
def task_begins(state: State[Any], client: int) -> None:
    """The team sits down to work on its task. Usually nothing."""


@by_kind
def needs_of_task(state: State[Any], client: int) -> int:
    """Bit mask of the competences that a task needs. Usually none."""
    return 0


@by_kind
def open_needs_of_task(state: State[Any], client: int) -> int:
    """Bit mask of the competences that what is left of a task still needs. Usually none."""
    return 0
