"""Proposing deals: talks that are to begin, written down for the morning on which they do."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.clients.sites.outlook import Outlook, delay_of
from sim.clients.sites.state import DealStage
from sim.core.calendar import WEEK


def end_deals(clients: Any) -> None:
    """Deals of which nothing is left, or which nobody can or need carry any more, are at an end."""
    book, sites = clients.book[0], clients.sites
    number = len(sites)
    live = clients.deals[int(book.oldest) : int(book.deals)]
    last = len(sites) - 1  # of a store nothing is asked here
    goal, source = np.minimum(live["goal"], last), np.minimum(live["source"], last)
    over = (live["goal"] < number) & (sites["week"][goal] >= sites["weeks"][goal])
    empty = (live["source"] < number) & (sites["ended"][source] >= 0.0) & (sites["heap"][source] == 0)
    ending = (live["stage"] == DealStage.AGREED) & ((live["rest"] <= 0) | over | empty)
    live["stage"][ending], live["order"][ending] = DealStage.ENDED, 0
    going = np.flatnonzero(live["stage"] < DealStage.REFUSED)
    book.oldest = int(book.oldest) + int(going[0]) if len(going) else int(book.deals)


def propose(clients: Any, outlook: Outlook, where: tuple[int, int], volume: int, order: int) -> None:
    """Propose a deal: *where* is its source and goal; *order* is what may be carried at once if it holds at once.

    Nothing happens, and that is counted, when there is no room for more talks.
    """
    book = clients.book[0]
    room = len(clients.worked) - 2 * len(clients.sites)  # matters for talks: a row a site and week
    if book.deals >= len(clients.deals) or int(book.deals) >= room:
        book.crowded += 1
        return
    deal = clients.deals[book.deals]
    book.deals += 1
    deal.source, deal.goal = where
    deal.volume = deal.rest = volume
    deal.order, deal.matter = order, -1
    deal.stage, deal.settled = DealStage.PROPOSED, -1.0
    deal.proposed = float(WEEK * (int(book.week) + 1))
    deal.begins = deal.proposed + delay_of(outlook.regime)
    outlook.talking[where[0], where[1]] += volume
    outlook.leads[where[0]] += 1
