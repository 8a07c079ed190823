"""The outlook: everything that a plan for the coming week can know, read off the rows once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.clients.sites.foresight import Window, foreseen, window_of
from sim.clients.sites.state import DealStage
from sim.core.calendar import WEEK

EXPECTED_TALKS = 7.0  # days: before anybody has talked, a round is believed to take a week (D2)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known on a Sunday: *expected* (site, bucket) m3, deals agreed and talked about by pair of places.

    *agreed* and *talking* are m3 not carried yet (place, place); *known* says which places know of each other; *leads*
    how many talks each place leads; *talk_weeks* how long a new round is believed to take, *due* in how many weeks one
    that is under way is believed to end. *soils* is the class of what
    each site digs or asks for, *grades* the grade of each class.
    """

    mode: Any
    regime: Any
    window: Window
    expected: np.ndarray
    agreed: np.ndarray
    talking: np.ndarray
    known: np.ndarray
    leads: np.ndarray
    km: np.ndarray
    tie: np.ndarray
    kept: np.ndarray
    grades: np.ndarray
    talk_weeks: int
    due: dict[tuple[int, int], int]
    week: int

    @property
    def dealt(self) -> np.ndarray:
        """Which buckets a deal covers that is proposed now: those that begin within its weeks, once it can hold."""
        starts = self.window.starts
        real = np.arange(len(starts)) < len(starts) - self.window.repeated
        within: np.ndarray = real & (starts < self.talk_weeks + int(self.regime.talks.deal_weeks))
        return within

    @property
    def commons(self) -> bool:
        """Whether stores are everybody's."""
        return bool(self.mode.stores)


def look(state: Any, regime: Any) -> Outlook:
    """Read the outlook off a state."""
    clients, mode = state.clients, regime.mode
    grades = np.asarray(clients.grades["grade"])
    book, number = clients.book[0], len(clients.sites)
    places = number + len(clients.kept)
    left = int((state.city[0].until + WEEK - 1) // WEEK) - int(book.week) - 1
    horizon = int(regime.office.horizon_weeks) if mode.forecasts else 1
    window = window_of(horizon, left, bool(regime.office.weekly))
    agreed, talking, leads = under_way(clients, places)
    return Outlook(
        mode=mode,
        regime=regime,
        window=window,
        expected=foreseen(state, float(regime.ground.noise), window),
        agreed=agreed,
        talking=talking,
        known=who_knows(clients, mode, int(book.week) + 1),
        leads=leads,
        km=clients.pairs["km"].reshape(places, places),
        tie=clients.pairs["tie"].reshape(places, places),
        kept=clients.kept["volume"].reshape(len(clients.stores), len(grades)),
        grades=grades,
        talk_weeks=weeks_of_talks(days_of_talks(book), regime),
        due=due_of(clients),
        week=int(book.week),
    )


def under_way(clients: Any, places: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is agreed and talked about by pair, and how many talks each place leads."""
    agreed = np.zeros((places, places), dtype=np.int64)
    talking, leads = agreed.copy(), np.zeros(places, dtype=np.int64)
    book = clients.book[0]
    live = clients.deals[int(book.oldest) : int(book.deals)]
    for wanted, table in ((live["stage"] == DealStage.AGREED, agreed), (live["stage"] <= DealStage.TALKING, talking)):
        np.add.at(table, (live["source"][wanted], live["goal"][wanted]), live["rest"][wanted])
    np.add.at(leads, live["source"][live["stage"] <= DealStage.TALKING], 1)
    return agreed, talking, leads


def who_knows(clients: Any, mode: Any, week: int) -> np.ndarray:
    """Which places know of each other: all on a common platform, else who has found whom by *week*, since both began.

    A store is known to whoever opened it, and to all where stores are everybody's.
    """
    sites, number = clients.sites, len(clients.sites)
    places, soils = number + len(clients.kept), len(clients.kept) // max(len(clients.stores), 1)
    if mode.platform:
        known = np.ones((places, places), dtype=bool)
    else:
        begun = sites["begins"] // WEEK
        both = np.maximum(begun[:, None], begun[None, :])
        known = np.zeros((places, places), dtype=bool)
        meets = clients.pairs["meets"].reshape(places, places)[:number, :number]
        known[:number, :number] = (both <= week) & (week - both >= meets)
    for k, store in enumerate(clients.stores):
        own = np.ones(places, dtype=bool) if mode.stores else np.arange(places) == store.owner
        for place in range(number + k * soils, number + (k + 1) * soils):
            known[:, place] = known[place, :] = own
    return known


def days_of_talks(book: Any) -> float:
    """Days that a round has taken so far, on average; before anybody has talked, a week (D2)."""
    return float(book.talk_days) / int(book.talks) if book.talks else EXPECTED_TALKS


def weeks_of_talks(days: float, regime: Any) -> int:
    """Weeks until a deal that is proposed now is expected to hold: as rounds have taken so far."""
    return math.ceil((days + delay_of(regime)) / WEEK) if regime.talks.needed else 0


def due_of(clients: Any) -> dict[tuple[int, int], int]:
    """Of each pair of places that talks, weeks from Monday until that is expected to end: one at least."""
    book = clients.book[0]
    days, monday = days_of_talks(book), float(WEEK * (int(book.week) + 1))
    live = clients.deals[int(book.oldest) : int(book.deals)]
    return {
        (int(deal.source), int(deal.goal)): max(1, math.ceil((float(deal.begins) + days - monday) / WEEK))
        for deal in live[live["stage"] == DealStage.TALKING]
    }


def delay_of(regime: Any) -> float:
    """Days that an office takes from its plan to the first word; who looks for himself takes none."""
    return float(regime.office.delay_days) if regime.mode.optimiser else 0.0


def fits(outlook: Outlook, sites: Any) -> np.ndarray:
    """Whether earth of each soil is good enough for each site (soil, site); only fills ask for any."""
    grades = outlook.grades[:, None]
    good: np.ndarray = (grades > 0) & (grades >= sites["grade"][None, :]) & sites["fills"][None, :]
    return good
