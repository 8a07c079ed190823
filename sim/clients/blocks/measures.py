"""From the final state of a city whose blocks are assessed to its columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.clients.blocks.second_call import of_second_round
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
        **of_defects(end, float(regime.second_round.after)),
        **of_filing(end),
        **of_tests(end),
        **of_second_round(end, regime),
        "index_mean": float(book.index_days) / days,
        "unmeasured_mean": float(book.other_days) / days,
        "target_share": float(book.target_days) / days,
        "index_end": float(book.index),
        "inspections": float(end.city[0].ledger.contacts),
    }


def of_defects(end: State[Blocks], after: float) -> dict[str, float]:
    """Days that defects stood open, by the people of their blocks; of kinds that came into the index *after*, both."""
    city, clients = end.city[0], end.clients
    arises, mended, rows = spans(end)
    people = (clients.blocks["people"] / clients.blocks["people"].mean())[end.matters["client"][rows]]
    starts, stops = np.maximum(arises, city.intervention), np.minimum(mended, city.until)
    days = (stops - starts) * people
    later = clients.kinds["later"][end.matters["kind"][rows]]
    measured = clients.kinds["measured"][end.matters["kind"][rows]] & ~later
    since = np.clip(stops - np.maximum(starts, city.intervention + after), 0.0, None) * people
    since = since[later] if clients.book[0].round_now else np.zeros(int(later.sum()))
    return {
        "defect_days": float(days.sum()),
        "measured_defect_days": float(days[measured].sum()) + float(since.sum()),
        "unmeasured_defect_days": float(days[~measured].sum()) - float(since.sum()),
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


def of_tests(end: State[Blocks]) -> dict[str, float]:
    """How the tests went, what they did not look at, and the index a year after the first that was passed."""
    clients, book = end.clients, end.clients.book[0]
    held = clients.exams[clients.exams["held"]]
    unseen = held["unseen"][held["unseen"] >= 0.0]
    return {
        "index_tested": float(held["score"].mean()) if len(held) else math.nan,
        "index_unseen": float(unseen.mean()) if len(unseen) else math.nan,
        "tests_reached": float((held["score"] >= held["target"]).sum()),
        "first_reached": float(book.reached_test + 1) if book.reached_test >= 0 else math.nan,
        "again_reached": float(book.again_test + 1) if book.again_test >= 0 else math.nan,
        "index_year_after": year_after(end) if book.reached_test >= 0 else math.nan,
    }


def year_after(end: State[Blocks]) -> float:
    """The index a year after the first test that found the target reached; NaN beyond the horizon."""
    city, clients = end.city[0], end.clients
    day = float(clients.exams[clients.book[0].reached_test].day) - city.intervention + YEAR
    there = np.flatnonzero(end.series["day"][: int(city.sampled)] == day)
    return float(clients.samples["index"][there[-1]]) if len(there) else math.nan
