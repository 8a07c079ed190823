"""Running a study: the same table however it is run, nothing lost, nothing overwritten."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pandas as pd
import pytest

from experiments import compare
from experiments.arms import replication
from experiments.attribution.of_comparison import asked_of
from experiments.study import manifest as manifests
from experiments.study.locks import opened
from experiments.study.manifest import open_manifest
from experiments.study.output import check_output
from experiments.study.settings import load_study
from experiments.study.store import table_hash, write_whole
from sim.yaml_scan import ConfigError

TINY = [
    "study=one_point",
    "households.total=30",
    "calendar.intervention_day=200",
    "calendar.horizon_days=60",
    "offer.rounds=[0.0]",
    "study.rival_replications=0",
    "study.attribution_replications=0",
    "study.resamples=200",
]


def run(words: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, whatever its exit code."""
    return subprocess.run(words, check=False, capture_output=True, text=True)


def wait_until(holds: Callable[[], object], seconds: float) -> None:
    """Wait until something holds; an AssertionError when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert holds()


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "experiments.compare", *TINY, *words]


def tables(folder) -> tuple[str, str, bytes]:
    hashes = [table_hash(folder / name) for name in ("runs.parquet", "daily.parquet")]
    return hashes[0], hashes[1], (folder / "comparison.csv").read_bytes()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A small comparison on one worker: what every other way of running it must equal."""
    folder = tmp_path_factory.mktemp("undisturbed") / "study"
    assert compare.main([*TINY, "replications=24", "executor=serial", f"output={folder}"]) == 0
    return folder


def test_one_and_two_workers_give_the_same_table(undisturbed, tmp_path):
    folder = tmp_path / "two"
    done = run(command("replications=24", "workers=2", f"output={folder}"))
    assert done.returncode == 0, done.stderr
    assert tables(folder) == tables(undisturbed)
    assert "restricted_days" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_folder_holds_what_the_contract_says(undisturbed):
    names = {path.name for path in undisturbed.iterdir()}
    assert names >= {"manifest.json", "config.yaml", "design.parquet", "parts", "runs.parquet", "daily.parquet",
                     "comparison.csv", "figures", "report.html"}  # fmt: skip
    manifest = json.loads((undisturbed / "manifest.json").read_text())
    assert manifest["status"] == "complete"
    assert set(manifest) >= {"command", "config_hash", "code_hash", "versions", "seed", "rng_scheme", "outputs"}
    runs = pd.read_parquet(undisturbed / "runs.parquet")
    assert len(runs) == 24 * 3 * 3
    assert runs["run_id"].is_unique
    assert list(runs.columns[:4]) == ["run_id", "scenario", "arm", "resources"]
    comparison = pd.read_csv(undisturbed / "comparison.csv")
    assert list(comparison.columns) == [
        "metric", "unit", "arm", "baseline", "mean", "baseline_mean", "difference", "ci_low", "ci_high",
        "superiority", "runs", "runs_needed", "variance_ratio", "resources", "interval_doubtful", "pairs",
        "ahead", "level", "never", "baseline_never", "median", "baseline_median",
    ]  # fmt: skip


def test_equal_routine_is_equal(undisturbed):
    """Over the villages of the study, each silo solves the task force's routine work within 1 %."""
    runs = pd.read_parquet(undisturbed / "runs.parquet")
    rows = runs[runs["resources"] == "equal_routine"]
    solved = rows.groupby("arm")["routine_solved"].mean()
    fences = rows.groupby("arm")["ring_fence"].unique()
    assert list(fences["task_force"]) == [0.0]
    for arm in ("siloed", "redesigned_silo"):
        assert len(fences[arm]) == 1
        assert 0.0 < fences[arm][0] < 1.0
        assert abs(solved[arm] / solved["task_force"] - 1.0) < 0.01


def test_the_same_command_again_simulates_nothing_and_changes_nothing(undisturbed):
    before = tables(undisturbed)
    parts = {path.name: path.stat().st_mtime_ns for path in (undisturbed / "parts").iterdir()}
    assert compare.main([*TINY, "replications=24", "executor=serial", f"output={undisturbed}"]) == 0
    assert {path.name: path.stat().st_mtime_ns for path in (undisturbed / "parts").iterdir()} == parts
    assert tables(undisturbed) == before


def test_a_lost_part_is_simulated_again(undisturbed):
    before = tables(undisturbed)
    next((undisturbed / "parts").glob("*.runs.parquet")).unlink()
    assert compare.main([*TINY, "replications=24", "executor=serial", f"output={undisturbed}"]) == 0
    assert tables(undisturbed) == before


