"""The clairvoyant optimum: what earth would have cost had everything been known, and nothing stood in the way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

from sim.core.calendar import WEEK


@dataclass(frozen=True, slots=True)
class Calendar:
    """What was dug and placed, by week: *dug* (source, week), with what lay there in the first; *used* (fill, week).

    *price* (source, fill) is that of the way, inf where the soil does not do; *tip* (source) that of what is left over.
    """

    dug: np.ndarray
    used: np.ndarray
    price: np.ndarray
    tip: np.ndarray
    pit: np.ndarray
    idle: float = 0.0  # yuan: what has to be paid whatever is done

    def __hash__(self) -> int:
        """By what it holds."""
        return hash((self.dug.tobytes(), self.used.tobytes(), self.price.tobytes(), self.tip.tobytes()))

    def __eq__(self, other: object) -> bool:
        """Whether two hold the same."""
        return isinstance(other, Calendar) and all(
            np.array_equal(getattr(self, name), getattr(other, name))
            for name in ("dug", "used", "price", "tip", "pit", "idle")
        )


def balances(source: np.ndarray, demand: np.ndarray, use: np.ndarray, lying: np.ndarray) -> csr_array:
    """What must balance: earth of each source in each week (*lying* numbers them), then each demand of *use*.

    Columns are flows from a *source* to a *demand*, earth that waits a week, and what a demand gets from a pit.
    """
    from scipy.sparse import coo_array

    sources, weeks = lying.shape
    flows, kept = len(source), sources * weeks
    rows = [
        source * weeks + use[demand, 1],
        lying.ravel(),
        lying[:, 1:].ravel(),
        kept + demand,
        kept + np.arange(len(use)),
    ]
    columns = [
        np.arange(flows),
        flows + lying.ravel(),
        flows + lying[:, :-1].ravel(),
        np.arange(flows),
        flows + kept + np.arange(len(use)),
    ]
    signs = [np.full(len(one), -1.0 if n == 2 else 1.0) for n, one in enumerate(rows)]
    shape = (kept + len(use), flows + kept + len(use))
    entries = (np.concatenate(signs), (np.concatenate(rows), np.concatenate(columns)))
    return coo_array(entries, shape=shape).tocsr()


@lru_cache(maxsize=8)
def optimum(calendar: Calendar) -> float:
    """The least that haul, tips and pits can cost on a calendar, in yuan; fleets, room and talks set no limit.

    *Rule*: earth can be used in the week in which it is dug, or in any later one, lies free of charge at its source,
    and what is never used goes to the tip. Only ways that beat tip and pit together can be in an optimum.
    """
    from scipy.optimize import linprog

    weeks, fills = calendar.used.shape[1], len(calendar.used)
    sources = len(calendar.dug)
    worth = calendar.price - calendar.tip[:, None] < calendar.pit[None, :]
    use = np.argwhere(calendar.used > 0)  # of each demand: fill and week
    source, demand = np.nonzero(worth[:, use[:, 0]] if len(use) else np.zeros((sources, 0), dtype=bool))
    if not sources and not len(use):
        return calendar.idle
    flows, kept = len(source), sources * weeks
    price = np.concatenate([
        calendar.price[source, use[demand, 0]],
        np.zeros(kept),
        calendar.pit[use[:, 0]],
    ])  # fmt: skip
    lying = np.arange(kept).reshape(sources, weeks)
    price[flows + lying[:, -1]] = calendar.tip
    matrix = balances(source, demand, use, lying)
    right = np.concatenate([calendar.dug.ravel(), calendar.used[use[:, 0], use[:, 1]]]).astype(float)
    found = linprog(price, A_eq=matrix, b_eq=right, method="highs-ds")
    if found.status != 0:
        raise ArithmeticError(f"the optimum of {fills} fills was not found: {found.message}")
    return float(found.fun) + calendar.idle


def realised(past: Any, end: Any, haul: float, grades: np.ndarray) -> Calendar:
    """The calendar of one run after the intervention: what really was dug and placed, and what lay there before."""
    first = int(past.city[0].intervention) // WEEK
    width = len(end.clients.worked) // len(end.clients.sites)
    worked = end.clients.worked["volume"].reshape(-1, width)[:, first:]
    before = past.clients.worked["volume"].reshape(-1, width)[:, first:]
    return calendar_of(past, worked - before, haul, grades)


def unhindered(past: Any, haul: float, grades: np.ndarray) -> Calendar:
    """The calendar that all arms have in common: every site works on from the intervention as if nothing stopped it."""
    clients = past.clients
    first, last = int(past.city[0].intervention) // WEEK, int(past.city[0].until) // WEEK
    width = len(clients.worked) // len(clients.sites) - first
    work = np.zeros((len(clients.sites), width), dtype=np.int64)
    for s, site in enumerate(clients.sites):
        at = max(int(site.begins) // WEEK - first, 0)
        rest = clients.weeks["volume"][int(site.first + site.week) : int(site.first + site.weeks)].copy()
        if len(rest):
            rest[0] = site.left
        rest = rest[: max(last - first - at, 0)]
        work[s, at : at + len(rest)] = rest
    return calendar_of(past, work, haul, grades)


def calendar_of(past: Any, work: np.ndarray, haul: float, grades: np.ndarray) -> Calendar:
    """Work (site, week) as a calendar: sites that dig, and stores with earth, are sources; stocks meet first needs."""
    clients, sites = past.clients, past.clients.sites
    number, places = len(sites), len(sites) + len(clients.kept)
    cuts, fills = np.flatnonzero(~sites["fills"]), np.flatnonzero(sites["fills"])
    stored = np.flatnonzero(clients.kept["volume"] > 0)
    soils = len(grades)
    at = np.concatenate([cuts, number + stored])
    dug = np.vstack([work[cuts], np.zeros((len(stored), work.shape[1]), dtype=np.int64)])
    dug[:, 0] += np.concatenate([sites["heap"][cuts], clients.kept["volume"][stored]])
    used, stock = work[fills].copy(), sites["stock"][fills].copy()
    for week in range(work.shape[1]):
        met = np.minimum(stock, used[:, week])
        used[:, week] -= met
        stock -= met
    grade = grades[np.concatenate([sites["soil"][cuts], stored % soils])]
    fits = (grade[:, None] > 0) & (grade[:, None] >= sites["grade"][fills][None, :])
    km = clients.pairs["km"].reshape(places, places)[at][:, fills]
    tips = np.concatenate([sites["tip_price"], np.repeat(clients.stores["tip_price"], soils)])
    idle = float((stock * sites["tip_price"][fills]).sum())
    return Calendar(dug, used, np.where(fits, haul * km, np.inf), tips[at], sites["pit_price"][fills], idle)
