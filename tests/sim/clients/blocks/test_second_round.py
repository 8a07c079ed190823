"""The second round: people return, to a room kept ready or not, and new kinds of work stand in the index."""

import numpy as np
import pytest

from sim.city.initialise import initialise
from sim.clients.blocks.exam import points
from sim.clients.blocks.measures import measure
from sim.matters.state import MatterStage
from sim.task_forces.state import TeamStage
from tests.quarter import NO_DOORS, kind, quarter
from tests.sim.clients.blocks.test_doors import check as check_books
from tests.sim.test_conservation import check_jobs, check_matters, check_people
from tests.stories import ends, numbers

KINDS = {
    "litter": kind(),
    "tables": kind(measured=False, later=True),
    "noise": kind(owner="b", partner="a", measured=False),
}
SECOND = {
    "blocks__kinds": KINDS,
    "blocks__second_round__after": 50, "blocks__second_round__target": 2.0,
    "blocks__assessment__target": 1.0, "blocks__assessment__tests": 2,
    "blocks__assessment__first_day": 20, "blocks__assessment__interval": 70,
    "staffing__renewal": True, "staffing__room_kept": True,
    "staffing__setup_days": 14, "staffing__kept_setup_days": 8,
}  # fmt: skip
"""Day 60 the arms begin; tests on days 80 and 150, the second round on day 110; everything is reached at once.

A morning's clients come after its teams: who is called for a round is called the morning after it begins."""


def lines(end):
    """The life of the team: stage and day."""
    lives = end.lives[: int(end.city[0].lived)]
    return [(TeamStage(one["stage"]).label, float(one["day"])) for one in lives]


def again(arm="task_force", **changes):
    return quarter(arm, **(SECOND | changes))


def values(told, seed=1):
    past, end = ends(told, seed)
    return measure(past, end, numbers(told).arm), end


def called(working, *ends):
    """What a second call adds to the life of the team."""
    return [("called", 111.0), ("set up", 111.0), ("working", working), *(("dissolved", day) for day in ends)]


@pytest.mark.parametrize(
    ("changes", "second"),
    [
        ({}, called(119.0, 151.0)),
        ({"staffing__room_kept": False}, called(125.0, 151.0)),
        ({"staffing__kept_setup_days": 30}, called(125.0, 151.0)),
        ({"staffing__renewal": False}, []),
        ({"blocks__second_round__after": 0, "blocks__kinds": KINDS | {"tables": kind(measured=False)}}, []),
        ({"blocks__second_round__target": 100.0} | NO_DOORS, called(119.0)),
    ],
    ids=["kept", "not kept", "kept, but slower than anew", "not called", "no second round", "not reached again"],
)
def test_the_team_goes_home_and_is_called_again(changes, second):
    """A second call shortens set-up only where the room was kept, and never makes it longer."""
    _, end = ends(again(**changes))
    assert lines(end) == [("set up", 60.0), ("working", 74.0), ("dissolved", 81.0), *second]


def test_whoever_was_a_member_is_called_again_and_the_columns_say_so():
    row, end = values(again())
    moves = end.moves[: int(end.city[0].moved)]
    first = moves["cadre"][(moves["day"] == 60.0) & ~moves["leaves"]]
    second = moves["cadre"][(moves["day"] == 111.0) & ~moves["leaves"]]
    assert len(first) == 3
    assert sorted(first) == sorted(second)
    said = {"team_home": 21.0, "called_again": 51.0, "setup_again": 8.0, "returned_share": 1.0, "room_days": 30.0}
    assert {name: row[name] for name in said} == said
    assert (row["first_reached"], row["again_reached"], row["tests_reached"]) == (1.0, 2.0, 2.0)
    kept, _ = values(again(staffing__room_kept=False))
    assert (kept["setup_again"], kept["room_days"]) == (14.0, 0.0)
    gone, _ = values(again(staffing__renewal=False))
    assert np.isnan([gone["called_again"], gone["setup_again"], gone["returned_share"]]).all()
    assert gone["room_days"] == 99.0  # from day 81 to the horizon, day 180


def test_a_team_that_is_still_there_serves_the_second_round_and_is_not_called():
    """Nothing was reached before: it goes on, and ends once the second target is reached, for good."""
    _, end = ends(again(blocks__assessment__target=100.0, blocks__second_round__target=0.0, **NO_DOORS))
    assert lines(end) == [("set up", 60.0), ("working", 74.0), ("dissolved", 151.0)]
    assert (end.clients.book[0].reached_test, end.clients.book[0].again_test) == (1, 1)


@pytest.mark.parametrize("arm", ["siloed", "task_force"])
def test_new_kinds_stand_in_the_index_from_the_second_round_on(arm):
    """In every arm: the index of that morning is over both kinds, its samples too, and what is filed then counts."""
    told = again(arm)
    records = numbers(told)
    state = initialise(told, records, 3)
    people = state.clients.blocks["people"].sum()
    assert state.clients.book[0].weight == people
    exams, sample = state.clients.exams, state.clients.sample["chosen"].reshape(2, -1)
    assert list(exams["target"]) == [1.0, 2.0]
    assert {*(sample[0] % 3)} == {0}
    assert {*(sample[1] % 3)} == {0, 1}
    _, end = ends(told, 3)
    book, open_items = end.clients.book[0], end.clients.items["open"].reshape(-1, 3)
    weight = end.clients.blocks["people"]
    assert (book.weight, book.other_weight) == (2 * people, people)
    assert book.in_order == sum(weight[open_items[:, k] == 0].sum() for k in (0, 1))
    daily = end.series["day"][: int(end.city[0].sampled)]
    index = end.clients.samples["index"][: int(end.city[0].sampled)]
    assert index[daily == 119][0] == pytest.approx(points(book.in_order, book.weight), abs=12.0)
    matters = end.matters
    filed = matters["stage"] != MatterStage.DORMANT
    before, since = filed & (matters["filed"] < 110.0), filed & (matters["filed"] >= 110.0)
    tables = matters["kind"] == 1
    assert not matters["measured"][before & tables].any()
    known = (matters["filed"] >= 136.0) & (matters["filed"] < 150.0)  # what the test will look at is known
    assert matters["measured"][since & tables & ~known].all()
    assert (since & tables).sum() > 3


def test_days_of_a_kind_that_comes_later_are_split_on_the_day_of_the_round():
    """What the index does not see becomes what it sees; together they are all, and before the round nothing is seen."""
    row, end = values(again("siloed", **NO_DOORS), 2)
    arises, kinds = end.clients.arisings["arises"], end.matters["kind"]
    arisen = (arises >= 0.0) & (arises < 180.0)
    tables = np.maximum(arises[arisen & (kinds == 1)], 60.0)
    noise = np.maximum(arises[arisen & (kinds == 2)], 60.0)
    seen = (180.0 - np.maximum(tables, 110.0)).sum() + (180.0 - np.maximum(arises[arisen & (kinds == 0)], 60.0)).sum()
    unseen = (np.maximum(110.0 - tables, 0.0)).sum() + (180.0 - noise).sum()
    assert row["measured_defect_days"] == pytest.approx(seen)
    assert row["unmeasured_defect_days"] == pytest.approx(unseen)
    assert row["defect_days"] == pytest.approx(seen + unseen)


def test_nothing_is_lost_or_doubled_through_both_rounds():
    for one in ends(again(), 4):
        check_jobs(one)
        check_people(one)
        check_matters(one)
        check_books(one)
    assert one.city[0].lived == 7
    assert one.teams[0].before == 7.0  # days 74 to 81
