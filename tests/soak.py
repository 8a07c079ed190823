"""A soak: tiny runs, a random SIGKILL of a worker or the driver every so often, resumed until the study is done.

python -m tests.soak FOLDER 5000
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.study.store import table_hash
from tests import toy

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Soaked:
    """What was done to it."""

    kills: int
    drivers: int
    seconds: float


def soak(folder: Path, units: int, every: float, seed: int, seconds: float = 0.01) -> Soaked:
    """Kill *every* so often and resume until done, units taking *seconds*; AssertionError if the table is another."""
    whole = folder / "whole"
    assert toy.main([str(whole), json.dumps({"units": units, "executor": {"kind": "serial"}})]) == 0
    told = json.dumps({"units": units, "seconds": seconds, "executor": {"workers": 2, "chunk": 10}})
    draws = np.random.Generator(np.random.Philox(seed))
    began, kills, drivers = time.monotonic(), 0, 0
    command = [sys.executable, "-m", "tests.toy", str(folder / "soaked"), told]
    while True:
        said = (folder / "said.txt").open("w")
        process = subprocess.Popen(command, stderr=said, cwd=ROOT, start_new_session=True)
        said.close()
        drivers += 1
        while True:
            try:
                code = process.wait(every * draws.uniform(0.5, 1.5))
            except subprocess.TimeoutExpired:
                code = None
            if code is not None:
                break
            victims = [process.pid, *_children(process.pid)]
            victim = victims[int(draws.random() * len(victims))] if draws.random() > 0.3 else victims[-1]
            try:
                os.kill(victim, signal.SIGKILL)
                kills += 1
            except ProcessLookupError:
                continue
        deadline = time.monotonic() + 10.0
        while _session(process.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not _session(process.pid), "orphans"
        if code >= 0:
            break
    assert code == 0, (folder / "said.txt").read_text()
    assert table_hash(folder / "soaked" / "runs.parquet") == table_hash(whole / "runs.parquet")
    assert table_hash(folder / "soaked" / "daily.parquet") == table_hash(whole / "daily.parquet")
    assert pd.read_parquet(folder / "soaked" / "runs.parquet", columns=["run_id"])["run_id"].is_unique
    return Soaked(kills, drivers, time.monotonic() - began)


def _children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], check=False, capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]


def _session(leader: int) -> list[str]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "-o", "stat=", "-s", str(leader)], check=False, capture_output=True, text=True
    )
    return [line for line in found.stdout.splitlines() if "Z" not in line]


if __name__ == "__main__":
    print(soak(Path(sys.argv[1]), int(sys.argv[2]), 2.0, 1))
