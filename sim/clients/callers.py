"""Who calls on clients: a trade or every member, for each client a named cadre in turn, from the team it has."""

from __future__ import annotations

from typing import Any, Protocol

from sim.cadres.state import Post
from sim.core.compiling import internal
from sim.core.masks import nth_of_mask
from sim.core.rows import Rows
from sim.matters.route import slot_of, team_for
from sim.state.state import State


class Called(Protocol):
    """What a client's row says of calls on it; only a type."""

    key: int
    owner: int
    slot: int


@internal
def team_serving(state: State[Any], key: int) -> int:
    """The team that serves the client with this *key*, -1 while none works."""
    city = state.city[0]
    return team_for(city.teams_working, city.blocks, 0, key) if city.teams_working > 0 else -1


@internal
def route_calls(state: State[Any], clients: Rows[Any]) -> None:
    """Calls go out from the team that serves the client, or from the departments."""
    for i in range(len(clients)):
        clients[i].slot = slot_of(state.city[0], team_serving(state, clients[i].key), 0)


@internal
def forget_named(clients: Rows[Any], c: int) -> None:
    """Cadre *c* is nobody's named cadre any more."""
    for i in range(len(clients)):
        if clients[i].owner == c:
            clients[i].owner = -1


@internal
def calls(state: State[Any], c: int, competence: int) -> bool:
    """Whether cadre *c* is one who calls: by trade, of that *competence*, or any member where all of them call."""
    cadre = state.cadres[c]
    if cadre.post == Post.IN_TEAM and cadre.team_desk >= 0 and state.desks[cadre.team_desk].all_visit:
        return (state.desks[cadre.team_desk].holds >> cadre.competence) & 1 == 1
    return state.departments[cadre.department].competence == competence


@internal
def callers(state: State[Any], t: int, post: int, competence: int) -> int:
    """How many at *post* in team *t* (-1: the departments) call on clients."""
    number = 0
    for c in range(len(state.cadres)):
        number += state.cadres[c].team == t and state.cadres[c].post == post and calls(state, c, competence)
    return number


@internal
def name_cadre(state: State[Any], client: Called, post: int, competence: int) -> None:
    """Give a client one named cadre of those at *post* who call, in turn, from the team that serves it.

    Nothing changes where nobody there calls.
    """
    t = team_serving(state, client.key)
    number = callers(state, t, post, competence)
    if number == 0:
        return
    turn = client.key // max(state.city[0].teams_working, 1) % number
    for c in range(len(state.cadres)):
        if state.cadres[c].team == t and state.cadres[c].post == post and calls(state, c, competence):
            if turn == 0:
                client.owner = c
            turn -= 1


@internal
def caller_of(state: State[Any], client: Called, usual: int) -> int:
    """The competence of whoever calls: the named cadre's; where every member calls, all at the desk in turn."""
    desk = state.desks[state.routes[client.slot + usual].desk]
    if not desk.all_visit or desk.holds == 0:
        return usual
    if client.owner >= 0:
        return state.cadres[client.owner].competence
    return nth_of_mask(desk.holds, client.key)
