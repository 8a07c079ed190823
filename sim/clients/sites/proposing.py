"""Proposing deals: talks that are to begin, written down for the morning on which they do."""

from __future__ import annotations

from typing import Any

from sim.clients.sites.outlook import Outlook, delay_of
from sim.clients.sites.state import DealStage
from sim.core.calendar import WEEK


def end_deals(clients: Any) -> None:
    """Deals of which nothing is left, or which nobody can or need carry any more, are at an end."""
    book, sites = clients.book[0], clients.sites
    number = len(sites)
    for d in range(int(book.oldest), int(book.deals)):
        deal = clients.deals[d]
        if deal.stage == DealStage.AGREED:
            over = deal.goal < number and sites[deal.goal].week >= sites[deal.goal].weeks
            empty = deal.source < number and sites[deal.source].ended >= 0 and sites[deal.source].heap == 0
            if deal.rest <= 0 or over or empty:
                deal.stage, deal.order = DealStage.ENDED, 0
    while book.oldest < book.deals and clients.deals[book.oldest].stage >= DealStage.REFUSED:
        book.oldest += 1


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
