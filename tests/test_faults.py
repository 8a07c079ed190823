"""Faults F1 to F24: each in its own folder with a hard time limit, right exit code, and the undisturbed table."""

import ast
import contextlib
import ctypes
import json
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from experiments import sweep
from experiments.study import manifest as manifests
from experiments.study.engine import Driver
from experiments.study.executors.events import Broken
from experiments.study.manifest import read_manifest
from experiments.study.output import check_output
from experiments.study.parts import cover, part_files, series_of, write_part
from experiments.study.store import table_hash
from sim.config import CONFIGS, compose
from sim.yaml_scan import LARGEST, ConfigError, scan
from tests import toy

pytestmark = pytest.mark.timeout(180)

ROOT = Path(__file__).resolve().parents[1]
SWEEP = [
    "study=lapse_and_load", "households.total=12", "calendar.intervention_day=60", "calendar.horizon_days=40",
    "offer.rounds=[0.0]", "replications=3", "study.resamples=200",
    "study.design.axes=[{name: work.validity, values: [60.0, 90.0]}]",
]  # fmt: skip


def words(folder, **told) -> list[str]:
    return [sys.executable, "-m", "tests.toy", str(folder), json.dumps(told)]


STARTED: list[subprocess.Popen[str]] = []


def start(folder, **told) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        words(folder, **told), stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=ROOT
    )
    STARTED.append(process)
    return process


@pytest.fixture(autouse=True)
def _nothing_is_left():
    """Whatever a test began is over when it ends."""
    yield
    while STARTED:
        process = STARTED.pop()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stderr:
            process.stderr.close()  # a test may have read and closed it already


def run(folder, preexec=None, **told) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words(folder, **told), check=False, capture_output=True, text=True, timeout=120, cwd=ROOT, preexec_fn=preexec
    )


def tables(folder) -> tuple[str, str]:
    return table_hash(folder / "runs.parquet"), table_hash(folder / "daily.parquet")


def workers_of(driver: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(driver)], check=False, capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]


def session(leader: int) -> list[str]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "-o", "stat=", "-s", str(leader)], check=False, capture_output=True, text=True
    )
    return [line for line in found.stdout.splitlines() if "Z" not in line]


