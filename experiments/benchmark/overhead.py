"""What the engine of a study adds to its villages: the same units through the executors, and in a bare loop."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from experiments.arms.replication import load_rules, simulate_replication
from experiments.benchmark.children import of_children
from experiments.benchmark.measuring import Found, rows_of
from experiments.benchmark.paired import village_plan
from experiments.study.conduct import Share, conduct
from experiments.study.executors import open_executor
from experiments.study.locks import opened
from experiments.study.plan import Plan
from experiments.study.settings import ExecutorSettings, load_study

WORDS = ["arms=[siloed,task_force]", "resources=[as_it_was]",
         "households.total=40", "calendar.intervention_day=400", "calendar.horizon_days=120"]  # fmt: skip
WORK = "sweep of small villages"


def measure_overhead(units: int, rounds: int, kinds: tuple[str, ...] = ("serial", "processes")) -> Found:
    """CPU seconds of driver and workers for so many units; ours is the engine in one process."""
    plan = village_plan(WORDS, units)
    load_rules(plan)
    study = load_study([*WORDS, f"replications={units}"])
    programs: dict[str, Callable[[], int]] = {
        f"ours ({kind})": partial(_engine, plan, study.executor.model_copy(update={"kind": kind})) for kind in kinds
    }
    programs["bare loop"] = lambda: sum(1 for number in range(units) if simulate_replication(plan, plan.unit(number)))
    spent: dict[str, list[float]] = {name: [] for name in programs}
    done: dict[str, int] = {}
    for _ in range(rounds):
        for name, run in programs.items():
            before = time.process_time() + of_children()
            done[name] = run()
            spent[name].append(time.process_time() + of_children() - before)
    wrong = [f"{WORK}: {name} ran {number} units of {units}" for name, number in done.items() if number != units]
    return Found(rows_of(WORK, units, float(units), spent), wrong, [])


def _engine(plan: Plan, settings: ExecutorSettings) -> int:
    """Conduct the plan in a folder that is thrown away; how many villages there were without a failure."""
    with tempfile.TemporaryDirectory() as name, silent(), opened(Path(name) / "study", settings.part) as _:
        with open_executor(settings) as executor:
            outcome = conduct(executor, plan, Path(name) / "study", Share())
        return outcome.replications if outcome.failed == 0 else 0


@contextmanager
def silent() -> Iterator[None]:
    """Keep the engine's progress off the terminal."""
    kept = os.dup(2)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
