"""What the machine and other hands do to a folder while a study runs ends in one line, exit code 1, and can go on."""

import errno
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from experiments.study import conduct as conducting
from experiments.study import engine, locks, manifest, parts, store
from experiments.study import merging as merging_rooms
from experiments.study.executors import processes
from experiments.study.front import Interrupted, UnfinishedError
from experiments.study.manifest import noting_interrupts, read_manifest
from experiments.study.parts import cover, part_files, series_of, write_part
from experiments.study.store import table_hash
from sim.yaml_scan import ConfigError
from tests import toy
from tests.faults.doors import through

pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).resolve().parents[2]
SERIAL = {"kind": "serial", "chunk": 4}


def words(folder, **told) -> list[str]:
    return [str(folder), json.dumps({"executor": SERIAL} | told)]


def tables(folder) -> tuple[str, str]:
    return table_hash(folder / "runs.parquet"), table_hash(folder / "daily.parquet")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("toy") / "study"
    assert toy.main(words(folder)) == 0
    return folder


def ends_in_a_line(folder, said: str, **told) -> None:
    """One line that says *said*, exit code 1; the manifest, if there is one, does not say that it runs."""
    found = through(toy.main, words(folder, **told))
    lines = [line for line in found.said if not line.startswith("runs: ")]
    assert (found.code, len(lines)) == (1, 1), found
    assert said in lines[0], found
    if (folder / "manifest.json").is_file():
        assert read_manifest(folder)["status"] == "interrupted"


def goes_on(folder, undisturbed) -> None:
    assert through(toy.main, words(folder)).code == 0
    assert tables(folder) == tables(undisturbed)


def after(monkeypatch, many: int, happens) -> None:
    """Let something happen after so many parts were written."""
    whole, count = parts.write_part, [0]

    def write(folder, *more):
        whole(folder, *more)
        count[0] += 1
        if count[0] == many:
            happens(folder)

    for room in (parts, engine, sys.modules["experiments.study.chunk"]):
        monkeypatch.setattr(room, "write_part", write)


def cut(folder) -> None:
    path = part_files(folder)[0]
    path.write_bytes(path.read_bytes()[:-20])


TAKEN = {
    "all parts are deleted": lambda folder: shutil.rmtree(folder / "parts"),
    "one part is deleted": lambda folder: part_files(folder)[0].unlink(),
    "a series is deleted": lambda folder: series_of(part_files(folder)[0]).unlink(),
    "a part is cut": cut,
}


@pytest.mark.parametrize("how", TAKEN)
@pytest.mark.parametrize("when", [3, 10])
def test_parts_that_go_while_a_lone_study_runs_are_missed(undisturbed, tmp_path, monkeypatch, how, when):
    """Never exit code 0 without a table, and nothing of other shards: there are none."""
    with monkeypatch.context() as patch:
        after(patch, when, TAKEN[how])
        found = through(toy.main, words(tmp_path / "s"))
    lines = [line for line in found.said if not line.startswith("runs: ")]
    assert found.code == 1
    assert "were taken away or damaged while it ran; the same command goes on where it stopped" in lines[-1]
    assert not any("shard" in line or "Traceback" in line for line in lines)
    assert not (tmp_path / "s" / "runs.parquet").exists()
    assert read_manifest(tmp_path / "s")["status"] == "interrupted"
    goes_on(tmp_path / "s", undisturbed)


def test_a_shard_waits_for_the_others_as_before(undisturbed, tmp_path):
    for shard in ("1/2", "2/2"):
        told = words(tmp_path / "s", executor=SERIAL | {"shard": shard})
        assert through(toy.main, told).code == 0
        assert (tmp_path / "s" / "runs.parquet").exists() == (shard == "2/2")
    assert tables(tmp_path / "s") == tables(undisturbed)


