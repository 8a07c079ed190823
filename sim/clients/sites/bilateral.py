"""Bilateral deals: each site looks for itself among those it knows, and takes the first that is good for both."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.clients.sites.builders import open_store
from sim.clients.sites.outlook import Outlook, fits
from sim.clients.sites.proposing import propose


def seek(state: Any, outlook: Outlook) -> None:
    """Every place with earth looks in turn for who can use it, the nearest first; what nobody wants may be stored.

    *Rule*: a deal is good for both when bringing earth there costs less than its tip and the other's pit together. What
    is agreed may be carried as soon as it is. Whoever has begun longest looks first.
    """
    clients, sites = state.clients, state.clients.sites
    number = len(sites)
    live = clients.deals[int(clients.book[0].oldest) : int(clients.book[0].deals)]
    live["order"] = live["rest"]
    offers, needs = on_offer(state, outlook)
    good = fits(outlook, sites)
    turns = sorted(np.flatnonzero(~sites["fills"]), key=lambda s: (int(sites["begins"][s]), s))
    for s in turns:
        offers[s] -= place(state, outlook, int(s), offers[s], needs, good[int(sites["soil"][s])])
        store_rest(state, outlook, int(s), int(offers[s]), needs, good)
    for n, lying in enumerate(outlook.kept.ravel()):
        leaving = outlook.agreed[number + n].sum() + outlook.talking[number + n].sum()
        place(state, outlook, number + n, int(lying - leaving), needs, good[n % len(good)])


def on_offer(state: Any, outlook: Outlook) -> tuple[np.ndarray, np.ndarray]:
    """What each site has to give and what each needs, as far as it sees (m3), less what is agreed or talked about."""
    sites, number = state.clients.sites, len(state.clients.sites)
    bound = outlook.agreed + outlook.talking
    seen = outlook.expected[:, outlook.dealt].sum(axis=1)
    offers = np.where(sites["fills"], 0, sites["heap"] + seen) - bound[:number].sum(axis=1)
    if outlook.window.weeks > 1:
        needs = np.where(sites["fills"], seen - sites["stock"], 0)
    else:  # who sees no further knows what he can take now
        needs = np.where(sites["fills"], np.maximum(seen, sites["left"]) + sites["stock_room"] - sites["stock"], 0)
    return offers, needs - bound[:, :number].sum(axis=0)


def place(state: Any, outlook: Outlook, at: int, rest: int, needs: np.ndarray, good: np.ndarray) -> int:
    """Propose deals for earth of one place, the nearest partner first; how much of the *rest* they are about."""
    clients, told = state.clients, outlook.regime.talks
    proposed = 0
    for goal in partners(state, outlook, at, good):
        if outlook.leads[at] >= told.most or rest - proposed < told.least:
            break
        volume = int(min(rest - proposed, needs[goal]))
        if volume >= told.least and not outlook.talking[at, goal]:
            propose(clients, outlook, (at, goal), volume, volume)
            needs[goal] -= volume
            proposed += volume
    return proposed


def partners(state: Any, outlook: Outlook, at: int, good: np.ndarray) -> list[int]:
    """Fills that a place knows, that can use its earth, and with whom a deal is good for both; the nearest first."""
    clients, prices = state.clients, outlook.regime.prices
    sites, number = clients.sites, len(clients.sites)
    haul = float(prices.haul) * outlook.km[at, :number]
    if at < number:
        saved = float(sites["tip_price"][at]) + sites["pit_price"]
    else:
        haul, saved = haul + float(prices.handling) / 2.0, sites["pit_price"]
    able = good & outlook.known[at, :number] & (haul < saved) & (sites["week"] < sites["weeks"])
    near = sorted(np.flatnonzero(able), key=lambda s: (outlook.km[at, s] * (1.0 + 1e-5 * outlook.tie[at, s]), s))
    return [int(s) for s in near[: int(outlook.regime.talks.partners)]]


def store_rest(state: Any, outlook: Outlook, s: int, rest: int, needs: np.ndarray, good: np.ndarray) -> None:
    """What a site cannot heap at home and nobody takes now may go to a store, if somebody known will need it.

    *Rule*: where a store is open to it and bringing earth there costs less than the tip. None is, but it would have so
    much beyond its room within what it sees, that a store pays: it opens one, as anybody may.
    """
    clients, site = state.clients, state.clients.sites[s]
    over = min(rest, int(site.heap) + int(outlook.expected[s].sum()) - int(site.room))
    wanted = int(needs[good[int(site.soil)] & outlook.known[s, : len(clients.sites)]].clip(min=0).sum())
    volume = min(over, wanted)
    told, prices = outlook.regime.talks, outlook.regime.prices
    if volume < told.least or outlook.leads[s] >= told.most:
        return
    number, soils = len(clients.sites), len(good)
    for k in np.argsort(outlook.km[s, number::soils], kind="stable"):
        store, goal = clients.stores[k], int(number + k * soils + site.soil)
        way = float(prices.haul) * outlook.km[s, goal] + float(prices.handling)
        if store.opened >= 0.0 and (outlook.commons or store.owner == s) and way < site.tip_price:
            here = slice(number + k * soils, number + (k + 1) * soils)
            bound = int((outlook.agreed + outlook.talking)[:, here].sum())
            volume = min(volume, int(store.capacity) - int(store.stock) - bound)
            if volume >= told.least and not outlook.talking[s, goal]:
                propose(clients, outlook, (s, goal), volume, volume)
            return
        enough = volume >= float(outlook.regime.outlets.least_use) * int(store.capacity)
        pays = (float(site.tip_price) - way) * min(volume, int(store.capacity)) > float(prices.opening)
        if store.opened < 0.0 and enough and pays:
            open_store(state, int(k), -1 if outlook.commons else s, outlook.regime)
            return
