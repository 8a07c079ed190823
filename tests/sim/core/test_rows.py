"""Row declarations: the same in plain Python and compiled, and no name that NumPy would steal."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.rows import Rows, RowType, flag, layout, real, together, whole, zeros


@pytest.mark.parametrize("name", ["size", "data", "item", "mean", "T", "copy"])
def test_a_name_that_numpy_owns_is_refused(name):
    with pytest.raises(ValueError, match=f"^Village.{name}: NumPy's records own this name"):
        type("Village", (RowType,), {name: whole("m", "x"), "__annotations__": {name: "int"}})


def test_a_field_is_annotated_as_what_is_stored():
    with pytest.raises(ValueError, match=r"^Village.rent: annotated as int, but stored as float"):
        type("Village", (RowType,), {"rent": real("yuan", "a month"), "__annotations__": {"rent": "int"}})


class Village(RowType):
    """A village."""

    homes: int = whole("homes", "how many")
    rent: float = real("yuan", "a month")
    gone: bool = flag("is gone")


class Home(RowType):
    """A home."""

    number: int = whole("home", "which")
    rent: float = real("yuan", "a month")


def test_rows_start_at_zero_and_know_their_units():
    rows = Village.make(2)
    assert rows[1].homes == 0
    assert not rows[1].gone
    assert rows.dtype["rent"] == np.float64
    assert Village.fields["rent"].unit == "yuan"


def homes() -> Rows[Home]:
    """Three homes, numbered, of 10, 11 and 12 yuan."""
    rows = Home.make(3)
    rows["number"], rows["rent"] = range(3), [10.0, 11.0, 12.0]
    return rows


def test_a_row_reads_and_writes_its_place_among_the_rows():
    rows = homes()
    row = rows[1]
    row.rent += 0.5
    for one in rows:
        one.number *= 2
    assert rows["rent"].tolist() == rows.rent.tolist() == [10.0, 11.5, 12.0]
    assert [one.number for one in rows] == [0, 2, 4]
    rows.rent = 1.0
    assert row.rent == 1.0


@pytest.mark.parametrize("some", [slice(1, None), [False, True, True], np.array([1, 2]), slice(None, None, -1)])
def test_some_of_the_rows_are_rows_and_a_field_is_a_plain_array(some):
    rows = homes()
    part = rows[some]
    assert type(part) is type(rows.copy()) is Rows
    assert part[1].rent == rows["rent"][some][1]
    assert type(part["rent"]) is type(part.rent) is np.ndarray


def test_a_row_within_a_row_is_one_too():
    street = zeros(2, layout([("first", homes().dtype), ("trees", np.int64)]))
    street[1].first.rent = 5.0
    both = together([street, street])
    assert [one.first.rent for one in both] == [0.0, 5.0] * 2
    assert type(both) is type(both.first) is Rows


def test_a_misspelt_field_is_named_and_never_kept():
    rows = homes()
    for one in (rows, rows[0]):
        with pytest.raises(AttributeError, match="no field 'rnet'; there are: number, rent"):
            _ = one.rnet
        with pytest.raises(AttributeError, match="no field 'rnet'; there are: number, rent"):
            one.rnet = 1.0
        with pytest.raises(ValueError, match="could not convert"):
            one.rent = "cheap"