def wait_until(holds, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert holds()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("toy") / "study"
    assert toy.main([str(folder), json.dumps({"executor": {"kind": "serial"}})]) == 0
    return folder


@pytest.fixture(scope="module")
def swept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sweep") / "study"
    assert sweep.main([*SWEEP, "executor=serial", f"output={folder}"]) == 0
    return folder


@pytest.mark.parametrize("settings", [
    {"workers": 1}, {"workers": 2}, {"workers": 8}, {"workers": 2, "chunk": 1}, {"workers": 2, "chunk": 7},
    {"kind": "serial", "chunk": 1000},
])  # fmt: skip
def test_any_number_of_workers_and_any_chunk_give_the_same_table(undisturbed, tmp_path, settings):
    assert run(tmp_path / "s", executor=settings).returncode == 0
    assert tables(tmp_path / "s") == tables(undisturbed)


def test_three_shards_at_once_give_the_same_table(undisturbed, tmp_path):
    shards = [start(tmp_path, seconds=0.02, executor={"workers": 1, "shard": f"{i}/3"}) for i in (1, 2, 3)]
    for shard in shards:
        assert shard.wait(60) == 0, shard.communicate()
    assert tables(tmp_path) == tables(undisturbed)
    assert read_manifest(tmp_path)["status"] == "complete"


def test_dask_gives_the_same_table_though_a_worker_is_killed(undisturbed, tmp_path):
    process = start(tmp_path / "s", seconds=0.1, executor={"kind": "dask", "workers": 2, "chunk": 2})
    try:
        wait_until(lambda: part_files(tmp_path / "s"))
        found = subprocess.run(
            ["ps", "-ww", "-s", str(process.pid), "-o", "pid=", "-o", "args="],
            check=False,
            capture_output=True,
            text=True,
        )
        spawned = [line.split()[0] for line in found.stdout.splitlines() if "spawn_main" in line]
        os.kill(int(spawned[-1]), signal.SIGKILL)
        assert process.wait(100) == 0, process.communicate()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert tables(tmp_path / "s") == tables(undisturbed)
    wait_until(lambda: not session(process.pid), 10)


@pytest.mark.parametrize("how", ["kill", "exit"])
def test_f2_a_run_that_kills_its_worker_is_set_apart_and_the_rest_completes(undisturbed, tmp_path, how):
    assert run(tmp_path / "s", bad=5, how=how).returncode == 1
    failed_alone(tmp_path / "s", undisturbed, 5, "the worker died")
    assert run(tmp_path / "s").returncode == 1  # kept as failed
    assert run(tmp_path / "s", retry_failed=True).returncode == 0
    assert tables(tmp_path / "s") == tables(undisturbed)


def failed_alone(folder: Path, undisturbed: Path, unit: int, said: str) -> None:
    """Only the rows of one unit failed, with what is said; all others are those of the undisturbed run."""
    runs, whole = (pd.read_parquet(path / "runs.parquet") for path in (folder, undisturbed))
    bad = np.arange(len(runs)) // 2 == unit
    assert list(runs["status"]) == ["failed" if one else "ok" for one in bad]
    assert runs.loc[bad, "error"].str.contains(said, regex=False).all()
    pd.testing.assert_frame_equal(runs[~bad], whole[~bad])
    assert len(read_manifest(folder)["failures"]) == 2


@pytest.mark.slow
def test_f3_a_driver_killed_again_and_again_finishes_with_the_same_table_and_no_orphans(undisturbed, tmp_path):
    """Killed while its workers begin, or once more parts have come; never so late that all would be done."""
    folder, moments = tmp_path / "s", np.random.Generator(np.random.Philox(3)).uniform(0.0, 0.5, 6)
    for number, moment in enumerate(moments):
        before = set(part_files(folder))
        process = start(folder, seconds=0.5, executor={"chunk": 1})
        begun = [lambda: workers_of(process.pid), lambda: set(part_files(folder)) - before][number % 2]  # noqa: B023
        wait_until(begun)
        time.sleep(moment)
        assert process.poll() is None, "it had ended: the study is too short for this machine"
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        wait_until(lambda: not session(process.pid), 10)  # noqa: B023
    assert run(folder).returncode == 0
    assert tables(folder) == tables(undisturbed)
    assert not list(folder.rglob("*.partial"))


def copied(undisturbed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(undisturbed, tmp_path / "copy"))


def test_f5_a_torn_part_is_set_aside_with_a_warning_and_simulated_again(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    path = part_files(folder)[0]
    path.write_bytes(path.read_bytes()[:-20])
    done = run(folder)
    assert done.returncode == 0
    assert f"{path.name}: it cannot be read" in done.stderr
    assert tables(folder) == tables(undisturbed)


def test_f5_crumbs_are_merged_and_the_table_is_the_same(undisturbed, tmp_path):
    """Parts of one unit each are merged while they come in, and what an interrupted run left when it goes on."""
    folder = tmp_path / "s"
    told = {"units": 120, "executor": {"kind": "serial", "chunk": 1}}
    assert run(folder, **told).returncode == 0
    whole = tables(folder)
    merged = part_files(folder)
    assert len(merged) == 3
    plan = toy.plan_of(toy.TOLD | told)
    found = cover(folder, plan, aside=False)
    for unit in range(80):  # as if a driver had been killed before it merged anything
        table = pq.read_table(merged[0 if unit < 40 else 1], partitioning=None).drop_columns(["row_hash"])
        series = pq.read_table(series_of(merged[0 if unit < 40 else 1]), partitioning=None)
        mine = [one.filter(pc.equal(one["unit"], unit)).replace_schema_metadata(None) for one in (table, series)]
        write_part(folder, plan, np.array([unit]), *mine)
    for path in merged[:2]:
        path.unlink()
    crumbs = part_files(folder)
    crumbs[7].unlink()
    crumbs[8].write_bytes(crumbs[8].read_bytes()[:-20])
    assert len(found.files) + 78 <= len(crumbs)
    assert run(folder, **told).returncode == 0
    assert len(part_files(folder)) < 45
    assert tables(folder) == whole


def test_f5_a_torn_manifest_is_refused_and_nothing_is_touched(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:-20])
    done = run(folder)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "manifest.json: is damaged" in done.stderr
    assert tables(folder) == tables(undisturbed)


def test_f6_a_flipped_byte_is_noticed_and_never_used(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    for path in [*part_files(folder), *(folder / "parts").glob("*.daily.parquet")]:
        data = bytearray(path.read_bytes())
        data[len(data) // 3] ^= 0x10
        path.write_bytes(data)
    done = run(folder)
    assert done.returncode == 0
    assert "it is set aside and simulated again" in done.stderr
    assert tables(folder) == tables(undisturbed)


def test_f6_a_changed_number_in_a_valid_file_is_named(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    path = part_files(folder)[0]
    table = pq.read_table(path, partitioning=None)
    values = table["x"].to_numpy().copy()
    values[1] += 1e-9
    name = table["run_id"][1].as_py()
    pq.write_table(table.set_column(table.schema.get_field_index("x"), "x", pa.array(values)), path)
    done = run(folder)
    assert done.returncode == 0
    assert f"row 1 ({name}) does not match its checksum" in done.stderr
    assert tables(folder) == tables(undisturbed)


def test_f6_a_manifest_changed_by_hand_is_refused(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"seed": 1', '"seed": 2'))
    done = run(folder)
    assert done.returncode == 2
    assert "does not match its checksum" in done.stderr


def test_f7_a_full_disk_is_one_clear_line_and_no_cut_file(undisturbed, tmp_path):
    done = run(tmp_path / "s", preexec=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)))
    assert done.returncode == 1
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "s").glob("runs.parquet"))
    assert run(tmp_path / "s").returncode == 0
    assert tables(tmp_path / "s") == tables(undisturbed)


def without_override() -> None:
    """Root, too, is bound by permissions when this capability is dropped before the program starts."""
    ctypes.CDLL(None).prctl(24, 1)


def test_f8_a_folder_that_may_not_be_written_is_refused_before_the_first_run(tmp_path):
    (tmp_path / "fixed").mkdir()
    (tmp_path / "fixed").chmod(0o555)
    command = [sys.executable, "-m", "experiments.sweep", *SWEEP, f"output={tmp_path}/fixed/study"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=without_override)
    assert done.returncode == 2
    assert done.stderr.startswith("output = ")
    assert "cannot be written to (Permission denied)" in done.stderr


def test_f9_a_second_driver_in_the_same_folder_is_refused(undisturbed, tmp_path):
    first = start(tmp_path / "s", seconds=0.3)  # six seconds or more: the second begins within them
    wait_until((tmp_path / "s" / "manifest.json").exists)
    second = run(tmp_path / "s", seconds=0.3)
    assert (second.returncode, len(second.stderr.splitlines())) == (2, 1)
    assert "another process works in this folder" in second.stderr
    assert first.wait(60) == 0
    assert tables(tmp_path / "s") == tables(undisturbed)


def test_f10_another_configuration_in_the_same_folder_is_refused_with_the_key(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    done = run(folder, salt=7)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert done.stderr.startswith("salt = 7: the folder")
    assert tables(folder) == tables(undisturbed)


def test_f11_changed_code_is_refused_and_when_allowed_noted_row_by_row(swept, tmp_path, monkeypatch, capsys):
    folder = Path(shutil.copytree(swept, tmp_path / "copy"))
    part_files(folder)[0].unlink()
    monkeypatch.setattr(manifests, "source_hash", lambda: "othercode")
    monkeypatch.setattr("experiments.arms.replication.source_hash", lambda: "othercode")
    again = [*SWEEP, "executor=serial", f"output={folder}"]
    with pytest.raises(ConfigError, match=r"^code_hash = othercode: the folder .* or allow_code_change=true"):
        sweep.main(again)
    assert sweep.main([*again, "allow_code_change=true"]) == 0
    runs, before = (pd.read_parquet(path / "runs.parquet") for path in (folder, swept))
    assert set(runs["code"]) == {"othercode", before["code"].iat[0]}
    unsaid = ["code", "row_hash"]
    pd.testing.assert_frame_equal(runs.drop(columns=unsaid), before.drop(columns=unsaid))
    assert [change["name"] for change in read_manifest(folder)["code_changes"]] == ["code_hash"]
    monkeypatch.setattr(manifests, "versions", lambda: {"numpy": "0.1"})
    with pytest.raises(ConfigError, match=r"versions.numpy = 0.1: the folder"):
        sweep.main(again)


def test_f12_a_run_over_the_memory_limit_fails_and_the_sweep_completes(undisturbed, tmp_path):
    assert run(tmp_path / "s", bad=9, how="memory", executor={"memory_limit": 1500}).returncode == 1
    failed_alone(tmp_path / "s", undisturbed, 9, "out of memory")


def test_f12_a_limit_too_low_for_any_worker_is_said(tmp_path):
    done = run(tmp_path / "s", executor={"memory_limit": 10})
    assert done.returncode == 2
    assert "is memory_limit too low?" in done.stderr
    assert "Traceback" not in done.stderr.splitlines()[-1]


def test_f12_a_worker_without_memory_to_keep_its_rows_is_said():
    driver = SimpleNamespace(_flying={1: np.arange(3)})
    with pytest.raises(ConfigError, match=r"could not keep its rows .*is memory_limit too low"):
        Driver._hear(driver, Broken(1, pa.ArrowMemoryError("malloc of size 64 failed")))


@pytest.mark.parametrize("kind", ["serial", "processes"])
def test_f13_a_run_that_raises_is_kept_with_its_error(undisturbed, tmp_path, kind):
    assert run(tmp_path / "s", bad=11, how="raise", executor={"kind": kind}).returncode == 1
    failed_alone(tmp_path / "s", undisturbed, 11, "ZeroDivisionError: planted")


def test_f14_a_run_that_never_ends_is_ended(undisturbed, tmp_path):
    assert run(tmp_path / "s", bad=13, how="forever", executor={"time_limit": 1.0}).returncode == 1
    failed_alone(tmp_path / "s", undisturbed, 13, "timeout: took longer than 1 s")


def test_f15_clocks_and_time_stamps_decide_nothing(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    for place, path in enumerate(folder.rglob("*")):
        os.utime(path, (place * 1e9 % 4e9, place * 7e8 % 4e9))
    part_files(folder)[0].unlink()
    assert run(folder).returncode == 0
    assert tables(folder) == tables(undisturbed)
    clocks = ("time.time", "time.gmtime", "time.localtime", "datetime", "getmtime", "st_mtime")
    for path in [*ROOT.glob("sim/**/*.py"), *ROOT.glob("experiments/**/*.py")]:
        read = [ast.unparse(node) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)]
        assert not [name for name in read if name in clocks or name.endswith(clocks[4:])], path
        assert "import datetime" not in path.read_text()


def test_f16_a_lock_left_by_the_dead_is_no_lock(undisturbed, tmp_path):
    folder = tmp_path / "s"
    process = start(folder, seconds=0.05)
    wait_until((folder / "manifest.json").exists)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    (folder / ".lock").write_text(str(os.getpid()))  # a living process has the number now
    assert run(folder).returncode == 0
    assert tables(folder) == tables(undisturbed)


def sweep_refused(*more: str) -> str:
    with pytest.raises(ConfigError) as caught:
        sweep.main([*SWEEP[:-1], *more])
    return str(caught.value)


def test_f17_a_file_that_is_not_utf8_is_one_line(tmp_path):
    configs = Path(shutil.copytree(CONFIGS, tmp_path / "configs"))
    (configs / "study" / "lapse_and_load.yaml").write_bytes(b"question: caf\xe9\n")
    with pytest.raises(ConfigError, match=r"^configs/study/lapse_and_load.yaml: byte 13 is not UTF-8"):
        compose("study", [], configs)
    (tmp_path / "points.csv").write_bytes(b"work.validity\ncaf\xe9\n")
    listed = ["study.design.kind=list", "study.design.axes=[]", f"study.design.file={tmp_path}/points.csv"]
    assert "cannot be read as CSV in UTF-8" in sweep_refused(*listed)


AXIS = "study.design.axes=[{{name: {}}}]"
SAMPLE = ("study.design.kind=latin_hypercube", "points=4")
BAD = [
    (("work.validity=.nan",), "work.validity = "),
    (("work.validity=inf",), "work.validity = inf"),
    (("work.validity=1e400",), "work.validity = "),
    (("work.validity=-5",), "work.validity = -5: must be a number between 20"),
    (("households.total=99999999999999999999999",), "households.total = 99999999999999999999999: must be"),
    (("households.total=true",), "households.total = true: must be a whole number"),
    (("work.validty=60",), "work.validty = 60: unknown parameter; did you mean work.validity?"),
    (("work.validity=60", "work.validity=61"), "work.validity: given twice"),
    ((*SAMPLE, AXIS.format("work.validty")), "work.validty: unknown parameter; did you mean work.validity?"),
    ((*SAMPLE, AXIS.format("calendar.start")), "calendar.start is fixed"),
    ((*SAMPLE, AXIS.format("study.seed")), "study.seed is fixed within a study"),
    ((*SAMPLE, AXIS.format("work.validity, high: 1e9")), "work.validity: high = 1e+09: must be a number between 20"),
    ((*SAMPLE, AXIS.format("work.validity, low: 90, high: 60")), "low = 90: must not exceed high = 60"),
    (("study.design.kind=sobol", "points=100"), "study.design.points = 100: must be a power of two for sobol"),
    (("shard=5/4",), "executor.shard = 5/4: must be i/n, i from 1 to n"),
    (("shard=1/2", "sequential=true"), "sequential stopping needs one process"),
    (("work.validity=70",), "work.validity = 70: is varied by the design"),
    (("executor=serial", "executor.time_limit=5"), "needs executor=processes"),
    (("study.design.axes=[{name: work.validity, values: [60, 5]}]",), "point 1: work.validity = 5: must be a number"),
    (("study=one_point",), "a sweep needs a design"),
]


@pytest.mark.parametrize(("more", "said"), BAD, ids=[" ".join(more) for more, _ in BAD])
def test_f18_a_value_or_design_that_cannot_be_is_named_before_any_run(more, said, tmp_path):
    kept = [word for word in SWEEP[:-1] if word.partition("=")[0] not in {one.partition("=")[0] for one in more}]
    with pytest.raises(ConfigError) as caught:
        sweep.main([*kept, *more, f"output={tmp_path}/x"])
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["../x", "a/../../x", "~/x", "a\0b", "CON", "x" * 300, ""])
def test_f19_no_name_leads_out_of_the_folder(name):
    with pytest.raises(ConfigError, match=r"^output = "):
        check_output(name)


def test_f20_bombs_are_refused_within_a_second(tmp_path):
    nine = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 7))
    bombs = {"aliases": f"a0: &a0 [1]\n{nine}\n", "depth": "a: " + "[" * 3000 + "]" * 3000, "size": "a: 1\n" * LARGEST}
    for name, text in bombs.items():
        path = tmp_path / f"{name}.yaml"
        path.write_text(text)
        began = time.perf_counter()
        with pytest.raises(ConfigError):
            scan(path)
        assert time.perf_counter() - began < 1.0


