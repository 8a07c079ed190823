"""Other machines: workers follow affinity, quota and PYTHON_CPU_COUNT, and nothing needs what only Linux has."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from experiments.study import cores as module
from experiments.study.cores import cores
from experiments.study.settings import ExecutorSettings
from tests import toy

ROOT = Path(__file__).resolve().parents[2]
TWO = {"proc/self/cgroup": "0::/box/inner\n"}
ONE = {"proc/self/cgroup": "5:memory:/box\n3:cpu,cpuacct:/box\n0::/\n"}


def old(group: str, quota: int) -> dict[str, str]:
    """What a group of the first version says."""
    where = f"sys/fs/cgroup/{group}/cpu.cfs"
    return ONE | {f"{where}_quota_us": f"{quota}\n", f"{where}_period_us": "100000\n"}


QUOTAS = [
    ({}, 8),
    (TWO | {"sys/fs/cgroup/box/inner/cpu.max": "200000 100000\n"}, 2),
    (TWO | {"sys/fs/cgroup/box/inner/cpu.max": "max 100000\n"}, 8),
    (TWO | {"sys/fs/cgroup/box/inner/cpu.max": "250000 100000\n"}, 3),  # two and a half: three can work
    (TWO | {"sys/fs/cgroup/box/inner/cpu.max": "max 100000\n", "sys/fs/cgroup/box/cpu.max": "50000 100000\n"}, 1),
    ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "300000 100000\n"}, 3),  # as a container sees itself
    (TWO | {"sys/fs/cgroup/unified/box/cpu.max": "400000 100000\n"}, 4),
    (old("cpu/box", 200000), 2),
    (old("cpu,cpuacct", 600000), 6),
    (old("cpu/box", -1), 8),
    (TWO | {"sys/fs/cgroup/box/inner/cpu.max": "9900000 100000\n"}, 8),
    (TWO | {"sys/fs/cgroup/box/inner/cpu.max": "nonsense\n", "sys/fs/cgroup/box/cpu.max": "0 0\n"}, 8),
    ({"proc/self/cgroup": "\x00\nno colons\n"}, 8),
]  # fmt: skip


@pytest.fixture
def eight(monkeypatch):
    """Eight cores may be used, and nothing else is said."""
    monkeypatch.setattr(module.os, "sched_getaffinity", lambda _: set(range(8)))
    monkeypatch.delenv("PYTHON_CPU_COUNT", raising=False)
    monkeypatch.setattr(module.sys, "_xoptions", {})


@pytest.mark.parametrize(("files", "expected"), QUOTAS)
def test_workers_follow_the_quota_of_a_container(files, expected, eight, tmp_path):
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert cores(tmp_path) == expected


@pytest.mark.parametrize(("said", "expected"), [("3", 3), ("12", 12), ("", 8), ("default", 8), ("0", 8), ("-2", 8)])
def test_workers_follow_what_the_user_said_to_python(said, expected, eight, monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHON_CPU_COUNT", said)
    assert cores(tmp_path) == expected
    monkeypatch.setattr(module.sys, "_xoptions", {"cpu_count": "5"})
    assert cores(tmp_path) == 5


def test_where_no_process_is_bound_to_cores_all_may_be_used(eight, monkeypatch, tmp_path):
    monkeypatch.delattr(module.os, "sched_getaffinity")
    monkeypatch.setattr(module.os, "cpu_count", lambda: 6)
    assert ExecutorSettings.model_validate(toy.EXECUTOR | {"workers": 0}).processes in {6, cores()}
    assert cores(tmp_path) == 6
    monkeypatch.setattr(module.os, "cpu_count", lambda: None)
    assert cores(tmp_path) == 1
    assert ExecutorSettings.model_validate(toy.EXECUTOR | {"workers": 7}).processes == 7


def test_a_limit_that_the_system_would_not_keep_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(ValidationError, match="memory_limit = 900: needs Linux"):
        ExecutorSettings.model_validate(toy.EXECUTOR | {"memory_limit": 900})
    assert ExecutorSettings.model_validate(toy.EXECUTOR | {"time_limit": 9.0}).time_limit == 9.0


MAC = """
import builtins, ctypes, fcntl, io, os, pathlib, resource, select, signal, tempfile
for module, names in {
    os: ["sched_getaffinity", "sched_setaffinity", "memfd_create", "O_TMPFILE", "pidfd_open", "process_cpu_count",
         "posix_fallocate", "posix_fadvise", "fdatasync", "splice", "copy_file_range", "eventfd", "getrandom", "setns",
         "unshare", "O_DIRECT", "pipe2", "accept4", "prlimit", "O_PATH", "sendfile"],
    select: ["epoll"], signal: ["pidfd_send_signal", "sigtimedwait", "sigwaitinfo", "SIGPWR", "SIGSTKFLT"],
    fcntl: ["F_SETPIPE_SZ", "F_OFD_SETLK", "F_ADD_SEALS"], resource: ["prlimit"],
}.items():
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
tempfile._O_TMPFILE_WORKS = False  # what its own module finds out when it is loaded
opened, opened_low, whole_dll, stat = io.open, os.open, ctypes.CDLL, os.stat

