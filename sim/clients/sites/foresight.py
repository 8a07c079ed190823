"""Foresight: what sites are expected to dig or need, week by week, as it can be known now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.clients.sites.population import WEEKS_MOST
from sim.clients.sites.purposes import FORECAST
from sim.clients.sites.state import OwnWeek, Site
from sim.core.calendar import WEEK, WORKING_WEEK
from sim.core.compiling import compiled
from sim.core.randomness import normal
from sim.core.rows import Rows

GROWTH = 2  # each bucket is about twice as long as the one before


@compiled
def foresee(
    seed: int, sites: Rows[Site], weeks: Rows[OwnWeek], first: int, window: int, noise: float, out: np.ndarray
) -> None:
    """Write to *out* (site after site, *window* weeks each) what each site is expected to do from week *first* on.

    *Rule*: what will be, times a keyed error of mean one that grows with the root of the lead: the same for a week of a
    site's own work at the same lead, whoever looks and whatever was delayed. A start that slips is not foreseen.
    """
    for s in range(len(sites)):
        site = sites[s]
        wait = max(site.planned // WEEK - first, 0) if site.begins // WEEK >= first else 0
        for t in range(wait, window):
            own = site.week + t - wait
            if own >= site.weeks:
                break
            if t == 0 and site.fills and site.days > 0:
                out[s * window] = site.left  # it counts what is missing
                continue
            spread = noise * math.sqrt(t + 1.0)
            error = math.exp(spread * normal(seed, FORECAST, site.key * WEEKS_MOST + own, t, 0) - spread * spread / 2.0)
            seen = math.floor(weeks[site.first + own].volume * error + 0.5)
            if t == 0 and site.days > 0:
                seen = seen * (WORKING_WEEK - site.days) // WORKING_WEEK
            out[s * window + t] = seen


@dataclass(frozen=True, slots=True)
class Window:
    """The weeks that a plan looks at, in *lengths* of weeks; *repeated* says that the last stands for what follows."""

    lengths: np.ndarray
    repeated: bool

    @property
    def weeks(self) -> int:
        """Weeks looked at."""
        return int(self.lengths.sum()) - (int(self.lengths[-1]) if self.repeated else 0)

    @property
    def starts(self) -> np.ndarray:
        """In how many weeks each bucket begins."""
        starts: np.ndarray = np.cumsum(self.lengths) - self.lengths
        return starts


def window_of(horizon: int, left: int, weekly: bool) -> Window:
    """Buckets over *horizon* weeks, at most the *left* weeks of the run: 1, 1, 2, 4, 8, 10 make half a year.

    Where the run goes on after them the last is looked at twice: what is left at the end is worth what it would be used
    for if things went on like that, and no more than so much of it is.
    """
    weeks = max(min(horizon, left), 1)
    lengths: list[int] = []
    while sum(lengths) < weeks:
        one = 1 if weekly or len(lengths) < GROWTH else lengths[-1] * GROWTH
        lengths.append(min(one, weeks - sum(lengths)))
    goes_on = left > weeks
    return Window(np.array(lengths + lengths[-1:] * goes_on), goes_on)


def foreseen(state: Any, noise: float, window: Window) -> np.ndarray:
    """What each site is expected to do in each bucket, whole m3; a row a site."""
    clients, weeks = state.clients, window.weeks
    out = np.zeros(len(clients.sites) * weeks)
    first = int(clients.book[0].week) + 1
    foresee(int(state.city[0].seed), clients.sites, clients.weeks, first, weeks, noise, out)
    by_week = out.reshape(len(clients.sites), weeks).astype(np.int64)
    lengths = window.lengths[:-1] if window.repeated else window.lengths
    buckets = np.add.reduceat(by_week, np.cumsum(lengths) - lengths, axis=1)
    return np.hstack([buckets, buckets[:, -1:]]) if window.repeated else buckets
