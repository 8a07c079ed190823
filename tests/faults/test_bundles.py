"""Bundles: what is needed to run a study again elsewhere is in it, nobody's file is replaced, nobody's name told."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from experiments import bundle
from experiments.study.manifest import read_manifest, shareable
from experiments.study.store import table_hash
from sim.yaml_scan import ConfigError

ROOT = Path(__file__).resolve().parents[2]
WORDS = [
    "study=lapse_and_load", "households.total=12", "calendar.intervention_day=30", "calendar.horizon_days=20",
    "offer.rounds=[0.0]", "replications=2", "study.resamples=200", "executor=serial", "arms=[siloed,task_force]",
    "resources=[as_it_was]", "study.design.kind=list", "study.design.axes=[]",
]  # fmt: skip


@pytest.fixture(scope="module")
def listed(tmp_path_factory) -> Path:
    """A sweep over a list of points that stands in somebody's home folder and is gone afterwards."""
    home = tmp_path_factory.mktemp("zhangwei_secret")
    (home / "my points.csv").write_text("work.validity\n60\n90.5\n")
    words = [*WORDS, f"study.design.file={home}/my points.csv", f"output={home}/study.v1"]
    done = subprocess.run(
        [sys.executable, "-m", "experiments.sweep", *words], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    (home / "my points.csv").unlink()
    (home / "study.v1" / "thesis.docx").write_text("years of work")
    return home / "study.v1"


@pytest.mark.slow
def test_unpacked_elsewhere_the_command_gives_the_same_tables(listed, tmp_path):
    assert bundle.main([str(listed), str(tmp_path / "bundle.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        archive.extractall(tmp_path / "reviewer")
    source, results = tmp_path / "reviewer" / "source", tmp_path / "reviewer" / "results"
    command = read_manifest(results)["command"]
    assert command[:3] == ["python", "-m", "experiments.sweep"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, *command[1:]], check=False, capture_output=True, text=True, cwd=source, env=environment
    )
    assert done.returncode == 0, done.stderr
    for name in ("runs.parquet", "design.parquet", "points.parquet"):
        assert table_hash(source / "study.v1" / name) == table_hash(results / name), name
    assert (source / "study.v1" / "comparison.csv").read_bytes() == (results / "comparison.csv").read_bytes()


def test_nobodys_name_or_file_is_in_a_bundle(listed, tmp_path):
    assert bundle.main([str(listed), str(tmp_path / "bundle.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        names = archive.namelist()
        for name in names:
            text = archive.read(name)
            told = {b"zhangwei_secret", str(Path.home()).encode() + b"/"}
            assert not [one for one in told if name.startswith("results/") and one in text], name
            assert b"zhangwei_secret" not in text or name.endswith(("test_bundles.py", "test_verify_all.py")), name
    assert "results/thesis.docx" not in names
    assert {"results/design.csv", "source/my points.csv", "results/manifest.json", "results/runs.parquet"} <= set(names)


@pytest.mark.parametrize("kind", ["file", "folder", "link to nowhere"])
def test_what_is_there_is_not_replaced(listed, tmp_path, kind):
    target = tmp_path / "there.zip"
    match kind:
        case "file":
            target.write_text("years of work")
        case "folder":
            target.mkdir()
        case _:
            target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ConfigError, match=r"there.zip: is there already; name another file"):
        bundle.main([str(listed), str(target)])
    assert [path.name for path in tmp_path.iterdir()] == ["there.zip"]


def test_the_usual_name_is_that_of_the_folder_whole(listed):
    assert bundle.main([str(listed)]) == 0
    assert (listed.parent / "study.v1.zip").is_file()
    with pytest.raises(ConfigError, match="is there already"):
        bundle.main([f"{listed}/"])


def test_a_folder_that_is_not_there_is_said(listed, tmp_path):
    with pytest.raises(ConfigError, match="there is no folder"):
        bundle.main([str(listed), str(tmp_path / "no" / "such" / "bundle.zip")])


COMMANDS = [
    ("output=results/mine", "output=results/mine"),
    ("output=/home/somebody/study", "output=study"),
    ("study.design.file='/home/somebody/my points.csv'", "study.design.file='my points.csv'"),
    (f"output={Path.cwd()}/results/x", "output=results/x"),
    ("work.validity=60", "work.validity=60"),
    ("/home/somebody/tool.py", "tool.py"),
]


@pytest.mark.parametrize(("word", "told"), COMMANDS)
def test_a_command_is_told_without_anybodys_folders(word, told):
    assert shareable(["python", word, "executor.address=tcp://secret-host:8786"]) == ["python", told]
