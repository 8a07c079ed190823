"""Quick doors: importing a command loads nothing that it may not need, and a first run is short once compiled.

CPU time of fresh processes. Bounds stand beside what the packages that every command needs take in the same run, so
that they hold on a slow or busy machine and still fail when something heavy comes back.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from experiments.study.help import files

HEAVY = (
    *("seaborn", "matplotlib", "sklearn", "dask", "distributed", "SALib", "mesa", "hydra", "omegaconf", "antlr4"),
    *("scipy.stats", "scipy.optimize", "scipy.linalg", "networkx", "jinja2", "rich"),
)
NEEDED = "import numpy, pandas, pydantic, yaml, numba, pyarrow.parquet"
IMPORT = """
from time import process_time
began = process_time()
{what}
print(process_time() - began)
"""
LOADED = """
import sys
from importlib import import_module
for name in {names!r}:
    import_module(name)
    print(name, *sorted(set({heavy!r}) & set(sys.modules)))
"""
FIRST = """
from sim import load_scenario, simulate
from time import process_time
simulate(load_scenario("xiaonanmen", ["coordination=task_force"]), [1])
print(process_time())
"""
COMMANDS = [name if name != "experiments.report" else "experiments.report.__main__" for name in files()]
RATIO = 2.1  # of a command's import to that of the packages it cannot do without: 1.2 s where those take .57
WHOLE_RATIO = 3.5  # of a whole first run to the same: 2 s there


def said(script: str) -> list[str]:
    """What a fresh process prints, as words."""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return done.stdout.split()


def seconds(what: str, times: int = 3) -> float:
    """CPU seconds of an import, the best of some."""
    return min(float(said(IMPORT.format(what=what))[0]) for _ in range(times))


def test_a_command_loads_nothing_that_it_may_not_need():
    """All in one process, so that the first line with something behind it names the command."""
    told = said(LOADED.format(names=[name for name in COMMANDS if name != "experiments.benchmark"], heavy=HEAVY))
    assert [word for word in told if not word.startswith("experiments.")] == []


@pytest.mark.slow
def test_importing_a_command_is_quick():
    """In turns, so that what else the machine does meets all alike; the best of eight each."""
    commands = [f"import experiments.{name}" for name in ("compare", "validate", "sweep")]
    turns = [[seconds(what, 1) for what in (NEEDED, *commands)] for _ in range(8)]
    needed, *spent = (min(column) for column in zip(*turns, strict=True))
    for what, best in zip(commands, spent, strict=True):
        assert best < RATIO * needed, what


@pytest.mark.slow
def test_a_whole_first_run_is_quick_once_the_rules_are_compiled():
    said(FIRST)  # fills the cache where nothing has
    spent = min(float(said(FIRST)[0]) for _ in range(3))
    assert spent < WHOLE_RATIO * seconds(NEEDED)
