"""Other people's files: a folder is judged first, and what is removed or replaced is what this study made."""

import fcntl
import json
from pathlib import Path

import pytest

from experiments import compare, fit, sweep, validate
from experiments.benchmark import __main__ as benchmark
from experiments.study.locks import opened
from experiments.study.manifest import open_manifest
from sim.yaml_scan import ConfigError
from tests import toy

SMALL = ["households.total=12", "calendar.intervention_day=30", "calendar.horizon_days=20", "executor=serial"]
COMMANDS = {
    "compare": (compare.main, ["study=one_point", "replications=2", *SMALL]),
    "sweep": (sweep.main, ["study=lapse_and_load", "replications=2", *SMALL]),
    "validate": (validate.main, ["scenario=xiaonanmen", "replications=2", *SMALL]),
    "fit": (fit.main, ["explanation=lapse", "replications=2"]),
    "benchmark": (benchmark.main, ["parts=[start]", "size=small"]),
}
THEIRS = [
    ".thesis.docx.partial",
    "drafts/.thesis.docx.partial",
    "drafts/.notes.csv.laptop.77.partial",
    "parts/.thesis.docx.host.4711.partial",
    "figures/.plot.svg.host.4711.partial",
    "deep/er/.manifest.json.partial",
    "benchmark.csv",
    "report.html",
    "manifest.json",
]


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("shared", [False, True], ids=["alone", "as a shard"])
def test_a_folder_of_somebody_elses_is_refused_and_left_as_it_was(name, shared, tmp_path):
    if shared and name in {"fit", "benchmark"}:
        return  # these have no shards
    for file in THEIRS:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("years of work")
    before = files_in(tmp_path)
    main, words = COMMANDS[name]
    with pytest.raises(ConfigError) as caught:
        main([*words, f"output={tmp_path}", *(["shard=1/2"] if shared else [])])
    assert len(str(caught.value).splitlines()) == 1
    assert files_in(tmp_path) == before


def test_in_our_own_folder_only_what_we_had_begun_is_taken_away(tmp_path):
    """Files of the user's, a folder of his below, and a live study below are no business of ours."""
    study = tmp_path / "study"
    open_manifest(study, "toy", {"salt": 0}, ["python"], 1)
    open_manifest(study / "attribution", "villages", {"salt": 0}, ["python"], 1)
    open_manifest(study / "another", "toy", {"salt": 1}, ["python"], 1)
    ours = [".runs.parquet.host.7.partial", ".manifest.json.a.b.c.7.partial",
            "parts/.x-y-z.runs.parquet.host.7.partial", "figures/.main.svg.host.7.partial",
            "attribution/parts/.x.daily.parquet.h.7.partial",
            "rivals/lapse/.manifest.json.host.7.partial"]  # fmt: skip
    theirs = [".thesis.docx.partial", "drafts/.thesis.docx.partial", "drafts/.notes.csv.laptop.77.partial",
              "notes.partial", "another/.runs.parquet.host.7.partial", "another/parts/.x.runs.parquet.host.7.partial",
              "drafts/parts/.x.runs.parquet.host.7.partial"]  # fmt: skip
    for name in [*ours, *theirs]:
        (study / name).parent.mkdir(parents=True, exist_ok=True)
        (study / name).write_text("begun")
    (study / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "parts").mkdir(parents=True)
    (tmp_path / "elsewhere" / "parts" / ".x.runs.parquet.host.7.partial").touch()
    with (study / "another" / ".lock").open("w") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        with opened(study):
            pass
    assert [name for name in ours if (study / name).exists()] == []
    assert [name for name in theirs if not (study / name).exists()] == []
    assert (tmp_path / "elsewhere" / "parts" / ".x.runs.parquet.host.7.partial").exists()


def test_a_live_study_in_a_folder_below_goes_on(tmp_path):
    """What it is writing at this moment stays, when another study begins in the folder above."""
    above, below = tmp_path / "results", tmp_path / "results" / "mine"
    told = json.dumps({"units": 4, "executor": {"kind": "serial"}})
    assert toy.main([str(above), told]) == 0
    with opened(below):
        open_manifest(below, "toy", {"salt": 0}, ["python"], 1)
        begun = below / "parts" / ".0000000001-0000000001-abcdef01.runs.parquet.host.7.partial"
        begun.parent.mkdir()
        begun.write_text("half a part")
        assert toy.main([str(above), told]) == 0
        assert begun.read_text() == "half a part"


@pytest.mark.parametrize("shards", [1, 2], ids=["alone", "the last shard"])
def test_what_a_worker_killed_meanwhile_had_begun_is_taken_away_at_the_end(shards, tmp_path):
    """A driver goes on without a worker that was killed while it wrote; another shard at work keeps what it writes."""
    open_manifest(tmp_path, "toy", {"salt": 0}, ["python"], 1)
    begun = tmp_path / "parts" / ".p-1.parquet.host.4711.partial"
    begun.parent.mkdir()
    with opened(tmp_path, (0, shards)):
        if shards > 1:
            with opened(tmp_path, (1, shards)):
                begun.write_text("half a part")
            assert begun.exists()
        begun.write_text("half a part")
    assert not begun.exists()
