"""How blocks come about: who lives there, and every defect that may ever arise in them, each a dormant matter."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.clients.blocks.purposes import EXAMINED, FIRST_VISIT, GAP, JOINT, PEOPLE
from sim.clients.blocks.state import NEVER, Block, Blocks, BlockSample, Book, Exam, Item, KindOfDefect, Sampled
from sim.clients.doors import HALF, Arising
from sim.clients.initialisation import Initialisation, Initialised
from sim.core.calendar import MONTH, WEEK, WORKING_WEEK, calendar_time
from sim.core.compiling import compiled, internal
from sim.core.randomness import exponential, lognormal, normal, uniform
from sim.core.rows import Rows
from sim.matters.state import Clearance, Matter

KINDS_MOST = 16  # keys set aside for the kinds of one block
ORDINALS_MOST = 4096  # keys set aside for the defects of one item; more than four a month in sixty-five years
MONTH_WORKED = MONTH * WORKING_WEEK / WEEK  # working days of a month


@internal
def gap_before(seed: int, item: Item, ordinal: int, kind: KindOfDefect) -> float:
    """Time before the item's next defect: working days, or days after the last was mended where it is a habit."""
    mean = kind.half_life / HALF if kind.habit else kind.gap
    return exponential(seed, GAP, item.key, ordinal, 0) * mean


@internal
def is_joint(seed: int, key: int, kind: KindOfDefect) -> bool:
    """Whether the defect with this *key* takes the partner, too."""
    return uniform(seed, JOINT, key, 0, 0) < kind.joint_share


@compiled
def settle(seed: int, blocks: Rows[Block], people: float, sigma: float, interval: float) -> None:
    """Write every block: who lives there, and how long ago it was inspected last."""
    for b in range(len(blocks)):
        block = blocks[b]
        block.key = b
        drawn = lognormal(people, sigma, normal(seed, PEOPLE, b, 0, 0))
        block.people = max(1, math.floor(drawn + 0.5))
        block.last_visit = -interval * uniform(seed, FIRST_VISIT, b, 0, 0)
        block.owner = -1


