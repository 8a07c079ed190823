"""A soak: tiny runs, signals to workers and driver every so often, a kill at every step of merging, until all is done.

python -m tests.soak FOLDER 3000
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.study.manifest import read_manifest
from experiments.study.parts import OK, cover, part_files
from experiments.study.store import table_hash
from tests import toy

ROOT = Path(__file__).resolve().parents[1]
ARMS = 2  # runs of a unit of the toy study
EVERY = 2.5  # seconds between two signals, give or take a half
UNIT = 0.03  # seconds
CRUMBS = 60  # units of the study whose merging is killed; one merge takes forty parts
SENT = (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM)
ENDS = {0, 1, -signal.SIGKILL, 128 + signal.SIGTERM, -signal.SIGTERM}  # the last while Python is still starting
ORPHANS = 10.0  # seconds in which whatever a driver began must be over


@dataclass
class Soaked:
    """What was done to it: signals by name, those among them that met a driver, and how it went on."""

    signals: dict[str, int] = field(default_factory=dict)
    to_drivers: int = 0
    drivers: int = 0
    kept: int = 0  # finished units that were there when some driver began, and that none of them ran again
    again: int = 0  # units that were run more than once, since a signal took them unfinished
    longest: float = 0.0  # seconds that processes of a dead driver lived on
    seconds: float = 0.0

    @property
    def kills(self) -> int:
        """How many signals there were."""
        return sum(self.signals.values())


def soak(folder: Path, units: int, every: float, seed: int, seconds: float = UNIT) -> Soaked:
    """Signal *every* so often and resume until done, units taking *seconds*; AssertionError if anything is another.

    No unit that stands in a part when a driver begins is run by it, no process outlives its driver by ten seconds,
    and the tables at the end are those of a study that nobody disturbed, every run once.
    """
    whole, soaked, log = folder / "whole", folder / "soaked", folder / "log"
    assert toy.main([str(whole), json.dumps({"units": units, "executor": {"kind": "serial"}})]) == 0
    told = {"units": units, "seconds": seconds, "retry_failed": True, "log": str(log)}
    told["executor"] = {"workers": 2, "chunk": 10}
    draws, done, began, code = np.random.Generator(np.random.Philox(seed)), Soaked(), time.monotonic(), 1
    ran: list[int] = []
    while code:
        before = finished(soaked, told)
        log.write_text("")
        code = session(soaked, told, folder / "said.txt", every, draws, done)
        now = [int(line) for line in log.read_text().split()]
        assert not before & set(now), f"finished units were run again: {sorted(before & set(now))[:5]}"
        assert code in ENDS, (code, (folder / "said.txt").read_text())
        if code == 128 + signal.SIGTERM and (soaked / "manifest.json").exists():
            assert read_manifest(soaked)["status"] == "interrupted"
        assert "Traceback" not in (folder / "said.txt").read_text(), (folder / "said.txt").read_text()
        done.kept += len(before)
        ran += now
    done.again = len(ran) - len(set(ran))
    done.seconds = time.monotonic() - began
    same(soaked, whole)
    return done


def session(soaked: Path, told: dict, said: Path, every: float, draws: np.random.Generator, done: Soaked) -> int:
    """One driver, until it ends or is ended; its exit code."""
    with said.open("w") as stderr:
        command = [sys.executable, "-m", "tests.toy", str(soaked), json.dumps(told)]
        process = subprocess.Popen(command, stderr=stderr, cwd=ROOT, start_new_session=True)
    done.drivers += 1
    stopped = 0
    while True:
        try:
            code = process.wait(every * draws.uniform(0.5, 1.5))
            break
        except subprocess.TimeoutExpired:
            pass
        if stopped:
            send(stopped, signal.SIGCONT)
            stopped = 0
            continue
        workers = children(process.pid)
        victim = process.pid if draws.random() < 0.4 or not workers else workers[int(draws.integers(len(workers)))]
        number = SENT[int(draws.integers(len(SENT)))]
        if send(victim, number):
            done.signals[number.name] = done.signals.get(number.name, 0) + 1
            done.to_drivers += victim == process.pid
            stopped = victim if number == signal.SIGSTOP else 0
    ended = time.monotonic()
    while in_session(process.pid):
        assert time.monotonic() - ended < ORPHANS, in_session(process.pid)
        time.sleep(0.05)
    done.longest = max(done.longest, time.monotonic() - ended)
    return code


def finished(folder: Path, told: dict) -> set[int]:
    """Units that stand in a part, and are ok."""
    if not folder.is_dir():
        return set()
    return set(np.flatnonzero(cover(folder, toy.plan_of(toy.TOLD | told), aside=False).state == OK).tolist())


def same(folder: Path, whole: Path) -> None:
    """The tables are those of the undisturbed study, and no run stands twice."""
    for name in ("runs.parquet", "daily.parquet"):
        assert table_hash(folder / name) == table_hash(whole / name), name
    assert pd.read_parquet(folder / "runs.parquet", columns=["run_id"])["run_id"].is_unique
    assert not list(folder.rglob("*.partial"))


def kill_merging(folder: Path) -> int:
    """Kill a driver at every step of merging, each in a copy of the same folder of crumbs, and go on; how many steps.

    Whatever was finished stays so, none of it is run again, and the table is the undisturbed.
    """
    whole, crumbs, log = folder / "merged_whole", folder / "crumbs", folder / "merged_log"
    told = {"units": CRUMBS, "executor": {"kind": "serial", "chunk": 1}, "log": str(log)}
    assert toy.main([str(whole), json.dumps(told)]) == 0
    assert killed(crumbs, told | {"die_merging": 0})
    before = finished(crumbs, told)
    assert len(before) == len(part_files(crumbs)) > 1
    for step in range(10_000):
        here = Path(shutil.copytree(crumbs, folder / "killed"))
        log.write_text("")
        died = killed(here, told | {"die_merging": step})
        assert before <= finished(here, told), f"step {step}: finished units are lost"
        assert toy.main([str(here), json.dumps(told)]) == 0
        ran = [int(line) for line in log.read_text().split()]
        assert not before & set(ran), f"step {step}: run again"
        same(here, whole)
        shutil.rmtree(here)
        if not died:
            return step
    raise AssertionError("merging does not end")


def killed(folder: Path, told: dict) -> bool:
    """Run a driver that is killed on its way; whether it was."""
    command = [sys.executable, "-m", "tests.toy", str(folder), json.dumps(told)]
    code = subprocess.run(command, check=False, stderr=subprocess.DEVNULL, cwd=ROOT).returncode
    assert code in {0, -signal.SIGKILL}
    return code != 0


def send(process: int, number: signal.Signals) -> bool:
    """Send a signal; whether anybody was there."""
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return False
    return True


def children(parent: int) -> list[int]:
    """Processes that a driver has begun."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], check=False, capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]


def in_session(leader: int) -> list[str]:
    """Processes of a driver that are not over."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "-o", "stat=", "-s", str(leader)], check=False, capture_output=True, text=True
    )
    return [line for line in found.stdout.splitlines() if "Z" not in line]


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir(parents=True)
    result = soak(place, int(sys.argv[2]) // ARMS, EVERY, 1)
    print(result, flush=True)
    print(f"merging was killed at each of its {kill_merging(place)} steps")
