"""The columns of a city whose blocks are assessed, and its headline."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.clients.blocks.state import Blocks
from sim.measures.column import NEVER, Column
from sim.state.state import State

HEADLINE = ("defect_days", "index_mean", "index_tested", "tests_reached", "staff_days", "lost_routine")

COLUMNS: tuple[Column, ...] = (
    Column(
        "defect_days",
        "defect-days",
        "days that defects stood open after the intervention, from arising to mending, by the people of their blocks "
        "(a block of mean size counts once)",
        "low",
    ),
    Column("measured_defect_days", "defect-days", "the same of what stands in the index", "low"),
    Column("unmeasured_defect_days", "defect-days", "the same of what does not", "low"),
    Column(
        "mended_from_filing",
        "day",
        "mean over the defects behind restricted_days that came on file, of min(days from filing to mending, horizon); "
        "missing without any",
        "low",
    ),
    Column("found_share", "share", "of the defects filed after the intervention, found by an inspection", "none"),
    Column(
        "index_mean", "points", "mean index of the mornings after the intervention, of all that stands in it", "high"
    ),
    Column("unmeasured_mean", "points", "the same of the kinds that do not stand in it; 100 without any", "high"),
    Column("index_tested", "points", "mean score of the tests held; missing without any", "high"),
    Column(
        "index_unseen",
        "points",
        "mean index on the same days of what stands in it and was not looked at; missing where all was",
        "high",
    ),
    Column(
        "target_share", "share", "of the mornings after the intervention, with the index at the target or above", "high"
    ),
    Column("tests_reached", "tests", "that found the target reached", "high"),
    Column(
        "first_reached",
        "test",
        "the first test that found the target reached, counted from 1; missing when never",
        "low",
        NEVER,
    ),
    Column(
        "index_year_after",
        "points",
        "index 365 days after the first test that found the target reached; missing without such a day in the run",
        "high",
    ),
    Column(
        "again_reached",
        "test",
        "the first test of the second round that found its target reached, counted from 1 over all; missing when never",
        "low",
        NEVER,
    ),
    Column("index_again", "points", "mean index of the mornings of the second round; missing without one", "high"),
    Column(
        "team_home", "day", "from the intervention to the first return of all members; missing when they stay", "none"
    ),
    Column("called_again", "day", "from the intervention to the team's second call; missing without one", "none"),
    Column("setup_again", "day", "from that call to the team's first working day; missing without one", "low"),
    Column("returned_share", "share", "of those called then, members before; missing without a second call", "none"),
    Column("room_days", "day", "that a room kept ready stood empty", "low"),
    Column("index_end", "points", "index on the last morning", "high"),
    Column("inspections", "inspections", "made after the intervention", "none"),
)


def index(end: State[Blocks]) -> np.ndarray:
    """The index of what stands in it, sample by sample."""
    return np.asarray(end.clients.samples["index"][: int(end.city[0].sampled)])


def other_index(end: State[Blocks]) -> np.ndarray:
    """The same of what does not stand in it."""
    return np.asarray(end.clients.samples["other_index"][: int(end.city[0].sampled)])


SERIES: dict[str, Callable[[State[Blocks]], np.ndarray]] = {"index": index, "unmeasured_index": other_index}