def test_another_configuration_in_the_same_folder_is_refused_with_the_differing_key(undisturbed):
    before = {path: path.read_bytes() for path in undisturbed.rglob("*") if path.is_file()}
    with pytest.raises(ConfigError, match=r"^work.validity = 61.0: the folder .* holds 75.0$"):
        compare.main([*TINY, "replications=24", "work.validity=61", f"output={undisturbed}"])
    assert {path: path.read_bytes() for path in undisturbed.rglob("*") if path.is_file()} == before


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ConfigError, match="holds files that are not a study"):
        compare.main([*TINY, f"output={tmp_path}"])
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == ["thesis.txt"]


def begun(folder, **more):
    """A folder as it stands when work on a study of nothing begins."""
    return open_manifest(folder, "toy", {"salt": 0} | more, ["python"], 1)


def test_a_folder_left_between_its_first_two_files_is_gone_on_with(tmp_path):
    folder = tmp_path / "left"
    folder.mkdir()
    (folder / ".manifest.json.host.7.partial").touch()  # killed while the first was written
    begun(folder)
    (folder / "config.yaml").unlink()  # killed before the second was
    with pytest.raises(ConfigError, match=r"^output = .*left: holds another study; choose another output$"):
        begun(folder, salt=1)
    manifest = begun(folder)
    assert manifest["status"] == "running"
    assert (folder / "config.yaml").read_text() == "salt: 0\n"


def test_a_folder_that_another_shard_begins_at_this_moment_is_no_stranger(tmp_path, monkeypatch):
    begun(tmp_path)
    looked = manifests.Path.iterdir
    away = tmp_path.rename(tmp_path.with_name("away"))
    tmp_path.mkdir()

    def just_before(path):
        yield from looked(path)
        if away.exists():  # the other shard's files come while we look
            tmp_path.rmdir()
            away.rename(tmp_path)

    monkeypatch.setattr(manifests.Path, "iterdir", just_before)
    assert begun(tmp_path)["status"] == "running"


def test_two_at_once_in_one_folder_are_refused(tmp_path):
    with opened(tmp_path), pytest.raises(ConfigError, match="another process works in this folder"):
        compare.main([*TINY, f"output={tmp_path}"])


@pytest.mark.parametrize("begun", ["manifest.json", "parts/*.parquet"])
def test_a_killed_driver_leaves_no_orphans_and_the_same_command_finishes(undisturbed, tmp_path, begun):
    """SIGKILL before any village is kept, or after some: workers die too; run again, the table is the undisturbed."""
    folder = tmp_path / "killed"
    words = command("replications=24", "workers=2", "executor.chunk=1", f"output={folder}")
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    wait_until(lambda: list(folder.glob(begun)), 60)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it had ended: the study is too short for this machine"
    wait_until(lambda: not alive(process.pid), 10)
    done = run(words)
    assert done.returncode == 0, done.stderr
    assert tables(folder) == tables(undisturbed)


def alive(session: int) -> list[str]:
    """Processes of a session that still run."""
    found = run(["ps", "-o", "pid=", "-o", "stat=", "-s", str(session)])
    return [line for line in found.stdout.splitlines() if "Z" not in line]


def test_an_interrupt_ends_with_its_code_and_can_be_resumed(undisturbed, tmp_path):
    folder = tmp_path / "stopped"
    words = command("replications=24", "executor=serial", f"output={folder}")
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    wait_until((folder / "manifest.json").exists, 60)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=20)[1]
    assert process.returncode == 143
    assert "interrupted; the same command goes on where it stopped" in said
    assert json.loads((folder / "manifest.json").read_text())["status"] == "interrupted"
    assert run(words).returncode == 0
    assert tables(folder) == tables(undisturbed)


def test_a_run_that_fails_is_kept_with_its_error_and_the_exit_code_says_so(tmp_path, monkeypatch):
    whole = replication.simulate_replication

    def faulty(plan, unit):
        if unit.seed == 2:
            raise ZeroDivisionError("planted")
        return whole(plan, unit)

    monkeypatch.setattr(replication, "simulate_replication", faulty)
    assert compare.main([*TINY, "replications=6", "executor=serial", f"output={tmp_path}/some"]) == 1
    runs = pd.read_parquet(tmp_path / "some" / "runs.parquet")
    failed = runs[runs["status"] == "failed"]
    assert set(failed["seed"]) == {2}
    assert failed["error"].str.contains("ZeroDivisionError: planted").all()
    assert (runs["status"] == "ok").sum() == 5 * 9


OUTPUTS = [
    ("../elsewhere", "must not climb out"),
    ("~/x", "must not climb out"),
    ("", "must be the name of a folder"),
    ("a\x00b", "must be the name of a folder"),
    ("con", "cannot be a folder's name"),
    ("x" * 300, "cannot be a folder's name"),
    ("pyproject.toml", "is a file; must be a folder"),
    ("/proc/nowhere", "cannot be written to"),
]


