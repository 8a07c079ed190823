"""No rule reaches outside its rows: with every place checked, whole cities come out the same."""

import os
import subprocess
import sys

import pytest
from numba import config

from tests.sim.test_plain_python import CASES, PORTFOLIOS, story

CHECKED = os.environ | {"NUMBA_BOUNDSCHECK": "1"}
OUTSIDE = """
from __future__ import annotations
from sim.core.compiling import compiled
from sim.core.rows import RowType, whole

@compiled
def age_of(people, i):
    return people[i].age

class Person(RowType):
    age: int = whole("year", "age")

people = Person.make(3)
assert age_of(people, 2) == 0
for i in (3, -1):
    try:
        age_of(people, i)
    except IndexError:
        continue
    raise SystemExit(f"{i} is not refused")
"""


def checked(script: str) -> str:
    """What a process says in which every place is checked."""
    words = [sys.executable, "-c", script]
    return subprocess.run(words, env=CHECKED, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="Python checks every place")
def test_a_place_outside_the_rows_is_refused_where_places_are_checked(tmp_path):
    (tmp_path / "outside.py").write_text(OUTSIDE)
    checked(f"import runpy; runpy.run_path({str(tmp_path / 'outside.py')!r})")


def test_every_place_that_rules_look_at_is_there():
    names = [*CASES, *PORTFOLIOS]
    said = checked(f"from tests.sim.test_plain_python import story\nfor name in {names!r}: print(story(name))")
    assert said.split() == [story(name) for name in names]
