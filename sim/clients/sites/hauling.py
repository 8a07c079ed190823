"""Hauling: what fleets carry in a day, deal by deal, to tips and from pits; whole m3, and no more than there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.clients.sites.numbers import SiteRegime
from sim.clients.sites.state import Deal, DealStage, Pair, Site, Sites
from sim.core.calendar import WORKING_WEEK
from sim.core.compiling import internal
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.sites.parameters import Prices


@internal
def room_for(site: Site, now: float) -> int:
    """How much a fill can take: the rest of its week's need and what it may have ahead, once it has begun."""
    if now < site.begins or site.week >= site.weeks:
        return 0
    return max(0, site.left + site.stock_room - site.stock)


@internal
def spare(site: Site) -> int:
    """What a site's haulier can still carry today."""
    return max(0, site.fleet - site.carried)


@internal
def carry_deals(state: State[Sites], now: float, regime: SiteRegime) -> None:
    """Deals are carried out in the order in which they were proposed, each up to this week's order."""
    clients = state.clients
    book, number = clients.book[0], len(clients.sites)
    for d in range(book.oldest, book.deals):
        deal = clients.deals[d]
        if deal.stage != DealStage.AGREED or deal.order <= 0:
            continue
        hauler = clients.sites[deal.source if deal.source < number else deal.goal]
        amount = min(deal.order, deal.rest, available(state, deal), spare(hauler), takes(state, now, deal))
        if amount > 0:
            deal.order -= amount
            deal.rest -= amount
            hauler.carried += amount
            pair = clients.pairs[deal.source * (number + len(clients.kept)) + deal.goal]
            move(state, deal, pair, amount, regime.prices)


@internal
def store_of(state: State[Sites], place: int) -> int:
    """The store that a place beyond the sites is a part of."""
    clients = state.clients
    return (place - len(clients.sites)) * len(clients.stores) // len(clients.kept)


@internal
def available(state: State[Sites], deal: Deal) -> int:
    """How much lies at a deal's source."""
    clients = state.clients
    number = len(clients.sites)
    if deal.source < number:
        return clients.sites[deal.source].heap
    return clients.kept[deal.source - number].volume


@internal
def takes(state: State[Sites], now: float, deal: Deal) -> int:
    """How much a deal's goal can take today."""
    clients = state.clients
    number = len(clients.sites)
    if deal.goal < number:
        return room_for(clients.sites[deal.goal], now)
    store = clients.stores[store_of(state, deal.goal)]
    if store.opened < 0.0 or now < store.ready:
        return 0
    return store.capacity - store.stock


@internal
def move(state: State[Sites], deal: Deal, pair: Pair, amount: int, prices: Prices) -> None:
    """Earth goes from a deal's source to its goal, and what that costs is paid."""
    clients, book = state.clients, state.clients.book[0]
    number = len(clients.sites)
    book.haul += prices.haul * pair.km * amount
    if deal.source < number:
        clients.sites[deal.source].heap -= amount
    else:
        clients.stores[store_of(state, deal.source)].stock -= amount
        clients.kept[deal.source - number].volume -= amount
        book.store += prices.handling / 2.0 * amount
    if deal.goal < number:
        if deal.goal == book.park:
            deliver_to_park(state, deal, amount)
        clients.sites[deal.goal].stock += amount
        book.reused += amount
        book.reused_km += pair.km * amount
    else:
        clients.stores[store_of(state, deal.goal)].stock += amount
        clients.stores[store_of(state, deal.goal)].came += amount
        clients.kept[deal.goal - number].volume += amount
        book.store += prices.handling / 2.0 * amount


@internal
def deliver_to_park(state: State[Sites], deal: Deal, amount: int) -> None:
    """Count what the park gets, and whether it is from the nearest site with fitting earth open."""
    clients, book = state.clients, state.clients.book[0]
    places = len(clients.sites) + len(clients.kept)
    book.park_in += amount
    for s in range(len(clients.sites)):
        site = clients.sites[s]
        nearer = clients.pairs[s * places + deal.goal].km < clients.pairs[deal.source * places + deal.goal].km
        if nearer and not site.fills and site.heap > 0 and site.grade >= clients.sites[deal.goal].grade:
            return
    book.park_nearest += amount


@internal
def carry_to_tips(state: State[Sites], prices: Prices) -> None:
    """What is to go to the tip this week goes, with what the fleet has left."""
    clients, book = state.clients, state.clients.book[0]
    for s in range(len(clients.sites)):
        site = clients.sites[s]
        amount = min(site.tip_order, site.heap, spare(site))
        if amount > 0:
            site.tip_order -= amount
            site.heap -= amount
            site.tipped += amount
            site.carried += amount
            book.tip += prices.tip * amount
            book.haul += (site.tip_price - prices.tip) * amount


@internal
def carry_from_pits(state: State[Sites], day: int, prices: Prices) -> None:
    """What is ordered from the pit comes; who stands still for want of earth gets what is missing at once."""
    clients, book = state.clients, state.clients.book[0]
    for s in range(len(clients.sites)):
        site = clients.sites[s]
        if not site.fills:
            continue
        wanted = site.pit_order
        if site.days == WORKING_WEEK and site.left > site.stock:
            wanted = max(wanted, site.left - site.stock)
        amount = min(wanted, book.pit_left, spare(site), room_for(site, float(day)))
        if amount > 0:
            site.pit_order = max(0, site.pit_order - amount)
            site.stock += amount
            site.bought += amount
            site.carried += amount
            book.pit_left -= amount
            book.pit += prices.pit * amount
            book.haul += (site.pit_price - prices.pit) * amount
