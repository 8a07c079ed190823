"""Talks: a deal is a matter of four parties, worked on like any other; what comes of it is known when it is closed."""

from __future__ import annotations

from sim.cadres.state import Post
from sim.clients import face
from sim.clients.sites.hauling import store_of
from sim.clients.sites.numbers import SiteRegime
from sim.clients.sites.outlets import PLACES_MOST, key_of
from sim.clients.sites.purposes import AGREED, MEMO
from sim.clients.sites.state import Deal, DealStage, Sites
from sim.coordination.arrange import fence
from sim.core.calendar import WEEK
from sim.core.compiling import internal
from sim.core.randomness import uniform
from sim.matters.filing import put_on_file
from sim.matters.route import first_desk
from sim.matters.state import Matter
from sim.state.regime import Regime
from sim.state.state import State

MEETINGS_MOST = 4096  # keys set aside for the talks of one pair of places


@face.first_filing.of(Sites)
@internal
def first_filing(state: State[Sites]) -> None:
    """No talk begins by itself: somebody proposes a deal."""


@internal
def begin_talks(now: float, state: State[Sites], regime: SiteRegime) -> None:
    """Deals whose day has come: their talks are put on file, or they hold at once where none are needed."""
    clients = state.clients
    book, number = clients.book[0], len(clients.sites)
    places = number + len(clients.kept)
    while book.filed < book.deals and clients.deals[book.filed].begins <= now:
        d = book.filed
        book.filed += 1
        deal = clients.deals[d]
        pair = clients.pairs[deal.source * places + deal.goal]
        own = deal.goal >= number and clients.stores[store_of(state, deal.goal)].owner == deal.source
        if own or not regime.talks.needed:
            deal.stage = DealStage.AGREED
            deal.settled = now
            continue
        deal.stage = DealStage.TALKING
        deal.matter = book.matters
        book.matters += 1
        matter = state.matters[deal.matter]
        pair_key = key_of(deal.source, number) * PLACES_MOST + key_of(deal.goal, number)
        matter.key = pair_key * MEETINGS_MOST + pair.meetings
        matter.client = deal.source if deal.source < number else deal.goal
        matter.kind = d
        matter.measured = True
        matter.ruling = uniform(state.city[0].seed, MEMO, matter.key, 0, 0) < regime.talks.memo_share
        pair.meetings += 1
        put_on_file(now, state, matter, first_desk(matter, state.clearances, state.routes), regime)


@face.closed.of(Sites)
@internal
def closed(state: State[Sites], now: float, matter: Matter) -> None:
    """The round is over: a deal, or none, by a draw for the pair and its meeting; none is refused where plans bind.

    What was closed falsely was no agreement: it comes back.
    """
    clients = state.clients
    deal = clients.deals[matter.kind]
    if not matter.solved or deal.stage != DealStage.TALKING:
        return
    count_talks(state, now, deal)
    if clients.book[0].orders or uniform(state.city[0].seed, AGREED, matter.key, 0, 0) < clients.book[0].agreement:
        deal.stage = DealStage.AGREED
        deal.order = deal.rest
    else:
        deal.stage = DealStage.REFUSED
        clients.book[0].refused += 1


@internal
def count_talks(state: State[Sites], now: float, deal: Deal) -> None:
    """How long a round took (D2), from the day on which its parties were first asked."""
    book = state.clients.book[0]
    deal.settled = now
    book.talks += 1
    book.talk_days += now - deal.begins
    book.long_talks += now - deal.begins >= WEEK


@face.mode_began.of(Sites)
@internal
def open_office(state: State[Sites], now: float, regime: Regime) -> None:
    """Whoever plans for all without a team is an office: people of the first party do nothing else from now on.

    Where there is a team its members are that office.
    """
    mode, book, cadres = regime.mode, state.clients.book[0], state.cadres
    if mode.team or not (mode.platform or mode.forecasts or mode.optimiser or mode.order_power):
        return
    first = state.clearances[0].competence
    for c in range(len(cadres)):
        here = cadres[c].post == Post.AT_HOME and state.departments[cadres[c].department].competence == first
        if here and book.planners < book.staff:
            fence(cadres[c], 1.0, now, state.city[0].until, c, 1)
            book.planners += 1
    state.city[0].fenced = True