@compiled
def count_defects(seed: int, items: Rows[Item], kinds: Rows[KindOfDefect], until: float) -> tuple[int, int]:
    """How many defects every item may have before day *until*; of all, how many there are and what they take.

    A habit comes back only after it was mended: as often as here where that took no time, and not oftener.
    """
    number = 0
    needed = 0
    for i in range(len(items)):
        item, kind = items[i], kinds[i % len(kinds)]
        item.key = (i // len(kinds)) * KINDS_MOST + i % len(kinds)
        item.first = number
        time = 0.0
        while kind.habit or kind.gap > 0.0:
            time += gap_before(seed, item, item.room, kind)
            if (time if kind.habit else calendar_time(time, WORKING_WEEK)) >= until or item.room == ORDINALS_MOST:
                break
            needed += 2 if is_joint(seed, item.key * ORDINALS_MOST + item.room, kind) else 1
            item.room += 1
        number += item.room
    return number, needed


@compiled
def write_defects(
    seed: int,
    items: Rows[Item],
    kinds: Rows[KindOfDefect],
    arisings: Rows[Arising],
    matters: Rows[Matter],
    clearances: Rows[Clearance],
) -> None:
    """Write every defect at rest: what it takes, and when it arises (a habit's first alone; more follow mending)."""
    taken = 0
    for i in range(len(items)):
        item, kind = items[i], kinds[i % len(kinds)]
        time = 0.0
        item.next_arises = NEVER
        for n in range(item.room):
            m = item.first + n
            time += gap_before(seed, item, n, kind)
            arisings[m].arises = time if kind.habit else calendar_time(time, WORKING_WEEK)
            if n == 0:
                item.next_arises = arisings[m].arises
            if kind.habit:
                arisings[m].arises = -1.0
            arisings[m].calls = -1.0
            taken = write_defect(seed, matters[m], clearances, taken, item, n, kind)
            matters[m].client = i // len(kinds)
            matters[m].kind = i % len(kinds)
            for k in range(matters[m].first, taken):
                clearances[k].matter = m


@internal
def write_defect(
    seed: int, matter: Matter, clearances: Rows[Clearance], taken: int, item: Item, n: int, kind: KindOfDefect
) -> int:
    """Write the item's *n*-th defect with its clearances from row *taken* on; the first row that is free after them."""
    matter.key = item.key * ORDINALS_MOST + n
    matter.next = -1
    matter.first = taken
    matter.clearances = 2 if is_joint(seed, matter.key, kind) else 1
    matter.effort = kind.effort / matter.clearances
    matter.measured = kind.measured
    for k in range(matter.clearances):
        clearance = clearances[taken + k]
        clearance.ordinal = k
        clearance.competence = kind.owner if k == 0 else kind.partner
        matter.competences |= 1 << clearance.competence
    return taken + int(matter.clearances)


@compiled
def draw_lots(seed: int, items: Rows[Item], exam: int, together: int, lots: np.ndarray) -> None:
    """A lot for each item in one exam, by the item's key: those with the smallest are looked at.

    So many items *together* have one lot, that of the first: 1, or all of a block.
    """
    for i in range(len(items)):
        lots[i] = uniform(seed, EXAMINED, items[i // together * together].key, exam, 0)


def hold_exams(seed: int, blocks: Any, intervention: int, items: Rows[Item], kinds: Rows[KindOfDefect]) -> Any:
    """The days of the exams and what each looks at: items that stand in the index then, without replacement, by lot."""
    told, again = blocks.assessment, blocks.second_round
    exams, size = Exam.make(told.tests), told.items_sampled
    exams["day"] = intervention + told.first_day + np.arange(told.tests) * told.interval
    exams["first"], exams["items"] = np.arange(told.tests) * size, size
    exams["unseen"] = -1.0
    sample = Sampled.make(told.tests * size)
    second = (exams["day"] >= intervention + again.after) & (again.after > 0)
    exams["target"] = np.where(second, again.target, told.target)
    lots, together = np.empty(len(items)), len(kinds) if told.whole_blocks else 1
    for e in range(told.tests):
        stands = kinds["measured"] | (kinds["later"] & second[e])
        standing = np.flatnonzero(stands[np.arange(len(items)) % len(kinds)])
        draw_lots(seed, items, e, together, lots)
        chosen = standing[np.argsort(lots[standing], kind="stable")[:size]]
        sample["chosen"][e * size : (e + 1) * size] = np.sort(chosen)
    return exams, sample


def initialise(city: Initialisation) -> Initialised:
    """The blocks of a city, all in order, on the morning of day 0."""
    told, kinds, seed = city.scenario.blocks, city.numbers.clients.copy(), city.seed
    blocks, items = Block.make(told.total), Item.make(told.total * len(kinds))
    settle(seed, blocks, told.people, told.people_sigma, told.visit_interval)
    number, needed = count_defects(seed, items, kinds, city.last)
    arisings, matters, clearances = Arising.make(number), Matter.make(number), Clearance.make(needed)
    if number:
        write_defects(seed, items, kinds, arisings, matters, clearances)
    matters["effort_law"], matters["effort_sigma"] = told.effort_law, told.effort_sigma
    exams, sample = hold_exams(seed, told, city.scenario.calendar.intervention_day, items, kinds)
    book, record = open_book(city, blocks, kinds), BlockSample.make(city.samples)
    rows = Blocks(blocks, items, arisings, kinds, exams, sample, book, record)
    return Initialised(rows, matters, clearances, calls=len(blocks))


def open_book(city: Initialisation, blocks: Rows[Block], kinds: Rows[KindOfDefect]) -> Rows[Book]:
    """The city's book while everything is in order."""
    book, scenario = Book.make(1), city.scenario
    people, measured = int(blocks["people"].sum()), int(kinds["measured"].sum())
    inspector = list(scenario.city.departments).index(scenario.city.visit_department)
    book["inspector"] = city.departments["competence"][inspector]
    book["weight"] = book["in_order"] = people * measured
    book["other_weight"] = book["other_in_order"] = people * (len(kinds) - measured)
    book["ends_team"] = scenario.blocks.assessment.ends_team
    book["target"] = scenario.blocks.assessment.target
    book["reached_test"] = book["again_test"] = -1
    return book


def tables(scenario: Any) -> Rows[KindOfDefect]:
    """The kinds of defect, their departments by competence."""
    told, city = scenario.blocks, scenario.city
    kinds = KindOfDefect.make(len(told.kinds))
    for row, kind in zip(kinds, told.kinds.values(), strict=True):
        row["gap"] = MONTH_WORKED / kind.arrivals if kind.arrivals > 0.0 else 0.0
        row["half_life"] = told.relapse_half_life * MONTH
        row["owner"], row["partner"] = competence_of(city, kind.owner), competence_of(city, kind.partner)
        for name in ("habit", "measured", "later", "joint_share", "effort"):
            row[name] = getattr(kind, name)
    return kinds


def competence_of(city: Any, department: str) -> int:
    """The competence of a department, -1 where none is named."""
    if not department:
        return -1
    return int(city.competences.index(city.departments[department].competence or department))


def parts(scenario: Any, _: Any) -> dict[str, Any]:
    """What rules read of blocks in a regime."""
    told = scenario.blocks
    return {"blocks": told, "doors": told.doors, "assessment": told.assessment, "second_round": told.second_round}
