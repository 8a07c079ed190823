"""The map of one town: its sites with what lay there month by month, and what deals carried between which places."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.clients.sites.state import DealStage, Sites
from sim.core.calendar import WEEK
from sim.state.state import State

EVERY = 4  # weeks between two pictures


def map_of(end: State[Sites]) -> dict[str, list[dict[str, Any]]]:
    """``places.csv``: a row a site and four weeks; ``flows.csv``: a row a deal. Days count from the intervention."""
    return {"places.csv": places(end), "flows.csv": flows(end)}


def places(end: State[Sites]) -> list[dict[str, Any]]:
    """Where each site is, what it does, and what lay there on the Sunday before each picture."""
    clients, start = end.clients, int(end.city[0].intervention)
    width = len(clients.worked) // len(clients.sites)
    lying = clients.worked["lying"].reshape(-1, width)
    weeks = range(start // WEEK, int(end.city[0].until) // WEEK + 1, EVERY)
    return [
        {
            "site": int(site.key) + 1,
            "x": float(site.x),
            "y": float(site.y),
            "fills": bool(site.fills),
            "day": week * WEEK - start,
            "works": bool(site.begins <= week * WEEK and (site.ended < 0 or site.ended > week * WEEK)),
            "lying": int(lying[s, week - 1]) if week else 0,
            "blocked": int(site.blocked_days),
            "waiting": int(site.waiting_days),
        }
        for week in weeks
        for s, site in enumerate(clients.sites)
    ]


def flows(end: State[Sites]) -> list[dict[str, Any]]:
    """What every deal that was agreed carried, from where to where, and when it was agreed."""
    clients, start = end.clients, float(end.city[0].intervention)
    soils = len(clients.grades)
    at = {axis: np.concatenate([clients.sites[axis], np.repeat(clients.stores[axis], soils)]).tolist() for axis in "xy"}
    deals = clients.deals[: int(clients.book[0].deals)]
    held = deals[((deals["stage"] == DealStage.AGREED) | (deals["stage"] == DealStage.ENDED)) & (deals["settled"] >= 0)]
    return [
        {
            "day": float(deal.settled) - start,
            "from_x": at["x"][deal.source],
            "from_y": at["y"][deal.source],
            "to_x": at["x"][deal.goal],
            "to_y": at["y"][deal.goal],
            "carried": int(deal.volume - deal.rest),
        }
        for deal in held
    ]
