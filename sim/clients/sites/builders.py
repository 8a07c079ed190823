"""What builders decide for themselves: which heap goes to the tip, what is bought, who opens a store of his own."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.clients.sites.outlook import Outlook
from sim.core.calendar import WEEK, WORKING_WEEK


def coming_off(state: Any, outlook: Outlook) -> np.ndarray:
    """What each site can expect its deals to take off its heap this week (m3): no more than its fleet carries."""
    sites, deals, book = state.clients.sites, state.clients.deals, state.clients.book[0]
    off = np.zeros(len(sites), dtype=np.int64)
    live = deals[int(book.oldest) : int(book.deals)]
    ordered = live[holding(live, outlook) & (live["source"] < len(sites))]
    np.add.at(off, ordered["source"], ordered["order"])
    most: np.ndarray = np.minimum(off, sites["fleet"] * WORKING_WEEK)
    return most


def holding(live: Any, outlook: Outlook) -> np.ndarray:
    """Which deals have an order for this week and hold, or will on Monday."""
    holds: np.ndarray = (live["order"] > 0) & ((live["settled"] >= 0.0) | (not outlook.regime.talks.needed))
    return holds


def heaps_elsewhere(sites: Any, outlook: Outlook) -> np.ndarray:
    """Which builders heap on others' land what their own does not hold, since that is cheapest for them (D1).

    *Rule*: unless one has been ordered to clear it, or what is planned binds him, or he is done; and where somebody may
    look, as long as the penalty that a week of it makes likely is below what the tip costs now.
    """
    told = outlook.regime.control
    free: np.ndarray = ~sites["found"] & (sites["ended"] < 0.0) & (not outlook.mode.order_power)
    cheaper: np.ndarray = float(told.find_rate) * float(told.penalty) < sites["tip_price"]
    return free & (cheaper | (not told.active))


def tip(state: Any, outlook: Outlook) -> None:
    """Each builder's own orders to the tip for this week.

    *Rule*: what is more than its own land will hold at the week's end, unless he heaps elsewhere; some weeks after the
    works end all that still lies there goes.
    """
    sites, off = state.clients.sites, coming_off(state, outlook)
    over = np.maximum(sites["heap"] + outlook.expected[:, 0] - off - sites["room"], 0)
    over[heaps_elsewhere(sites, outlook)] = 0
    today, hold = WEEK * (outlook.week + 1), WEEK * int(outlook.regime.ground.hold_weeks)
    all_goes = (sites["ended"] >= 0.0) & (today >= sites["ended"] + hold)
    orders = np.where(all_goes, np.maximum(sites["heap"] - off, 0), over)
    sites["tip_order"] = np.where(sites["fills"], 0, orders)


def buy(state: Any, outlook: Outlook) -> None:
    """Each fill's orders from the pit: what next week needs and neither lies there nor is on its way."""
    sites = state.clients.sites
    missing = np.maximum(outlook.expected[:, 0] - sites["stock"] - coming_to(state, outlook), 0)
    sites["pit_order"] = np.where(sites["fills"], missing, 0)


def coming_to(state: Any, outlook: Outlook) -> np.ndarray:
    """What each fill can expect its deals to bring this week (m3): as much as lies there, and as fleets carry."""
    clients, book = state.clients, state.clients.book[0]
    sites, number = clients.sites, len(clients.sites)
    there = np.concatenate([sites["heap"] + outlook.expected[:, 0], outlook.kept.ravel()])
    carried = np.concatenate([sites["fleet"] * WORKING_WEEK, np.full(len(clients.kept), np.iinfo(np.int64).max)])
    left, coming = np.minimum(there, carried), np.zeros(number, dtype=np.int64)
    live = clients.deals[int(book.oldest) : int(book.deals)]
    for deal in live[holding(live, outlook) & (live["goal"] < number)]:
        amount = min(int(deal.order), int(left[deal.source]))
        left[deal.source] -= amount
        coming[deal.goal] += amount
    return coming


def open_store(state: Any, k: int, owner: int, regime: Any) -> None:
    """Store *k* is ordered, for everybody (*owner* -1) or one site: paid now, ready after the lead time."""
    store, book = state.clients.stores[k], state.clients.book[0]
    store.opened = float(WEEK * (int(book.week) + 1))
    store.ready = store.opened + float(regime.outlets.lead_days)
    store.owner = owner
    book.store += float(regime.prices.opening)