def test_f21_f23_f24_nothing_in_a_configuration_is_run_or_looked_up(tmp_path, monkeypatch):
    canary = tmp_path / "canary"
    monkeypatch.setenv("SECRET", "hush")
    lines = [
        f"a: !!python/object/apply:builtins.open ['{canary}', w]",
        f"a: {{_target_: builtins.open, file: '{canary}', mode: w}}",
        "a: ${oc.env:SECRET}",
    ]
    for line in lines:
        configs = Path(shutil.copytree(CONFIGS, tmp_path / str(len(list(tmp_path.iterdir()))) / "configs"))
        with (configs / "work" / "base.yaml").open("a") as file:
            file.write(line + "\n")
        with pytest.raises(ConfigError) as caught:
            compose("study", [], configs)
        assert "hush" not in str(caught.value)
    for word in ("study.question=${oc.env:SECRET}", f"+work._target_=builtins.open({canary})", "hydra.run.dir=/x"):
        assert "not allowed" in sweep_refused(word) or "can be set, not added" in sweep_refused(word)
    assert not canary.exists()


class Canary:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


def test_f22_a_result_file_is_never_unpickled(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    canary = tmp_path / "canary"
    part_files(folder)[0].write_bytes(pickle.dumps(Canary(str(canary))))
    assert run(folder).returncode == 0
    assert not canary.exists()
    assert tables(folder) == tables(undisturbed)
    for path in [*ROOT.glob("sim/**/*.py"), *ROOT.glob("experiments/**/*.py")]:
        text = path.read_text()
        assert "import pickle" not in text
        assert "read_pickle" not in text
        assert "allow_pickle" not in text


def test_a_short_soak(tmp_path):
    """Tiny runs, a worker or the driver killed at random, resumed until done: nothing lost, nothing doubled."""
    from tests.soak import soak

    assert soak(tmp_path, units=1000, every=4.0, seed=5, seconds=0.025).kills >= 2  # 12.5 seconds: two kills or more
