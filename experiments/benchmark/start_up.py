"""What it takes to begin: imports, the first compile into an empty cache, and every start after that."""

from __future__ import annotations

import tempfile

from experiments.benchmark.children import run_child
from experiments.benchmark.measuring import Found, Row, rows_of

SCRIPTS = {
    "python alone": "pass",
    "import sim": "import sim",
    "import experiments.compare": "import experiments.compare",
}
FIRST_RUN = """
from sim import load_scenario, simulate
words = ["households.total=20", "calendar.intervention_day=60", "calendar.horizon_days=30"]
simulate(load_scenario("xiaonanmen", [*words, "coordination=task_force"]), [1])
"""


def measure_start_up(size: str, rounds: int) -> Found:
    """A row an import, and the first simulation with an empty cache and with a filled one (full size only)."""
    spent: dict[str, list[float]] = {name: [] for name in SCRIPTS}
    for _ in range(rounds):
        for name, script in SCRIPTS.items():
            spent[name].append(run_child(["-c", script]).cpu_s)
    rows = [row for name in SCRIPTS for row in _alone(name, spent[name])]
    if size == "small":
        return Found(rows, [], ["left out: first compile (size=full has it)"])
    with tempfile.TemporaryDirectory() as cache:
        where = {"NUMBA_CACHE_DIR": cache}
        cold = [run_child(["-c", FIRST_RUN], where).cpu_s]
        warm = [run_child(["-c", FIRST_RUN], where).cpu_s for _ in range(rounds)]
    return Found([*rows, *_alone("first run, nothing compiled", cold), *_alone("first run, compiled", warm)], [], [])


def _alone(name: str, seconds: list[float]) -> list[Row]:
    """A row with nobody beside it."""
    return rows_of(f"start: {name}", 1, 1.0, {"ours": seconds})
