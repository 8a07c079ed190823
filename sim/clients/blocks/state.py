"""What is known of blocks, of their items, of what can be wrong with them, and of the tests: one row each."""

from __future__ import annotations

from typing import NamedTuple

from sim.clients.doors import Arising
from sim.core.rows import Rows, RowTuple, RowType, flag, real, whole

NEVER = 1e9  # a day that no run reaches


class Block(RowType):
    """A block: a few streets or an estate, with the people who live there."""

    key: int = whole("id", "keys every draw of this block")
    people: int = whole("persons", "who live there: its weight in the index")
    visits: int = whole("visits", "inspections so far")
    last_visit: float = real("day", "day of the last inspection")
    visit_pending: bool = flag("an inspection is queued or under way")
    sampled: bool = flag("has an item in the next test, and that is known")
    owner: int = whole("cadre", "its named cadre, -1 for none")
    slot: int = whole("route", "first of the routes that its inspections take")
    open: int = whole("defects", "that have arisen and are not really mended")
    next_arises: float = real("day", "no defect arises there before it; the looking goes on from there")


class Item(RowType):
    """One thing that is assessed in one block: it is in order while no defect of its kind is open there."""

    key: int = whole("id", "keys its draws: the block's and the kind's")
    next_arises: float = real("day", "when its next defect arises")
    first: int = whole("matter", "first of its rows among the matters")
    room: int = whole("matters", "how many defects it can ever have")
    arisen: int = whole("defects", "that have arisen")
    known: int = whole("defects", "of those, all before this one have been filed")
    open: int = whole("defects", "that have arisen and are not really mended")
    sampled: bool = flag("stands in the next test, and that is known")


class KindOfDefect(RowType):
    """What defects of one kind are."""

    gap: float = real("working days", "mean time between two, where they arise by themselves")
    half_life: float = real("day", "after which half of those mended have come back, where it is a habit")
    habit: bool = flag("comes back some time after it was mended; does not arise otherwise")
    measured: bool = flag("stands in the index")
    later: bool = flag("stands in it from the second round on")
    owner: int = whole("competence", "whose it is")
    partner: int = whole("competence", "who must do its part of a joint one, -1 for nobody")
    joint_share: float = real("share", "of defects that both must see to")
    effort: float = real("working days", "median effort, shared where two see to it")


class Exam(RowType):
    """A day on which the city is assessed."""

    day: float = real("day", "when")
    first: int = whole("row", "first of its rows in the sample")
    items: int = whole("items", "how many are looked at")
    held: bool = flag("has been")
    target: float = real("points", "at which it finds the target reached")
    score: float = real("points", "of what was looked at")
    unseen: float = real("points", "of what stands in the index and was not looked at, -1 where all was")


class Sampled(RowType):
    """One item of the sample of a test."""

    chosen: int = whole("item", "which")


class Book(RowType):
    """The city's book: how much is in order, and how the tests went."""

    weight: int = whole("persons", "over all items that stand in the index")
    in_order: int = whole("persons", "of those, whose items are in order")
    other_weight: int = whole("persons", "over all items that do not stand in it")
    other_in_order: int = whole("persons", "of those, whose items are in order")
    inspector: int = whole("competence", "of those who inspect")
    index: float = real("points", "this morning")
    other_index: float = real("points", "this morning, of what does not stand in it")
    days: int = whole("days", "mornings counted")
    index_days: float = real("point-days", "sum of the index over those mornings")
    other_days: float = real("point-days", "the same of what does not stand in it")
    target_days: int = whole("days", "mornings on which the index was at the target or above")
    next_test: int = whole("test", "its row")
    heralded: bool = flag("what the next test will look at is known")
    turned: bool = flag("departments have turned to the next test")
    reached: bool = flag("a test of this round found the target reached")
    round_now: int = whole("round", "which it is, from 0")
    target: float = real("points", "now in force")
    ends_team: bool = flag("members go home once that is so")
    reached_test: int = whole("test", "the first of all that did, -1 before")
    again_test: int = whole("test", "the first of the second round that did, -1 before")


class BlockSample(RowType):
    """How the city stands on one day; a row for each of its own samples."""

    index: float = real("points", "of what stands in the index")
    other_index: float = real("points", "of what does not")


@RowTuple.register
class Blocks(NamedTuple):
    """The clients of a campaign: blocks, their items, what arises there, the tests, the book and the record."""

    blocks: Rows[Block]
    items: Rows[Item]
    arisings: Rows[Arising]
    kinds: Rows[KindOfDefect]
    exams: Rows[Exam]
    sample: Rows[Sampled]
    book: Rows[Book]
    samples: Rows[BlockSample]
