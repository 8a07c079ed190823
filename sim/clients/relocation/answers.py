"""What work and teams ask of households: what a closing or a lapse does to them, whose they are, when all is done."""

from __future__ import annotations

from sim.clients import face
from sim.clients.callers import forget_named, name_cadre, route_calls, team_serving
from sim.clients.relocation.regime import VillageRegime
from sim.clients.relocation.state import Village
from sim.core.compiling import internal
from sim.matters.state import Matter
from sim.state.state import State


@face.first_filing.of(Village)
@internal
def first_filing(state: State[Village]) -> None:
    """No issue files itself: the first visit puts a household's issues on file."""


@face.closed.of(Village)
@internal
def closed(state: State[Village], now: float, matter: Matter) -> None:
    """An issue that closes bars or worries its household no longer, truly solved or not."""
    count_issue(state, matter, -1)


@face.reopened.of(Village)
@internal
def reopened(state: State[Village], matter: Matter) -> None:
    """An issue that comes back bars or worries its household again."""
    count_issue(state, matter, 1)


@internal
def count_issue(state: State[Village], matter: Matter, change: int) -> None:
    """One open issue more or less, among those that bar the signature or those that do not."""
    household = state.clients.households[matter.client]
    if state.clients.kinds[matter.kind].bars:
        household.open_issues += change
    else:
        household.worries += change


@face.promise_broken.of(Village)
@internal
def promise_broken(state: State[Village], matter: Matter, regime: VillageRegime) -> None:
    """A household whose promise was broken by a lapse trusts less."""
    state.clients.households[matter.client].trust *= 1.0 - regime.negotiation.broken_promise


@face.team_of.of(Village)
@internal
def team_of(state: State[Village], matter: Matter) -> int:
    """All issues of a household go to one team, which leaves the files of those who have signed to the departments."""
    household = state.clients.households[matter.client]
    return -1 if household.signed else team_serving(state, household.key)


@face.route_anew.of(Village)
@internal
def route_anew(state: State[Village]) -> None:
    """Visits go out from the team that serves the household, or from its department."""
    route_calls(state, state.clients.households)


@face.route_of_call.of(Village)
@internal
def route_of_call(state: State[Village], client: int) -> int:
    """As it was last written."""
    return state.clients.households[client].slot


@face.forget_owner.of(Village)
@internal
def forget_owner(state: State[Village], c: int) -> None:
    """Cadre *c* is no household's named cadre any more."""
    forget_named(state.clients.households, c)


@face.name_owner_of_each.of(Village)
@internal
def name_owner_of_each(state: State[Village], post: int) -> None:
    """Give every household that is left one named cadre, in turn, from those at *post* who visit."""
    households, competence = state.clients.households, state.clients.book[0].visit_competence
    for i in range(len(households)):
        if not households[i].signed:
            name_cadre(state, households[i], post, competence)


@face.few_left.of(Village)
@internal
def few_left(state: State[Village], client: int, number: int) -> bool:
    """So many households have not signed."""
    return state.clients.book[0].left <= number


@face.goal_reached.of(Village)
@internal
def goal_reached(state: State[Village]) -> bool:
    """Everybody has signed."""
    return state.clients.book[0].left == 0
