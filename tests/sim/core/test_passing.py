"""Rows and states in compiled rules: the same rows as in Python, whole or in part, and nothing beside them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from numba import config
from numba.core.errors import TypingError

from sim.core.compiling import compiled, internal
from sim.core.rows import Rows, RowTuple, RowType, real, whole

COMPILED = pytest.mark.skipif(bool(config.DISABLE_JIT), reason="nothing is compiled")


class Person(RowType):
    """A person."""

    age: int = whole("year", "age")
    pay: float = real("yuan", "pay")


class House(RowType):
    """A house."""

    rooms: int = whole("rooms", "how many")


@RowTuple.register
class Hamlet(NamedTuple):
    """A state as small as can be."""

    houses: Rows
    people: Rows


@internal
def grow_older(people, years):
    """Everybody does; how old they are together."""
    total = 0
    for i in range(len(people)):
        people[i].age += years
        total += people[i].age
    return total


@compiled
def live(state, years):
    """People grow older, houses grow, the last person is paid; ages in all, people, houses."""
    total = grow_older(state.people, years)
    for i in range(len(state.houses)):
        state.houses[i].rooms += 1
    if len(state.people) > 0:
        state.people[len(state.people) - 1].pay = 1.5
    return total, len(state.people), len(state.houses)


@compiled
def age_of(people, i):
    """One person's."""
    return people[i].age


@compiled
def garden(state):
    """A hamlet has none."""
    return state.gardens[0].rooms


def hamlet(people: int, houses: int = 2) -> Hamlet:
    """People of 0, 1, 2 ... years, houses of no rooms."""
    made = Hamlet(House.make(houses), Person.make(people))
    made.people["age"] = np.arange(people)
    return made


@pytest.mark.parametrize("people", [0, 1, 5])
def test_a_rule_reads_and_writes_the_rows_of_a_state(people):
    state = hamlet(people)
    ages = [10 + i for i in range(people)]
    assert live(state, 10) == (sum(ages), people, 2)
    assert state.people["age"].tolist() == ages
    assert state.people["pay"].tolist() == [0.0] * (people - 1) + [1.5] * (people > 0)
    assert state.houses["rooms"].tolist() == [1, 1]


def test_two_states_of_one_kind_do_not_see_each_other():
    small, large = hamlet(1), hamlet(3)
    kept = Hamlet(small.houses.copy(), small.people.copy())
    assert live(large, 1) == (6, 3, 2)
    assert [a.tolist() for a in small] == [a.tolist() for a in kept]
    assert live(small, 1) == (1, 1, 2)


@pytest.mark.parametrize("kind", [np.int64, np.int32, np.uint8])
def test_any_whole_number_is_a_place(kind):
    people = hamlet(5).people
    assert [age_of(people, kind(i)) for i in range(5)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("first", ["whole", "in part"])
def test_a_part_of_the_rows_is_read_as_it_lies_whichever_came_first(first):
    people = hamlet(6).people
    asked = [(people, 2, 2), (people[::2], 2, 4), (people[3:], 2, 5), (people[::-1], 2, 3)]
    for rows, i, age in asked if first == "whole" else reversed(asked):
        assert age_of(rows, i) == age


@COMPILED
def test_a_state_takes_rows_in_one_piece_only():
    people = hamlet(6).people
    for rows in (people, people[3:]):
        assert live(Hamlet(House.make(0), rows), 0) == (rows["age"].sum(), len(rows), 0)
        with pytest.raises(TypeError, match=r"Hamlet\.people: rules take Rows here, and in one piece"):
            live(Hamlet(House.make(0), rows[::2]), 0)


def test_arrays_that_are_not_rows_serve_as_well():
    people = hamlet(3).people
    assert age_of(people.view(np.recarray), 2) == 2


@COMPILED
def test_what_a_state_does_not_have_is_refused_by_name():
    with pytest.raises(TypingError, match="gardens"):
        garden(hamlet(1))
