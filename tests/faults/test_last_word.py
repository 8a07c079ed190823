"""The last word stands in the folder before anything is printed: whoever reads may leave at any time."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from experiments import bundle, sensitivity, status, sweep, verify
from experiments.report import __main__ as report
from experiments.study.asked import asked_by, command_line
from experiments.study.help import files
from experiments.study.manifest import read_manifest
from experiments.study.outlet import Outlet
from tests.faults.doors import GRID, SWEEP, through, through_unread, unread

pytestmark = pytest.mark.timeout(180)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def swept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("swept") / "study"
    assert sweep.main([*SWEEP, GRID, f"output={folder}"]) == 0
    return folder


@pytest.fixture(scope="module")
def sampled(tmp_path_factory) -> Path:
    """A finished sweep of a design that indices can be had from."""
    folder = tmp_path_factory.mktemp("sampled") / "study"
    two = "{name: work.validity, low: 30, high: 90}, {name: issues.per_household, low: 0.1, high: 1.0}"
    axes = f"study.design.axes=[{two}]"
    assert sweep.main([*SWEEP, axes, "study.design.kind=morris", "points=4", f"output={folder}"]) == 0
    return folder


def test_a_study_whose_reader_has_left_is_complete(swept, tmp_path):
    """Exit code, tables and manifest are those of a study that somebody listened to."""
    told = through_unread(sweep.main, [*SWEEP, GRID, f"output={tmp_path}/s"])
    assert told.code == 0
    assert not any("Traceback" in line for line in told.said)
    assert read_manifest(tmp_path / "s")["status"] == "complete"
    for name in ("comparison.csv", "config.yaml"):
        assert (tmp_path / "s" / name).read_bytes() == (swept / name).read_bytes()


@pytest.mark.parametrize(
    ("main", "more"), [(status.main, []), (verify.main, ["sample=1"]), (report.main, []), (bundle.main, ["a.zip"])]
)
def test_commands_that_read_a_folder_end_as_they_would(swept, tmp_path, main, more):
    words = [swept, *(word if "=" in word else tmp_path / word for word in more)]
    assert through_unread(main, words) == (0, "", [])


def test_indices_are_written_before_they_are_printed(sampled, tmp_path):
    folder = Path(shutil.copytree(sampled, tmp_path / "copy"))
    assert through_unread(sensitivity.main, [folder]).code == 0
    assert len(pd.read_csv(folder / "sensitivity.csv")) > 0
    assert (folder / "figures" / "sensitivity.svg").is_file()


@pytest.mark.parametrize("lines", [0, 1])
def test_head_behind_the_real_command(tmp_path, lines):
    """The shell's own pipe, on the specimen, the list of commands and the help of one."""
    more = " ".join(f"'{word}'" for word in [*SWEEP, GRID])
    asked = [f"experiments.sweep {more} output={tmp_path}/s", "experiments", "experiments.sweep --help"]
    for words in asked if lines else asked[1:]:
        script = f"{sys.executable} -m {words} | head -{lines}; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", script], check=False, capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0
        assert len(done.stdout.splitlines()) == lines
        assert "Error" not in done.stderr
    if lines:
        assert read_manifest(tmp_path / "s")["status"] == "complete"


@pytest.mark.slow
@pytest.mark.parametrize("name", files())
def test_the_help_of_every_command_may_be_left(name):
    script = f"{sys.executable} -m {name} --help | head -0; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], check=False, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_cannot_be_printed_for_another_reason_is_said_once_all_is_kept(swept, tmp_path):
    """A full disk behind stdout: the folder is whole, and exit code and line say that nobody could hear of it."""
    folder = Path(shutil.copytree(swept, tmp_path / "copy"))
    with Path("/dev/full").open("w") as full:
        told = through(sweep.main, [*SWEEP, GRID, f"output={folder}"], full)
    assert told.code == 1
    assert told.said[-1].startswith("cannot write to standard output: No space left on device")
    assert read_manifest(folder)["status"] == "complete"


def test_no_stream_at_all_is_no_fault():
    outlet = Outlet(None, plain=True)
    assert outlet.write("nobody") == 6
    outlet.flush()
    outlet.close()
    assert outlet.fault is None


def test_a_stream_that_is_broken_once_is_let_go(tmp_path):
    with unread() as stream:
        outlet = Outlet(stream, plain=True)
        for _ in range(3):
            outlet.write("x" * 100_000)
            outlet.flush()
        assert outlet.fault is None
    with Path("/dev/full").open("w") as full:
        outlet = Outlet(full, plain=True)
        outlet.write("x")
        outlet.flush()
        outlet.flush()
        assert outlet.fault.errno == errno.ENOSPC


def words_kept(folder) -> list[str]:
    return json.loads((folder / "manifest.json").read_text())["command"]


def test_the_manifest_names_the_command_whoever_called_it(swept, tmp_path):
    """Called in this process, by a script with words of its own, and by python -m: the same three words."""
    assert words_kept(swept)[:4] == ["python", "-m", "experiments.sweep", SWEEP[0]]
    script = tmp_path / "script.py"
    call = [*SWEEP, "study.design.axes=[{name: work.validity, values: [60.0]}]", f"output={tmp_path}/s"]
    script.write_text(f"from experiments.sweep import main\nmain({call!r})\n")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    words = [sys.executable, str(script), "--flag"]
    assert subprocess.run(words, check=False, env=environment, capture_output=True).returncode == 0
    assert words_kept(tmp_path / "s") == ["python", "-m", "experiments.sweep", *call[:-1], "output=s"]


def test_run_as_a_module_the_command_is_that_module(monkeypatch):
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", type("Spec", (), {"name": "experiments.compare"}))
    with asked_by("__main__", ["a=1"]):
        assert command_line() == ["python", "-m", "experiments.compare", "a=1"]
    monkeypatch.setattr(sys, "argv", ["x", "b=2"])
    assert command_line() == ["python", "-m", "experiments.compare", "b=2"]
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    monkeypatch.setattr(sys, "argv", ["/home/someone/script.py", "--flag"])
    assert command_line() == ["python", "script.py", "--flag"]


@pytest.mark.parametrize(("flag", "module"), [("-O", "sweep"), ("-OO", "status"), ("-O", "report")])
def test_python_that_leaves_out_checks_is_refused_in_a_line(flag, module):
    words = [sys.executable, flag, "-m", f"experiments.{module}", "x"]
    done = subprocess.run(words, check=False, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, len(done.stderr.splitlines()), done.stdout) == (2, 1, "")
    assert "leave it out" in done.stderr
