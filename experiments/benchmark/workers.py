"""How much sooner a study ends with two workers than with one: on the clock, with workers that are up and warm."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from experiments.arms.replication import load_rules
from experiments.benchmark.measuring import Found, Row
from experiments.benchmark.overhead import silent
from experiments.benchmark.paired import ARMS, SMALL, village_plan
from experiments.study.conduct import Share, conduct
from experiments.study.executors import open_executor
from experiments.study.locks import opened
from experiments.study.settings import load_study

WORK = "study of villages, seconds on the clock"
WORKERS = {"two workers": 2, "one worker": 1}
VILLAGES = {"small": 4, "full": 200}
LEAST_ROUNDS = {"small": 1, "full": 10}  # the clock is noisier than CPU time


def measure_workers(size: str, rounds: int) -> Found:
    """The same villages by one and by two workers in turns; ratios are medians over the rounds, to two workers."""
    villages = VILLAGES[size]
    words = [*ARMS["paired run (silo, task force)"], *(SMALL if size == "small" else ())]
    plan = village_plan(words, villages)
    load_rules(plan)
    settings = load_study([*words, f"replications={villages}"]).executor
    spent: dict[str, list[float]] = {name: [] for name in WORKERS}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(silent())
        executors = {
            name: stack.enter_context(open_executor(settings.model_copy(update={"workers": number})))
            for name, number in WORKERS.items()
        }
        for turn in range(max(rounds, LEAST_ROUNDS[size]) + 1):
            for name, executor in executors.items():
                before = time.perf_counter()
                with opened(folder / f"{name} {turn}", settings.part):
                    conduct(executor, plan, folder / f"{name} {turn}", Share())
                if turn > 0:  # the first warms the workers
                    spent[name].append(time.perf_counter() - before)
    two = spent["two workers"]
    rows = [
        Row(WORK, villages, name, min(seconds), median(seconds), villages / min(seconds),
            median(one / other for one, other in zip(seconds, two, strict=True)))
        for name, seconds in spent.items()
    ]  # fmt: skip
    return Found(rows, [], [])