def forbidden(path):
    return isinstance(path, (str, bytes, os.PathLike)) and os.fsdecode(path).startswith(("/proc", "/sys", "/dev/shm"))

def without(whole):
    def door(path, *more, **named):
        if forbidden(path):
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return whole(path, *more, **named)
    return door

builtins.open = io.open = without(opened)
os.open, os.stat = without(opened_low), without(stat)
os.listdir, os.scandir = without(os.listdir), without(os.scandir)

class Library(whole_dll):
    def __getattr__(self, name):
        if name in ("prctl", "memfd_create", "epoll_create1"):
            raise AttributeError(f"dlsym(RTLD_DEFAULT, {name}): symbol not found")
        return super().__getattr__(name)

ctypes.CDLL = Library
"""


def test_a_study_runs_whole_where_the_calls_of_linux_are_missing(tmp_path):
    """Driver and workers both without them: the same table, exit 0, and nothing said but progress."""
    (tmp_path / "mac").mkdir()
    (tmp_path / "mac" / "sitecustomize.py").write_text(MAC)
    told = '{"units": 12, "points": 2, "executor": {"kind": "processes", "workers": 0, "chunk": 3, "time_limit": 20.0}}'
    tables = []
    for name, path in (("linux", ""), ("mac", str(tmp_path / "mac"))):
        environment = os.environ | {"PYTHONPATH": path, "PYTHON_CPU_COUNT": "2"}
        words = [sys.executable, "-m", "tests.toy", str(tmp_path / name / "study"), told]
        done = subprocess.run(words, check=False, capture_output=True, text=True, cwd=ROOT, env=environment)
        assert done.returncode == 0, done.stderr
        assert "Error" not in done.stderr
        tables.append((tmp_path / name / "study" / "runs.parquet").read_bytes())
    assert tables[0] == tables[1]


SWEEP = [
    "study=lapse_and_load", "households.total=12", "calendar.intervention_day=30", "calendar.horizon_days=20",
    "offer.rounds=[0.0]", "replications=2", "study.resamples=200", "arms=[siloed,task_force]", "resources=[as_it_was]",
    "study.design.axes=[{name: work.validity, values: [60.0, 90.0]}]",
]  # fmt: skip


@pytest.mark.slow
def test_a_whole_sweep_runs_where_the_calls_of_linux_are_missing(tmp_path):
    (tmp_path / "mac").mkdir()
    (tmp_path / "mac" / "sitecustomize.py").write_text(MAC)
    words = [sys.executable, "-m", "experiments.sweep", *SWEEP, f"output={tmp_path}/study", "workers=0"]
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "mac")}
    done = subprocess.run(words, check=False, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "study" / "comparison.csv").is_file()
    told = [sys.executable, "-m", "experiments.verify", f"{tmp_path}/study", "sample=2"]
    done = subprocess.run(told, check=False, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert (done.returncode, done.stdout.count("every hash agrees")) == (0, 1), done.stderr
