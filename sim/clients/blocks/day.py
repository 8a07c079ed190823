"""A day of the blocks: the test, what arises, the time kept free for upkeep, and the inspections that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cadres.state import Post
from sim.clients import face
from sim.clients.blocks.exam import hold_exam, mind_herald, points
from sim.clients.blocks.renewal import mind_round
from sim.clients.blocks.state import NEVER, Block, Blocks, Item
from sim.clients.blocks.turning import days_between_inspections, turn_to_test
from sim.clients.callers import caller_of
from sim.clients.doors import expect_call
from sim.coordination.arrange import fence
from sim.core.calendar import WORKING_WEEK, is_working_day
from sim.core.compiling import internal
from sim.desks.state import JobKind
from sim.desks.take_up import new_job, place
from sim.state.regime import Regime
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.blocks.parameters import Assessment, BlockNumbers, SecondRound
    from sim.clients.doors import Doors


class BlockRegime(Regime):
    """A regime with the numbers of blocks; only a type."""

    blocks: BlockNumbers
    doors: Doors
    assessment: Assessment
    second_round: SecondRound


@face.live_today.of(Blocks)
@internal
def live_today(state: State[Blocks], day: int, regime: BlockRegime) -> None:
    """One day of the blocks.

    1. What came back overnight counts this morning.
    2. The second round, where it begins today, before the index of the morning and the test.
    3. What arises today, so that whoever lives there can call about it today.
    4. Whether departments turn to the next test, and who keeps time free for upkeep, as people come and go with teams.
    5. The inspections that are due.
    """
    city, book, now = state.city[0], state.clients.book[0], float(day)
    arise_before(now, state, day, regime)
    mind_round(now, state, regime.second_round)
    book.index = points(book.in_order, book.weight)
    book.other_index = points(book.other_in_order, book.other_weight)
    if now >= city.intervention:
        count_morning(state)
    mind_herald(now, state, regime.assessment)
    hold_exam(now, state)
    turn_to_test(now, state, regime.assessment, regime)
    arise_before(now + 1.0, state, day, regime)
    keep_free(now, state, regime.blocks)
    if is_working_day(day, WORKING_WEEK):
        send_inspectors(now, day, state, regime)


@internal
def count_morning(state: State[Blocks]) -> None:
    """Count this morning's index."""
    book = state.clients.book[0]
    book.days += 1
    book.index_days += book.index
    book.other_days += book.other_index
    book.target_days += book.index >= book.target


@internal
def arise_before(until: float, state: State[Blocks], day: int, regime: BlockRegime) -> None:
    """Everything that arises before *until* does; a block where nothing can is passed over."""
    blocks, items, kinds = state.clients.blocks, state.clients.items, len(state.clients.kinds)
    for b in range(len(blocks)):
        if blocks[b].next_arises < until:
            earliest = NEVER
            for i in range(b * kinds, (b + 1) * kinds):
                while items[i].next_arises < until:
                    arise(float(day), state, i, items[i], regime)
                earliest = min(earliest, items[i].next_arises)
            blocks[b].next_arises = earliest


@internal
def arise(now: float, state: State[Blocks], i: int, item: Item, regime: BlockRegime) -> None:
    """The next defect of item *i* arises: the item is not in order, and whoever lives there may call about it."""
    clients, m = state.clients, item.first + item.arisen
    arising, kind = clients.arisings[m], clients.kinds[i % len(clients.kinds)]
    arising.arises = item.next_arises
    item.arisen += 1
    if kind.habit or item.arisen >= item.room:
        item.next_arises = NEVER
    else:
        item.next_arises = clients.arisings[m + 1].arises
    block = clients.blocks[i // len(clients.kinds)]
    if item.open == 0:
        put_in_order(state, block, kind.measured, -1)
    item.open += 1
    block.open += 1
    expect_call(now, state, m, arising, regime.doors)


@internal
def put_in_order(state: State[Blocks], block: Block, measured: bool, change: int) -> None:
    """One item of a block more (1) or less (-1) is in order."""
    book = state.clients.book[0]
    if measured:
        book.in_order += change * block.people
    else:
        book.other_in_order += change * block.people


@internal
def keep_free(now: float, state: State[Blocks], told: BlockNumbers) -> None:
    """Departments that own defects keep a share of everybody's days free of routine; more where more is set aside."""
    if told.upkeep_share <= 0.0:
        return
    city, cadres = state.city[0], state.cadres
    owning = 0
    for k in range(len(state.clients.kinds)):
        owning |= 1 << state.clients.kinds[k].owner
    city.fenced = True
    for c in range(len(cadres)):
        cadre = cadres[c]
        owns = (owning >> state.departments[cadre.department].competence) & 1 == 1
        if owns and cadre.post == Post.AT_HOME and cadre.duty_share < told.upkeep_share:
            fence(cadre, told.upkeep_share, now, city.until + 1.0, c, 1)


@internal
def is_due(block: Block, day: int, interval: float, chosen: bool) -> bool:
    """Whether a block is to be inspected today; where only what the test looks at is *chosen*, others wait."""
    if block.visit_pending or day - block.last_visit < interval:
        return False
    return block.sampled or not chosen


@internal
def send_inspectors(now: float, day: int, state: State[Blocks], regime: BlockRegime) -> None:
    """File an inspection of every block that is due one; its own cadre goes where it has one, else whoever is free.

    A team that is rated, and departments that have turned to a test, go where it will look, once that is known.
    """
    blocks, book = state.clients.blocks, state.clients.book[0]
    usual = regime.mode.visit_days if regime.mode.visit_days > 0.0 else regime.blocks.visit_interval
    interval = days_between_inspections(book.turned, usual, regime.assessment)
    chosen = book.heralded and (regime.mode.evaluated or book.turned)
    for b in range(len(blocks)):
        block = blocks[b]
        if is_due(block, day, interval, chosen):
            block.visit_pending = True
            competence = caller_of(state, block, book.inspector)
            desk = state.routes[block.slot + competence].desk
            row = new_job(now, state, JobKind.CALL, b, competence, desk, regime.blocks.visit_effort, block.owner)
            place(now, state, row, regime)


@face.note.of(Blocks)
@internal
def note(state: State[Blocks], row: int) -> None:
    """The day's sample: the morning's index."""
    sample, book = state.clients.samples[row], state.clients.book[0]
    sample.index = book.index
    sample.other_index = book.other_index
