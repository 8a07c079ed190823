"""A type checker reads rules: what is misspelt or handed over wrongly is found before anything is compiled."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
RULE = '''"""A rule."""

from typing import Any

from sim.cadres.state import Cadre
from sim.core.compiling import compiled, internal
from sim.core.rows import Rows
from sim.state.state import State
from sim.task_forces.state import TaskForce, TeamStage


@internal
def fastest(cadres: Rows[Cadre]) -> float:
    most = 0.0
    for c in range(len(cadres)):
        most = max(most, cadres[c].skill)
    return most


@compiled
def praise(state: State[Any], team: TaskForce) -> float:
    team.stage = TeamStage.WORKING
    return fastest(state.cadres)
'''
SLIPS = {
    "a misspelt field": ("cadres[c].skill", "cadres[c].skil", 'has no attribute "skil"'),
    "a misspelt kind of row": ("fastest(state.cadres)", "fastest(state.cadre)", 'has no attribute "cadre"'),
    "a misspelt word": ("TeamStage.WORKING", "TeamStage.WORKS", 'has no attribute "WORKS"'),
    "rows of another kind": ("fastest(state.cadres)", "fastest(state.desks)", "incompatible type"),
    "one argument too many": ("fastest(state.cadres)", "fastest(state.cadres, 1)", "Too many arguments"),
    "another result": ("-> float:\n    most", "-> int:\n    most", "Incompatible return value"),
    "a number where a word belongs": ("= TeamStage.WORKING", "= 2", "Incompatible types in assignment"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What mypy says of each file, all read in one go."""
    folder = tmp_path_factory.mktemp("rules")
    texts = {"right": RULE} | {f"slip_{n}": RULE.replace(old, new) for n, (old, new, _) in enumerate(SLIPS.values())}
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file",
        "pyproject.toml",
        "--no-site-packages",
        "--follow-imports=silent",
        "--cache-dir",
        str(folder / "cache"),
    ]
    files = [str(folder / f"{name}.py") for name in texts]
    told = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = told.stdout.splitlines()
    return {name: [line for line in lines if re.search(rf"\b{name}\.py:", line)] for name in texts} | {
        "all": lines + told.stderr.splitlines()
    }


def test_a_right_rule_is_right(said):
    """The rule in which the slips are made has nothing wrong with it."""
    assert not said["right"], said["all"]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_rule_is_found(said, slip):
    """mypy names file, line and what is wrong, and nothing else."""
    number = [*SLIPS].index(slip)
    found = said[f"slip_{number}"]
    assert len(found) == 1, said["all"]
    assert SLIPS[slip][2] in found[0]