@pytest.mark.parametrize(("text", "said"), OUTPUTS)
def test_a_folder_that_cannot_be_is_refused_before_anything_runs(text, said):
    with pytest.raises(ConfigError, match=f"^output = .*{said}"):
        check_output(text)


def test_a_link_that_leads_out_is_refused(tmp_path, monkeypatch):
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "link").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path / "inside")
    with pytest.raises(ConfigError, match="leads out of this folder by a link"):
        check_output("link/results")


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "table.csv"
    write_whole(path, b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["table.csv"]


@pytest.mark.parametrize("module", ["compare", "validate", "fit"])
def test_bad_input_from_the_command_line_is_one_line_and_exit_2(module, tmp_path):
    words = [sys.executable, "-m", f"experiments.{module}", "replications=none", f"output={tmp_path}/x"]
    done = run(words)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "replications = none: must be a whole number" in done.stderr
    assert not done.stdout
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("module", ["compare", "validate", "fit", "report"])
def test_every_command_explains_itself(module):
    done = run([sys.executable, "-m", f"experiments.{module}", "--help"])
    assert done.returncode == 0
    assert f"python -m experiments.{module}" in done.stdout


PARTS = [word for word in TINY if "attribution" not in word]
PARTS += ["study.attribution_replications=5", "replications=4", "arms=[siloed,task_force]", "resources=[as_it_was]"]


@pytest.mark.slow
def test_the_parts_sum_to_the_as_it_was_difference_and_survive_a_loss(tmp_path):
    """Five parts and the total; no more villages than the study has; resumed or in shards the file is the same."""
    folder = tmp_path / "parts"
    assert compare.main([*PARTS, "executor=serial", f"output={folder}"]) == 0
    table = pd.read_csv(folder / "attribution.csv")
    assert list(table["ingredient"]) == ["staff", "hours", "freed", "money", "authority", "coordination", "total"]
    assert table["value"].iloc[:-1].sum() == pytest.approx(table["value"].iloc[-1], abs=1e-6)
    assert (table["runs"] == 4).all()
    comparison = pd.read_csv(folder / "comparison.csv")
    line = comparison[(comparison["metric"] == "restricted_days") & (comparison["resources"] == "as_it_was")]
    assert table["value"].iloc[-1] == pytest.approx(line["difference"].iloc[0], abs=1e-6)
    assert "attribution.csv" in json.loads((folder / "manifest.json").read_text())["outputs"]
    kept = (folder / "attribution.csv").read_bytes()
    (folder / "attribution.csv").unlink()
    next((folder / "attribution" / "parts").glob("*.runs.parquet")).unlink()
    assert compare.main([*PARTS, "executor=serial", f"output={folder}"]) == 0
    assert (folder / "attribution.csv").read_bytes() == kept
    for shard in ("1/2", "2/2"):
        assert compare.main([*PARTS, "workers=1", f"shard={shard}", f"output={tmp_path}/shared"]) == 0
        assert (tmp_path / "shared" / "attribution.csv").exists() == (shard == "2/2")
    assert (tmp_path / "shared" / "attribution.csv").read_bytes() == kept


def test_a_rehearsal_counts_the_combinations_too(tmp_path, capsys):
    assert compare.main([*PARTS, f"output={tmp_path}/dry", "dry_run=true"]) == 0
    assert f"{tmp_path}/dry/attribution: 160 runs = 4 villages x 40 arms" in capsys.readouterr().out
    assert not (tmp_path / "dry").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["arms=[siloed,redesigned_silo]"],
        ["arms=[task_force,siloed]"],
        ["resources=[equal_routine,closed]"],
        ["resources.as_it_was.extras_without_team=true"],
        ["study.attribution_replications=0"],
        ["explanation=none"],
        ["scenario=workbench"],
    ],
)
def test_where_there_is_nothing_to_divide_nothing_is_asked(words):
    kept = [word for word in PARTS if word.partition("=")[0] not in {one.partition("=")[0] for one in words}]
    if "scenario=workbench" in words:
        kept = [word for word in kept if not word.startswith(("households", "offer"))]
    assert asked_of(load_study([*kept, *words])) is None


def test_the_fullest_team_is_asked_about_the_last_of_equals():
    study = load_study([*PARTS[:-2], "arms=[siloed,task_force,redesigned_silo]", "resources=[as_it_was,equal_routine]"])
    asked = asked_of(study)
    assert (asked.question.treatment, asked.question.resources, asked.question.replications) == (
        "task_force",
        "as_it_was",
        4,
    )
