"""A toy study for faults: runs that take as long as told, one of which may misbehave; driven as the real ones are.

python -m tests.toy FOLDER '{"units": 40, "seconds": 0.02, "executor": {"kind": "processes", "workers": 2}}'
"""

from __future__ import annotations

import json
import os
import signal
import time
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.study import engine, merging
from experiments.study.asked import command_line
from experiments.study.conduct import Share, conduct
from experiments.study.executors import open_executor
from experiments.study.front import DONE, SOME_FAILED, run
from experiments.study.keys import canonical_json, digest, source_hash
from experiments.study.locks import opened, turn
from experiments.study.manifest import noting_interrupts, open_manifest, write_manifest
from experiments.study.plan import Plan, Result, Unit
from experiments.study.settings import ExecutorSettings

EXECUTOR = {"kind": "processes", "workers": 2, "chunk": 0, "shard": "1/1", "memory_limit": 0, "time_limit": 0.0}
TOLD = {
    "units": 40,
    "points": 2,
    "seconds": 0.0,
    "busy": 0.0,
    "slow_disk": 0.0,
    "bad": -1,
    "how": "",
    "executor": {},
    "salt": 0,
    "log": "",
    "die_merging": -1,
}


def simulate(plan: Plan, unit: Unit) -> list[Result]:
    """Two arms of one unit: numbers that follow from the seed and the point alone."""
    told = json.loads(plan.text)
    if told["log"]:
        with Path(told["log"]).open("ab", buffering=0) as log:
            log.write(b"%d\n" % unit.number)
    time.sleep(told["seconds"])
    until = time.process_time() + told["busy"]
    while time.process_time() < until:
        pass
    if told["slow_disk"]:
        slow_disk(told["slow_disk"])
    if unit.number == told["bad"]:
        misbehave(told["how"])
    draws = np.random.Generator(np.random.Philox(unit.seed * 1000 + unit.point)).random((2, 2))
    days = {"day": np.arange(3, dtype=np.int32), "signed": np.full(3, draws[0, 0])}
    return [({"x": float(row[0]), "y": float(row[1])}, days) for row in draws]


SLOWED: dict = {}


def slow_disk(seconds: float) -> None:
    """From now on this process waits whenever it makes sure that a file is on the disk."""
    whole = SLOWED.setdefault("fsync", os.fsync)
    os.fsync = lambda handle: (time.sleep(seconds), whole(handle))[1]


def misbehave(how: str) -> None:
    """What may happen to a run."""
    match how:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(0)
        case "raise":
            raise ZeroDivisionError("planted")
        case "memory":
            np.ones(1 << 29).sum()
        case "forever":
            while True:
                pass
        case "asleep":
            time.sleep(1e6)


def die_merging(step: int) -> None:
    """Have this process killed just before the write, renaming or removal of that number in the course of merging."""
    whole, left, at_it = merging.merge, [step], [False]

    def counted(act):
        def call(*words, **named):
            if at_it[0]:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return act(*words, **named)

        return call

    def merge(*words):
        at_it[0] = True
        whole(*words)
        at_it[0] = False

    for name in ("unlink", "replace", "write_bytes"):
        setattr(Path, name, counted(getattr(Path, name)))
    merging.merge = engine.merge = merge


def plan_of(told: dict) -> Plan:
    what = {key: told[key] for key in ("units", "points", "salt")}
    return Plan(
        simulate=simulate,
        identity=digest(canonical_json(what)),
        code=source_hash(),
        scenario="toy",
        text=json.dumps(told),
        seed=1,
        replications=told["units"] // told["points"],
        points=pd.DataFrame({"p.q": np.arange(told["points"]) / 2.0}),
        groups=((("r", "a"), ("r", "b")),),
        measures=("x", "y"),
        series=True,
    )


def main(arguments: list[str]) -> int:
    """Run the toy study in a folder."""
    folder, told = Path(arguments[0]), TOLD | json.loads(arguments[1])
    if told["die_merging"] >= 0:
        die_merging(told["die_merging"])
    settings = ExecutorSettings.model_validate(EXECUTOR | told["executor"])
    plan = plan_of(told)
    canonical = {key: told[key] for key in ("units", "points", "salt")}
    share = Share(settings.part, settings.chunk, told.get("retry_failed", False))
    with opened(folder, settings.part), open_executor(settings) as executor, noting_interrupts(folder):
        with turn(folder):  # of shards that start at the same time, one begins the folder
            manifest = open_manifest(folder, "toy", canonical, command_line(), 1)
        outcome = conduct(executor, plan, folder, share)
        if outcome.owed:
            return DONE
        write_manifest(folder, manifest | outcome.noted({}))
    return SOME_FAILED if outcome.failed else DONE


if __name__ == "__main__":
    run(import_module("tests.toy").main, __doc__)  # by its name, so that workers find what it simulates
