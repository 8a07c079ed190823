"""Doors: what has arisen is filed by whoever is first, and days are counted from arising and from filing."""

import numpy as np

from sim.city.initialise import initialise
from sim.city.run import history, live
from sim.clients.doors import Door
from sim.matters.state import MatterStage
from tests.quarter import AT_ONCE, NO_DOORS, NO_TESTS, kind, quarter
from tests.stories import ends, numbers


def filed(state):
    """Rows of what has been filed, with the day on which it arose and its door."""
    rows = np.flatnonzero(state.matters["stage"] != MatterStage.DORMANT)
    return rows, state.clients.arisings["arises"][rows], state.clients.arisings["door"][rows]


def test_without_doors_nothing_is_ever_filed_and_everything_stays():
    _, end = ends(quarter(**NO_DOORS))
    assert len(filed(end)[0]) == 0
    arisen = (end.clients.arisings["arises"] >= 0.0) & (end.clients.arisings["arises"] < end.city[0].until)
    assert end.clients.items["open"].sum() == arisen.sum() > 50


def test_a_call_comes_when_it_was_drawn_and_an_inspection_may_be_first():
    """Whoever calls at once is always first; else whichever is earlier, and never before it arose."""
    _, end = ends(quarter(**AT_ONCE))
    rows, arises, door = filed(end)
    assert (door == Door.CALL).all()
    assert np.array_equal(end.matters["filed"][rows], arises)
    _, end = ends(quarter(blocks__doors__call_share=0.7))
    rows, arises, door = filed(end)
    assert {*door} == {Door.CALL, Door.VISIT}
    called, calls = door == Door.CALL, end.clients.arisings["calls"][rows]
    assert np.array_equal(end.matters["filed"][rows][called], calls[called])
    assert (calls[~called] < 0.0).any()
    later = calls[~called] >= 0.0
    assert (end.matters["filed"][rows][~called][later] <= calls[~called][later]).all()
    assert (end.matters["filed"][rows] >= arises).all()


def test_an_inspection_finds_with_the_probability_told_and_everything_at_one():
    """A defect that was there at an inspection has been filed by it, where inspections miss nothing."""
    _, end = ends(quarter(blocks__doors__call_share=0.0, blocks__doors__detection=1.0))
    blocks, kinds = end.clients.blocks, len(end.clients.kinds)
    arises = end.clients.arisings["arises"]
    for i, item in enumerate(end.clients.items):
        rows = slice(item.first, item.first + item.arisen)
        seen = arises[rows] < blocks[i // kinds].last_visit - 1.0
        assert (end.clients.arisings["door"][rows][seen] == Door.VISIT).all()
    _, half = ends(quarter(blocks__doors__call_share=0.0, blocks__doors__detection=0.5, blocks__visit_interval=60.0))
    assert 0 < len(filed(half)[0]) < len(filed(end)[0])


def test_one_block_more_leaves_every_other_block_alone():
    """When defects arise, who calls about them and when, and what they take: as it was."""
    few, more = (history(one, numbers(one), 3) for one in (quarter(), quarter(blocks__total=31)))
    kept = len(few.matters)
    assert np.array_equal(few.matters["key"], more.matters["key"][:kept])
    assert np.array_equal(few.clients.arisings["arises"], more.clients.arisings["arises"][:kept])
    assert np.array_equal(few.clients.arisings["calls"], more.clients.arisings["calls"][:kept])
    assert np.array_equal(few.clients.blocks["people"], more.clients.blocks["people"][:30])
    assert np.array_equal(few.clearances["competence"], more.clearances["competence"][: len(few.clearances)])


def test_a_habit_comes_back_only_after_it_was_mended():
    habit = {"spitting": kind(habit=True, effort=0.05)}
    _, end = ends(
        quarter(blocks__kinds=habit, blocks__relapse_half_life=0.25, blocks__doors__call_share=0.5, **NO_TESTS)
    )
    again = 0
    for item in end.clients.items:
        assert item.open in {0, 1}
        for m in range(item.first + 1, item.first + item.arisen):
            again += 1
            assert end.matters[m - 1].solved
            assert end.clients.arisings[m].arises > end.matters[m - 1].closed
    assert again > 50


def test_nothing_is_lost_or_doubled_on_any_morning():
    """Blocks, items and the book agree on what is open and what is in order, with a team and after it."""
    told = quarter("task_force", blocks__assessment__target=10.0, blocks__assessment__first_day=60)
    records = numbers(told)
    state = initialise(told, records, 4)
    for day in range(1, 60):
        state = live(state, records, float(day))
        check(state)
    past, end = ends(told, 4)
    check(past)
    check(end)
    assert end.city[0].dissolved > 0.0


def check(state):
    """The counts of items are those of matters, those of blocks of items, those of the book of people."""
    clients, kinds = state.clients, len(state.clients.kinds)
    items, people = clients.items, np.repeat(clients.blocks["people"], kinds)
    open_now = np.zeros(len(items), int)
    for i, item in enumerate(items):
        rows = slice(item.first, item.first + item.arisen)
        open_now[i] = (~state.matters["solved"][rows]).sum()
    assert np.array_equal(items["open"], open_now)
    assert np.array_equal(clients.blocks["open"], open_now.reshape(-1, kinds).sum(axis=1))
    measured = clients.kinds["measured"][np.arange(len(items)) % kinds]
    assert clients.book[0].in_order == people[measured & (open_now == 0)].sum()
    assert clients.book[0].other_in_order == people[~measured & (open_now == 0)].sum()
