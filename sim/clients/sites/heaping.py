"""Heaps: where they lie, whose land they keep from use, and what control does about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.clients.sites.numbers import SiteRegime
from sim.clients.sites.population import HECTARE
from sim.clients.sites.purposes import FOUND
from sim.clients.sites.state import Site, Sites
from sim.core.compiling import internal
from sim.core.randomness import uniform
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.sites.parameters import Ground


@internal
def footprint(site: Site, ground: Ground) -> float:
    """Hectares of others' land that a site's heap covers."""
    return site.over / ground.height / HECTARE


@internal
def block(state: State[Sites], now: float, ground: Ground) -> None:
    """Heaps spread over their neighbours' land, the nearest first: whoever has one on his land does not work today.

    *Rule*: a heap reaches the next neighbour once it covers all land of the nearer ones, and what is tolerated. Days
    are counted of sites that would work otherwise, after the intervention.
    """
    clients, sites = state.clients, state.clients.sites
    for s in range(len(sites)):
        sites[s].blocked_by = -1
    for s in range(len(sites)):
        area = footprint(sites[s], ground) - ground.tolerated
        for n in range(sites[s].neighbour, sites[s].neighbour + sites[s].neighbours):
            if area <= 0.0:
                break
            other = sites[clients.neighbours[n].site]
            other.blocked_by = s
            area -= other.plot
    for s in range(len(sites)):
        site = sites[s]
        works = now >= site.begins and site.week < site.weeks
        if site.blocked_by >= 0 and works and now >= state.city[0].intervention:
            site.blocked_days += 1


@internal
def spill(state: State[Sites], now: float) -> None:
    """What a site cannot heap on its own land lies on others'; whoever was ordered to clear it may be done."""
    sites = state.clients.sites
    for s in range(len(sites)):
        site = sites[s]
        site.over = max(0, site.heap - site.room)
        site.worst = max(site.worst, site.over)
        if site.found and site.over == 0:
            site.found = False
            if site.cleared < 0.0:
                site.cleared = now + 1.0


@internal
def control(state: State[Sites], now: float, regime: SiteRegime) -> None:
    """Somebody looks at heaps on others' land: what is found is ordered away at once, and fined (D1).

    A draw for the site and how often it was looked at, so that it is the same in every arm.
    """
    city, clients = state.city[0], state.clients
    if not regime.control.active or now < city.intervention:
        return
    for s in range(len(clients.sites)):
        site = clients.sites[s]
        if site.found or footprint(site, regime.ground) <= regime.ground.tolerated:
            continue
        site.looked += 1
        if uniform(city.seed, FOUND, site.key, site.looked, 0) < regime.control.find_rate:
            site.found = True
            clients.book[0].fined += regime.control.penalty * site.over
            if site.ordered < 0.0:
                site.ordered = now
