"""Time limits: a run is judged by its own computing; a job that is stopped, suspended or starved loses nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from experiments.study.parts import part_files
from tests.test_faults import (  # noqa: F401  (the last two are fixtures)
    _nothing_is_left,
    failed_alone,
    run,
    start,
    tables,
    undisturbed,
    wait_until,
    workers_of,
)

SLOW = {"units": 8, "points": 2, "busy": 0.3, "executor": {"workers": 1, "chunk": 2, "time_limit": 2.0}}


CLOCKED = """
import os, signal, threading, time
from experiments.study.executors.worker import Clock

def busy(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass

def simulate(plan, unit):
    {done}

clock = Clock(0.4)
print("begun", flush=True)
clock.timed(simulate)(None, None)
time.sleep(0.6)
"""
DONE = [
    ("busy(0.2)", 0, 0),
    ("busy(5.0)", 0, -signal.SIGPROF),
    ("time.sleep(5.0)", 0, -signal.SIGALRM),
    ("[(busy(0.1), time.sleep(0.1)) for _ in range(2)]", 0, 0),
    ("[(busy(0.002), time.sleep(0.1)) for _ in range(8)]", 0, 0),  # computes little by little: on a busy machine
    ("busy(0.3)", 1.0, 0),  # stopped meanwhile
    ("time.sleep(0.3)", 1.0, 0),
]


@pytest.mark.parametrize(("done", "stopped", "code"), DONE)
def test_a_clock_counts_what_is_computed_or_idled_away(done, stopped, code):
    words = [sys.executable, "-c", CLOCKED.format(done=done)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "begun\n"
        if stopped:
            time.sleep(0.1)
            process.send_signal(signal.SIGSTOP)
            time.sleep(stopped)
            process.send_signal(signal.SIGCONT)
        assert process.wait(20) == code


@pytest.mark.slow
@pytest.mark.parametrize("whom", ["all of it", "the worker"])
def test_a_job_that_is_stopped_longer_than_its_limit_has_no_failed_run(tmp_path, whom):
    """The group as a scheduler or a laptop's lid stops it, or a worker alone; twice, in the midst of a run."""
    assert run(tmp_path / "whole", **SLOW | {"busy": 0.0}).returncode == 0
    process = start(tmp_path / "s", **SLOW)
    for many in (1, 2):
        wait_until(lambda: len(part_files(tmp_path / "s")) >= many)  # noqa: B023
        time.sleep(0.1)
        victims = [process.pid, *workers_of(process.pid)] if whom == "all of it" else workers_of(process.pid)
        for number, pause in ((signal.SIGSTOP, 3.0), (signal.SIGCONT, 0.0)):
            for victim in victims:
                os.kill(victim, number)
            time.sleep(pause)
    assert process.wait(60) == 0, process.communicate()
    assert tables(tmp_path / "s") == tables(tmp_path / "whole")


@pytest.mark.slow
def test_a_run_that_sleeps_beyond_its_limit_is_tried_again_and_then_given_up(undisturbed, tmp_path):  # noqa: F811
    done = run(tmp_path / "s", bad=13, how="asleep", executor={"time_limit": 0.5})
    assert done.returncode == 1
    assert done.stderr.count("did nothing for 0.5 s; what it was at is run again") == 2
    failed_alone(tmp_path / "s", undisturbed, 13, "timeout: did nothing for 0.5 s")


@pytest.mark.slow
def test_keeping_rows_on_a_slow_disk_is_not_part_of_a_runs_time(tmp_path):
    told = {"units": 4, "points": 2, "executor": {"workers": 1, "chunk": 1, "time_limit": 0.4}, "slow_disk": 0.6}
    assert run(tmp_path / "s", **told).returncode == 0
    assert set(pd.read_parquet(Path(tmp_path / "s") / "runs.parquet")["status"]) == {"ok"}
