"""Whole seeds at every door: what is no seed is refused in one sentence, before anything is compiled or written."""

from __future__ import annotations

import math
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import mesa
import numpy as np
import pandas as pd
import pytest

from experiments.study.settings import load_study
from sim import CityModel, simulate
from sim.yaml_scan import ConfigError
from tests.stories import SMALL, scenario

SHORT = SMALL | {"calendar__intervention_day": 10, "calendar__horizon_days": 20}
BAD = [
    *(1.2, 1.0, math.nan, math.inf, -1, 2**63, 10**400, True, np.True_, "1", b"1", [1], np.float64(2), np.array(3)),
    *(Decimal(1), Fraction(2, 2), 1j, object()),
]


@pytest.mark.parametrize("bad", BAD, ids=[str(bad)[:20] for bad in BAD])
def test_what_is_no_seed_is_refused_at_every_door_of_python(bad):
    told = scenario(**SHORT)
    doors = (
        lambda: CityModel(told, rng=bad),
        lambda: simulate(told, seeds=[1, bad]),
        lambda: simulate(told, seeds=iter([bad])),
        lambda: mesa.batch_run(CityModel, {"scenario": [told]}, rng=[bad], display_progress=False),
    )
    for door in doors:
        with pytest.raises((TypeError, ValueError), match=r"^rng = .*: a seed is a whole number[^\n]*$"):
            door()


@pytest.mark.parametrize("bad", ["1.5", "1.0", "-1", "true", "one", "null", "nan", "1e3", "[1]", "9" * 25, "'1'"])
@pytest.mark.parametrize("command", ["compare", "one_point", "lapse_and_load"])
def test_what_is_no_seed_is_refused_at_the_command_line(bad, command):
    with pytest.raises(ConfigError, match=r"^study\.seed = .*: must be a whole number between 0 and \S+ \(seed\)$"):
        load_study([f"seed={bad}", f"study={command}"])


def test_the_same_seed_twice_is_refused():
    told = scenario(**SHORT)
    for seeds in ([1, 2, 1], (np.int64(3), 3), pd.Series([5, 5])):
        with pytest.raises(ValueError, match=r"^seeds: \d stands twice, and the same city would count as two"):
            simulate(told, seeds)


@pytest.mark.parametrize("bad", [3, None, "12", b"12", 1.5, {1: 2}])
def test_what_is_no_list_of_seeds_is_refused(bad):
    with pytest.raises(TypeError, match=r"^seeds = .*: a list or range of seeds expected$"):
        simulate(scenario(**SHORT), bad)


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan, "0.5", None, True])
def test_a_ring_fence_that_is_no_share_is_refused_at_both_doors(bad):
    told = scenario(**SHORT)
    for door in (lambda: CityModel(told, ring_fence=bad), lambda: simulate(told, [1], ring_fence=bad)):
        with pytest.raises(ValueError, match=r"^ring_fence = .*: a share between 0 and 1 expected$"):
            door()


def test_what_is_no_scenario_is_refused_at_both_doors():
    for door in (lambda: CityModel("xiaonanmen"), lambda: simulate("xiaonanmen", [1])):
        with pytest.raises(TypeError, match=r"^scenario = 'xiaonanmen': one from load_scenario expected$"):
            door()


def test_no_seeds_are_a_table_without_rows():
    told = scenario(**SHORT)
    assert list(simulate(told, []).columns) == list(simulate(told, range(2)).columns)


COLD = """
import sys
from sim import load_scenario, simulate
from sim.city.loop import advance
told = load_scenario("xiaonanmen", ["households.total=12"])
try:
    simulate(told, seeds=[1.2, 1.7])
except TypeError as error:
    print(error)
print(len(advance.signatures))
"""


def test_a_bad_seed_is_refused_before_anything_is_compiled(tmp_path, monkeypatch):
    """With an empty cache of compiled rules it is as quick as with a full one, and nothing is announced."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    done = subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True, text=True, timeout=60)
    said, compiled = done.stdout.splitlines()
    assert said.startswith("rng = 1.2: a seed is a whole number")
    assert (compiled, done.stderr) == ("0", "")
