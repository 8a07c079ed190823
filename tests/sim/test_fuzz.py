"""Nothing that a user can write in Python ends the process, reads foreign memory or never ends (tests/fuzz.py)."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.fuzz import CITIES, OTHERS

SCENES = ("xiaonanmen", "workbench", "city_portfolio")


def outlives(seconds: int, *words: str) -> None:
    """The child process ends by itself in *seconds*: with what it counted, not by a signal."""
    command = [sys.executable, "-m", "tests.fuzz", *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=seconds, env=os.environ.copy())
    last = done.stdout.splitlines()[-2:]
    assert done.returncode == 0, f"exit {done.returncode} at {last}: {done.stderr[-400:]}"
    assert last[-1].startswith("Counter({")


@pytest.mark.parametrize("scene", SCENES)
def test_every_public_name_of_every_kind_of_agent_and_of_the_model_stands_absurd_values(scene):
    outlives(300, scene, "task_force", "each", "0.12")


@pytest.mark.parametrize("scene", [*SCENES, "xiaonanmen_from_start"])
def test_a_city_stands_many_absurd_things_one_after_the_other(scene):
    outlives(300, scene, "task_force", "mixed", "1")


@pytest.mark.slow
@pytest.mark.parametrize("arm", ["siloed", "task_force"])
@pytest.mark.parametrize("scene", SCENES)
def test_every_public_name_stands_every_absurd_value(scene, arm):
    outlives(500, scene, arm, "each", "1")


@pytest.mark.slow
@pytest.mark.parametrize("scene", [*CITIES, *OTHERS])
@pytest.mark.parametrize("seed", range(2, 6))
def test_every_scenario_stands_other_absurd_things(scene, seed):
    outlives(500, scene, "siloed" if seed % 2 else "task_force", "mixed", str(seed))
