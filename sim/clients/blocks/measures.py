"""From the final state of a city whose blocks are assessed to its columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.clients.blocks.state import Blocks
from sim.clients.doors import Door
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.blocks.day import BlockRegime

FOLLOWED = 90.0  # days: what arose later than so long before the horizon is not followed long enough to be told
YEAR = 365


def spans(end: State[Blocks]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """When each defect that stood open after the intervention arose and was mended (inf when never), and its row."""
    city, matters = end.city[0], end.matters
    arises = end.clients.arisings["arises"]
    mended = np.where(matters["solved"], matters["closed"], np.inf)
    rows = np.flatnonzero((arises >= 0.0) & (arises < city.until) & (mended > city.intervention))
    return arises[rows], mended[rows], rows


def followed(end: State[Blocks]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same of those that arose long enough before the horizon."""
    city = end.city[0]
    arises, mended, rows = spans(end)
    told = arises < city.until - min(FOLLOWED, (city.until - city.intervention) / 2.0)
    return arises[told], mended[told], rows[told]


def days_to_mend(_: State[Blocks], end: State[Blocks]) -> np.ndarray:
    """Days from the later of arising and the intervention until each defect was mended; inf when never."""
    arises, mended, _rows = followed(end)
    days: np.ndarray = mended - np.maximum(arises, end.city[0].intervention)
    return days


def measure(_: State[Blocks], end: State[Blocks], regime: BlockRegime, *__: object) -> dict[str, float]:
    """Every column of the kind."""
    book, days = end.clients.book[0], max(int(end.clients.book[0].days), 1)
    return {
        **of_defects(end),
        **of_filing(end),
        **of_tests(end, float(regime.assessment.target)),
        "index_mean": float(book.index_days) / days,
        "unmeasured_mean": float(book.other_days) / days,
        "target_share": float(book.target_days) / days,
        "index_end": float(book.index),
        "inspections": float(end.city[0].ledger.contacts),
    }


def of_defects(end: State[Blocks]) -> dict[str, float]:
    """Days that defects stood open, by the people of their blocks."""
    city, clients = end.city[0], end.clients
    arises, mended, rows = spans(end)
    people = clients.blocks["people"] / clients.blocks["people"].mean()
    days = np.minimum(mended, city.until) - np.maximum(arises, city.intervention)
    days *= people[end.matters["client"][rows]]
    measured = clients.kinds["measured"][end.matters["kind"][rows]]
    return {
        "defect_days": float(days.sum()),
        "measured_defect_days": float(days[measured].sum()),
        "unmeasured_defect_days": float(days[~measured].sum()),
    }


def of_filing(end: State[Blocks]) -> dict[str, float]:
    """Days from filing to mending, and through which door defects came on file."""
    city, matters = end.city[0], end.matters
    _arises, mended, rows = followed(end)
    filed, door = matters["filed"], end.clients.arisings["door"]
    on_file = door[rows] != Door.NONE
    days = np.minimum(
        mended[on_file] - np.maximum(filed[rows][on_file], city.intervention), city.until - city.intervention
    )
    since = (door != Door.NONE) & (filed >= city.intervention)
    return {
        "mended_from_filing": float(days.mean()) if len(days) else math.nan,
        "found_share": float((door[since] == Door.VISIT).mean()) if since.any() else math.nan,
    }


def of_tests(end: State[Blocks], target: float) -> dict[str, float]:
    """How the tests went, what they did not look at, and the index a year after the first that was passed."""
    clients, book = end.clients, end.clients.book[0]
    held = clients.exams[clients.exams["held"]]
    unseen = held["unseen"][held["unseen"] >= 0.0]
    return {
        "index_tested": float(held["score"].mean()) if len(held) else math.nan,
        "index_unseen": float(unseen.mean()) if len(unseen) else math.nan,
        "tests_reached": float((held["score"] >= target).sum()),
        "first_reached": float(book.reached_test + 1) if book.reached else math.nan,
        "index_year_after": year_after(end) if book.reached else math.nan,
    }


def year_after(end: State[Blocks]) -> float:
    """The index a year after the first test that found the target reached; NaN beyond the horizon."""
    city, clients = end.city[0], end.clients
    day = float(clients.exams[clients.book[0].reached_test].day) - city.intervention + YEAR
    there = np.flatnonzero(end.series["day"][: int(city.sampled)] == day)
    return float(clients.samples["index"][there[-1]]) if len(there) else math.nan