def test_a_folder_that_goes_is_not_begun_again_in_pieces(undisturbed, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        after(patch, 3, shutil.rmtree)
        ends_in_a_line(tmp_path / "s", "No such file or directory")
    assert not (tmp_path / "s").exists()
    goes_on(tmp_path / "s", undisturbed)


def test_parts_replaced_by_a_file_or_a_link(undisturbed, tmp_path, monkeypatch):
    def replaced(folder):
        shutil.rmtree(folder / "parts")
        (folder / "parts").write_text("mine")

    with monkeypatch.context() as patch:
        after(patch, 3, replaced)
        ends_in_a_line(tmp_path / "s", "cannot write")
    ends_in_a_line(tmp_path / "s", "must be a folder, and is none")
    assert (tmp_path / "s" / "parts").read_text() == "mine"
    (tmp_path / "s" / "parts").unlink()
    goes_on(tmp_path / "s", undisturbed)
    shutil.move(tmp_path / "s" / "parts", tmp_path / "elsewhere")
    (tmp_path / "s" / "parts").symlink_to(tmp_path / "elsewhere")
    ends_in_a_line(tmp_path / "s", "must be a folder, and is none")


def raising(number):
    def call(*_, **__):
        raise OSError(number, os.strerror(number))

    return call


MACHINE = [
    (locks.fcntl, "flock", errno.ENOLCK, "cannot lock a file (No locks available)"),
    (store.os, "fsync", errno.EINVAL, "Invalid argument"),
    (store.os, "fsync", errno.EIO, "Input/output error"),
    (Path, "replace", errno.ESTALE, "Stale file handle"),
    (Path, "replace", errno.ENOSPC, "No space left on device"),
]


@pytest.mark.parametrize(("room", "name", "number", "said"), MACHINE, ids=str)
@pytest.mark.parametrize("late", [False, True])
def test_what_the_file_system_refuses_is_said(undisturbed, tmp_path, monkeypatch, room, name, number, said, late):
    """From the first byte on, and in the middle."""
    with monkeypatch.context() as patch:
        if late:
            after(patch, 3, lambda _: patch.setattr(room, name, raising(number)))
        else:
            patch.setattr(room, name, raising(number))
        found = through(toy.main, words(tmp_path / "s"))
    assert found.code == 1
    assert said in found.said[-1]
    assert not any("Traceback" in line for line in found.said)
    goes_on(tmp_path / "s", undisturbed)


def test_a_part_that_changes_while_the_tables_are_made(undisturbed, tmp_path, monkeypatch):
    folder = Path(shutil.copytree(undisturbed, tmp_path / "s"))
    for name in ("runs.parquet", "daily.parquet"):
        (folder / name).unlink()
    whole = conducting.gather

    def gather(*words_):
        cut(folder)
        return whole(*words_)

    with monkeypatch.context() as patch:
        patch.setattr(conducting, "gather", gather)
        ends_in_a_line(folder, "a part was changed while it was read")
    goes_on(folder, undisturbed)


# --- merging -----------------------------------------------------------------------------------------------------


def rows_of(folder, plan, units) -> tuple[pa.Table, pa.Table]:
    """Runs and series of some units, as they would be written."""
    found = cover(folder, plan, aside=False)
    keep = []
    for series in (False, True):
        path = series_of(found.files[0]) if series else found.files[0]
        table = parts.pq.read_table(path, partitioning=None).replace_schema_metadata(None)
        table = table if series else table.drop_columns(["row_hash"])
        keep.append(table.filter(pa.array(np.isin(table["unit"].to_numpy(), units))))
    return keep[0], keep[1]


class Killed(BaseException):
    """What stands in for SIGKILL: nothing that catches exceptions notices it."""


@pytest.fixture
def merging(tmp_path):
    """A folder with one part of all four units and one of its own for each: merged, they make a part of that name."""
    told = {"units": 4, "points": 2, "executor": {"kind": "serial", "chunk": 10}}
    folder, plan = tmp_path / "s", toy.plan_of(toy.TOLD | told)
    assert toy.main([str(folder), json.dumps(told)]) == 0
    for unit in range(4):
        write_part(folder, plan, np.array([unit]), *rows_of(folder, plan, [unit]))
    return folder, plan, told


def test_a_merged_part_never_bears_the_name_of_one_that_goes(merging):
    """The specimen: one of the group is already called what the merged part would be."""
    folder, plan, _ = merging
    found = cover(folder, plan, aside=False)
    before = {file: found.source == place for place, file in enumerate(found.files)}
    merging_rooms.merge(folder, plan, np.arange(4), before)
    left = part_files(folder)
    assert len(left) == 1
    assert left[0] not in before
    assert (cover(folder, plan, aside=False).state == parts.OK).all()
    assert not [path for path in (folder / "parts").iterdir() if path not in {left[0], series_of(left[0])}]


@pytest.mark.parametrize("resumed", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_killed_at_any_step_of_merging_nothing_finished_is_lost(merging, tmp_path, monkeypatch, resumed):
    """Whichever write, rename or removal is the last: all units are there, none is run again, the table is the same."""
    folder, plan, told = merging
    wanted = tables(folder)
    steps = 0
    while True:
        here = Path(shutil.copytree(folder, tmp_path / f"killed{steps}"))
        found = cover(here, plan, aside=False)
        files = {file: found.source == place for place, file in enumerate(found.files)}
        with monkeypatch.context() as patch:
            ended = killed_at(patch, steps, lambda: merging_rooms.merge(here, plan, np.arange(4), files))  # noqa: B023
        assert (cover(here, plan, aside=False).state == parts.OK).all(), steps
        if resumed:
            ran = []
            with monkeypatch.context() as patch:
                whole = toy.simulate
                patch.setattr(toy, "simulate", lambda plan, unit: ran.append(unit) or whole(plan, unit))  # noqa: B023
                assert through(toy.main, [here, json.dumps(told)]).code == 0
            assert (ran, tables(here)) == ([], wanted), steps
        if ended:
            break
        steps += 1
    assert steps > 20


def killed_at(patch, step: int, act) -> bool:
    """Do something, and be killed before or after the step of that number; whether it came to its end."""
    left = [step]

    def counted(whole):
        def call(*more, **named):
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            found = whole(*more, **named)
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return found

        return call

    for name in ("unlink", "replace", "write_bytes"):
        patch.setattr(Path, name, counted(getattr(Path, name)))
    try:
        act()
    except Killed:
        return False
    return True


def test_a_damaged_part_is_not_merged_into_a_whole_one(merging):
    folder, plan, _ = merging
    found = cover(folder, plan, aside=False)
    before = {file: found.source == place for place, file in enumerate(found.files)}
    cut(folder)
    with pytest.raises(parts.DamagedError):
        merging_rooms.merge(folder, plan, np.arange(4), before)
    assert part_files(folder) == sorted(before)


# --- signals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [Interrupted(143), KeyboardInterrupt(), UnfinishedError("x"), OSError(5, "x")])
def test_interrupted_is_noted_the_moment_the_manifest_is_there(tmp_path, error, monkeypatch):
    """The manifest has just been renamed to its name, and whoever wrote it has not come back."""
    folder = tmp_path / "s"
    folder.mkdir()
    whole = manifest.write_whole

    def write(path, payload):
        whole(path, payload)
        monkeypatch.setattr(manifest, "write_whole", whole)
        raise error

    monkeypatch.setattr(manifest, "write_whole", write)
    with pytest.raises(type(error)), noting_interrupts(folder):
        manifest.open_manifest(folder, "toy", {"a": 1}, ["x"], 1)
    assert read_manifest(folder)["status"] == "interrupted"


def test_a_second_signal_does_not_cut_off_what_the_first_unwinds(tmp_path):
    """SIGTERM again and again: 143, the manifest says interrupted, and the same command goes on."""
    command = [sys.executable, "-m", "tests.toy", *words(tmp_path / "s", seconds=0.1)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    while not (tmp_path / "s" / "manifest.json").exists() and process.poll() is None:
        time.sleep(0.01)
    while process.poll() is None:
        process.send_signal(signal.SIGTERM)
        time.sleep(0.002)
    said = process.communicate()[1]
    assert process.returncode == 143, said
    assert "Traceback" not in said
    assert read_manifest(tmp_path / "s")["status"] == "interrupted"


class Stillborn:
    """A worker that was ended by a signal before it began."""

    def __init__(self, code: int) -> None:
        self.code, self.ticket, self.tried, self.pipe = code, 1, False, None
        self.slate = type("Slate", (), {"read": lambda _: None})()

    def end(self, _patience: float) -> int:
        return self.code


ENDED = [
    (-signal.SIGTERM, 0, UnfinishedError, r"20 workers in a row died .*SIGTERM\): somebody outside"),
    (-signal.SIGKILL, 500, UnfinishedError, r"20 workers in a row died .*SIGKILL\): somebody outside"),
    (1, 10, ConfigError, r"3 workers in a row died .*exit code 1\); is memory_limit too low\? It is 10 MB"),
    (1, 0, UnfinishedError, r"3 workers in a row died .*exit code 1\); what they said of it stands above"),
    (-signal.SIGSEGV, 10, ConfigError, "is memory_limit too low"),
]


@pytest.mark.parametrize(("code", "megabytes", "kind", "said"), ENDED)
def test_who_ended_newborn_workers_is_said(code, megabytes, kind, said):
    executor = processes.Processes(1, megabytes, 0.0)
    executor._pipes.close()
    executor._pipes = type("Pipes", (), {"unregister": lambda *_: None, "close": lambda _: None})()

    def bury():
        for _ in range(processes.KILLED):
            executor._workers.append(Stillborn(code))
            executor._bury(executor._workers[-1])

    with pytest.raises(kind, match=said):
        bury()


def test_a_lock_that_is_no_file_is_not_opened(tmp_path):
    folder = tmp_path / "s"
    folder.mkdir()
    os.mkfifo(folder / ".lock")
    assert not locks.busy(folder)
    with pytest.raises(ConfigError, match="is not a plain file"), locks.opened(folder):
        pass
    (folder / ".lock").unlink()
    (folder / ".lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConfigError, match="is not a plain file"), locks.opened(folder):
        pass
    assert not (tmp_path / "elsewhere").exists()
    (folder / ".lock").unlink()
    (folder / ".lock").write_text("")
    with (folder / ".lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        (folder / ".lock").chmod(0o444)
        assert locks.busy(folder)
