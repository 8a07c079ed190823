"""Faults F1 and F4, signals to real processes: each test waits for what comes about, so it holds on a busy machine."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from experiments.study.manifest import read_manifest
from experiments.study.parts import part_files
from experiments.study.store import table_hash
from tests import toy

pytestmark = pytest.mark.timeout(180)

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0  # seconds for what comes about in two on an idle machine


class Started:
    """A toy study under way: its folder, and which units have begun."""

    def __init__(self, room: Path, **told) -> None:
        self.folder, self.log = room / "s", room / "log"
        self.log.touch()
        words = [str(self.folder), json.dumps(told | {"log": str(self.log)})]
        command = [sys.executable, "-m", "tests.toy", *words]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=ROOT)

    def begun(self, many: int) -> None:
        """Wait until so many units have begun."""
        self.wait(lambda: len(self.log.read_bytes().split()) >= many)

    def wait(self, holds) -> None:
        """Wait until something holds; the process must not end before."""
        until = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < until
            assert self.process.poll() is None or holds(), self.process.stderr.read()
            time.sleep(0.005)

    def workers(self) -> list[int]:
        words = ["ps", "-o", "pid=", "--ppid", str(self.process.pid)]
        return [int(word) for word in subprocess.run(words, check=False, capture_output=True, text=True).stdout.split()]

    def left(self) -> list[str]:
        """Processes of its session that are not over."""
        words = ["ps", "-o", "pid=", "-o", "stat=", "-s", str(self.process.pid)]
        found = subprocess.run(words, check=False, capture_output=True, text=True)
        return [line for line in found.stdout.splitlines() if "Z" not in line]

    def end(self) -> tuple[int, str]:
        """Its exit code and what it said; none of its processes lives on for ten seconds."""
        said = self.process.communicate(timeout=PATIENCE)[1]
        until = time.monotonic() + 10.0
        while self.left():
            assert time.monotonic() < until, self.left()
            time.sleep(0.05)
        return self.process.returncode, said


@pytest.fixture
def study(tmp_path):
    """Starts a toy study, and ends it whatever happens."""
    started = []

    def start(**told) -> Started:
        started.append(Started(tmp_path, **told))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            os.killpg(one.process.pid, signal.SIGKILL)
        one.process.communicate()


def same_as_undisturbed(folder: Path, room: Path, **told) -> None:
    """The same command goes on, and ends with the tables of a study that nobody disturbed."""
    for place in (folder, room / "whole"):
        assert toy.main([str(place), json.dumps(told | {"executor": {"kind": "serial"}})]) == 0
    for name in ("runs.parquet", "daily.parquet"):
        assert table_hash(folder / name) == table_hash(room / "whole" / name)


def test_f1_a_killed_worker_costs_its_chunk_only_and_is_noticed_at_once(study, tmp_path):
    """Killed within a unit that takes three seconds: said before that unit could have ended, and run again."""
    under_way = study(units=2, seconds=3.0, executor={"workers": 1, "chunk": 1})
    under_way.begun(1)
    os.kill(under_way.workers()[0], signal.SIGKILL)
    killed = time.monotonic()
    assert "the worker died (signal 9, SIGKILL)" in under_way.process.stderr.readline()
    assert time.monotonic() - killed < 3.0
    assert under_way.end()[0] == 0
    assert [int(line) for line in under_way.log.read_text().split()] == [0, 0, 1]
    same_as_undisturbed(under_way.folder, tmp_path, units=2)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("kind", ["serial", "processes"])
def test_f4_a_signal_flushes_what_is_finished_and_the_same_command_goes_on(study, tmp_path, number, code, kind):
    """All units in one chunk, of which two at least are finished when the signal comes."""
    under_way = study(seconds=0.25, executor={"kind": kind, "chunk": 40})
    under_way.begun(3)
    under_way.process.send_signal(number)
    ended, said = under_way.end()
    assert (ended, "the same command goes on" in said, "Traceback" in said) == (code, True, False)
    assert read_manifest(under_way.folder)["status"] == "interrupted"
    kept = sum(len(pd.read_parquet(path)) // 2 for path in part_files(under_way.folder))
    begun = len(under_way.log.read_text().split())
    assert 2 <= kept <= begun < 40
    assert begun - kept <= 1  # a serial unit under way is given up, one of a worker is finished
    same_as_undisturbed(under_way.folder, tmp_path)


@pytest.mark.parametrize("kind", ["serial", "processes"])
def test_a_signal_the_moment_the_manifest_is_there_is_noted(study, tmp_path, kind):
    under_way = study(seconds=0.25, executor={"kind": kind, "chunk": 1})
    under_way.wait((under_way.folder / "manifest.json").exists)
    under_way.process.send_signal(signal.SIGTERM)
    assert under_way.end()[0] == 143
    assert read_manifest(under_way.folder)["status"] == "interrupted"
    same_as_undisturbed(under_way.folder, tmp_path)


def test_a_driver_that_is_stopped_goes_on(study, tmp_path):
    """SIGSTOP and SIGCONT, to driver and worker, change nothing."""
    under_way = study(seconds=0.1, executor={"workers": 2, "chunk": 2})
    under_way.begun(4)
    for victim in (under_way.process.pid, under_way.workers()[0]):
        os.kill(victim, signal.SIGSTOP)
        time.sleep(0.3)
        os.kill(victim, signal.SIGCONT)
    assert under_way.end()[0] == 0
    assert len(under_way.log.read_text().split()) == 40
    same_as_undisturbed(under_way.folder, tmp_path)


def test_a_folder_that_goes_while_workers_write_to_it(study, tmp_path):
    """Exit code 1 and one line; the folder is not begun again in pieces, and no worker is left."""
    under_way = study(seconds=0.05, executor={"workers": 2, "chunk": 1})
    under_way.wait(lambda: part_files(under_way.folder))
    while under_way.folder.exists():
        shutil.rmtree(under_way.folder, ignore_errors=True)
    ended, said = under_way.end()
    assert ended == 1, said
    assert "No such file or directory" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert not under_way.folder.exists()
    same_as_undisturbed(under_way.folder, tmp_path)


@pytest.mark.slow
def test_a_scheduler_that_is_killed_is_said(study, tmp_path):
    """An external Dask cluster: one line, exit code 1, and the same study goes on elsewhere."""
    place = "tcp://127.0.0.1:18788"
    programs = [
        ["scheduler", "--port", "18788", "--no-dashboard", "--host", "127.0.0.1"],
        ["worker", place, "--nworkers", "1", "--nthreads", "1", "--no-dashboard"],
    ]
    cluster = []
    try:
        for name, *words in programs:
            command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *words]
            log = (tmp_path / f"{name}.log").open("w")
            cluster.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT))
            log.close()
        under_way = study(seconds=0.2, executor={"kind": "dask", "address": place, "chunk": 2})
        under_way.wait(lambda: part_files(under_way.folder))
        cluster[0].kill()
        ended, said = under_way.end()
    finally:
        for process in cluster:
            process.kill()
            process.wait()
    assert ended == 1, said
    assert "executor = dask: the scheduler" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert read_manifest(under_way.folder)["status"] == "interrupted"
    same_as_undisturbed(under_way.folder, tmp_path)
