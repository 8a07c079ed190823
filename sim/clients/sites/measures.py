"""From the final state of a town of sites to its columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.clients.sites.state import Sites
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.sites.numbers import SiteRegime

MILLION = 1e6


def days_to_end(past: State[Sites], end: State[Sites]) -> np.ndarray:
    """Days from the later of its start and the intervention until a site's earthworks were done; inf when never.

    Of the sites that were not done at the intervention.
    """
    city, sites = end.city[0], end.clients.sites
    counted = past.clients.sites["ended"] < 0.0
    ended = np.where(sites["ended"] >= 0.0, sites["ended"], np.inf)
    days: np.ndarray = (ended - np.maximum(sites["begins"], city.intervention))[counted]
    return days


def gained(past: State[Sites], end: State[Sites], name: str) -> float:
    """What the book counted since the intervention."""
    return float(getattr(end.clients.book[0], name)) - float(getattr(past.clients.book[0], name))


def measure(past: State[Sites], end: State[Sites], regime: SiteRegime, *__: object) -> dict[str, float]:
    """Every column of the kind."""
    return {
        **of_money(past, end, regime),
        **of_days(past, end),
        **of_talks(past, end),
        **of_earth(past, end),
        "plans_made": gained(past, end, "planned"),
        "plans_failed": gained(past, end, "failed"),
        "talks_crowded_out": gained(past, end, "crowded"),
    }


def left_over(end: State[Sites]) -> float:
    """What it would cost to bring everything that still lies somewhere to the tip, in yuan."""
    clients = end.clients
    soils = len(clients.kept) // max(len(clients.stores), 1)
    heaps = (clients.sites["heap"] + clients.sites["stock"]) * clients.sites["tip_price"]
    return float(heaps.sum() + (clients.kept["volume"] * np.repeat(clients.stores["tip_price"], soils)).sum())


def earth_money(past: State[Sites], end: State[Sites]) -> float:
    """Haul, tips and pits since the intervention, and what is left over: what the optimum is the limit of, in yuan."""
    return sum(gained(past, end, name) for name in ("haul", "tip", "pit")) + left_over(end)


def standing(past: State[Sites], end: State[Sites]) -> float:
    """Working days on which sites stood still, since the intervention: under another's heap, or for want of earth."""
    days = 0.0
    for name in ("blocked_days", "waiting_days"):
        days += float((end.clients.sites[name] - past.clients.sites[name]).sum())
    return days


def of_money(past: State[Sites], end: State[Sites], regime: SiteRegime) -> dict[str, float]:
    """What all of it cost, in million yuan, and how much dearer that is than it could have been."""
    from sim.clients.sites.clairvoyant import optimum, realised, unhindered

    prices = regime.prices
    grades = np.asarray(end.clients.grades["grade"])
    earth = earth_money(past, end)
    least = optimum(realised(past, end, float(prices.haul), grades))
    common = optimum(unhindered(past, float(prices.haul), grades))
    office = float(end.cadres["charged"].sum()) * float(prices.office)
    blocked = standing(past, end) * float(prices.blocked)
    store, bare = gained(past, end, "store"), gained(past, end, "bare")
    parts: dict[str, Any] = {
        **{f"{name}_money": gained(past, end, name) for name in ("haul", "tip", "pit", "store", "bare")},
        "left_money": left_over(end),
        "office_money": office,
        "blocked_money": blocked,
        "earth_money": earth,
        "optimum_money": least,
        "total_money": earth + store + bare + office + blocked,
        "fined_money": gained(past, end, "fined"),
    }
    shares = {
        "regret": earth / least - 1.0 if least > 0.0 else math.nan,
        "regret_common": earth / common - 1.0 if common > 0.0 else math.nan,
        "regret_total": parts["total_money"] / common - 1.0 if common > 0.0 else math.nan,
    }
    return {name: value / MILLION for name, value in parts.items()} | shares


def of_days(past: State[Sites], end: State[Sites]) -> dict[str, float]:
    """Days on which sites stood still, and how long the worst heap took (D1)."""
    sites, before = end.clients.sites, past.clients.sites
    worst = int(np.argmax(sites["worst"]))
    ordered, cleared = float(sites["ordered"][worst]), float(sites["cleared"][worst])
    return {
        "standing_days": standing(past, end),
        "blocked_site_days": float((sites["blocked_days"] - before["blocked_days"]).sum()),
        "waiting_site_days": float((sites["waiting_days"] - before["waiting_days"]).sum()),
        "heap_days": (cleared if cleared >= 0.0 else float(end.city[0].until)) - ordered
        if ordered >= 0.0
        else math.nan,
        "bare_ha_days": gained(past, end, "bare_days"),
    }


def of_talks(past: State[Sites], end: State[Sites]) -> dict[str, float]:
    """How many rounds of talks there were, how long they took (D2), and how they ended."""
    talks = gained(past, end, "talks")
    return {
        "talks_held": talks,
        "talk_days_mean": gained(past, end, "talk_days") / talks if talks else math.nan,
        "long_talks_share": gained(past, end, "long_talks") / talks if talks else math.nan,
        "refused_share": gained(past, end, "refused") / talks if talks else math.nan,
    }


def of_earth(past: State[Sites], end: State[Sites]) -> dict[str, float]:
    """Where earth went: used again and how far, tipped, bought; and what the park got from next door (D3)."""
    sites, before = end.clients.sites, past.clients.sites
    reused = gained(past, end, "reused")
    bought = float((sites["bought"] - before["bought"]).sum())
    park = gained(past, end, "park_in")
    return {
        "reused_m3": reused,
        "reuse_share": reused / (reused + bought) if reused + bought else math.nan,
        "reuse_km": gained(past, end, "reused_km") / reused if reused else math.nan,
        "tipped_m3": float((sites["tipped"] - before["tipped"]).sum()),
        "bought_m3": bought,
        "stores_opened": float((end.clients.stores["opened"] >= 0.0).sum()),
        "stored_m3": float(end.clients.stores["came"].sum() - past.clients.stores["came"].sum()),
        "park_from_nearest": gained(past, end, "park_nearest"),
        "park_nearest_share": gained(past, end, "park_nearest") / park if park else math.nan,
    }
