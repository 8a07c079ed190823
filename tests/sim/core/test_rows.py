"""Row declarations: the same in plain Python and compiled, and no name that NumPy would steal."""

import numpy as np
import pytest

from sim.core.rows import Kind, flag, real, whole


@pytest.mark.parametrize("name", ["size", "data", "item", "mean", "T", "copy"])
def test_a_name_that_numpy_owns_is_refused(name):
    with pytest.raises(ValueError, match=f"^village.{name}: NumPy's records own this name"):
        Kind("village", **{name: whole("m", "x")})


def test_rows_start_at_zero_and_know_their_units():
    kind = Kind("village", homes=whole("households", "how many"), rent=real("yuan", "a month"), gone=flag("is gone"))
    rows = kind.make(2)
    assert rows[1].homes == 0
    assert not rows[1].gone
    assert rows.dtype["rent"] == np.float64
    assert kind.fields["rent"].unit == "yuan"
