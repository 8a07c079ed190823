"""Verify looks at every file of a study: one byte changed, a file gone or one too many is found wherever it is."""

import os
import shutil
from pathlib import Path

import pytest

from experiments import compare, verify
from experiments.report.__main__ import main as report_again
from experiments.study.files import differing_files, manifests
from experiments.study.manifest import read_manifest
from sim.yaml_scan import ConfigError

WORDS = [
    "study=one_point", "households.total=12", "calendar.intervention_day=30", "calendar.horizon_days=20",
    "offer.rounds=[0.0]", "replications=2", "study.resamples=200", "executor=serial", "arms=[siloed,task_force]",
    "resources=[equal_routine,as_it_was]", "study.rival_replications=1", "study.attribution_replications=1",
]  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A comparison with rivals, shares, a search for equal routine, figures and a page."""
    folder = tmp_path_factory.mktemp("whole") / "study"
    assert compare.main([*WORDS, f"output={folder}"]) == 0
    return folder


def verified(folder: Path, capsys) -> tuple[int, str]:
    """Exit code and what is said, no run simulated again: what is found is found by hashes."""
    capsys.readouterr()
    try:
        code = verify.main([str(folder), "sample=0"])
    except ConfigError as error:
        return 2, str(error)
    return code, capsys.readouterr().out


def found(folder: Path) -> str:
    """What the hashes alone say of all its manifests, which verify asks first of all."""
    try:
        return "\n".join(fault for one in manifests(folder) for fault in differing_files(one, read_manifest(one)))
    except ConfigError as error:
        return str(error)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.slow
def test_every_file_is_noted_and_every_change_is_found(whole, capsys):
    """Each file in turn: a byte of it changed, then the file gone; and one more in each folder."""
    assert verified(whole, capsys)[0] == 0
    mine = [name for name in names(whole) if not Path(name).name.startswith(".lock")]
    kinds = {Path(name).suffix for name in mine}
    assert kinds >= {".json", ".yaml", ".parquet", ".csv", ".svg", ".png", ".html"}
    assert {"matching", "rivals", "attribution", "parts", "figures"} <= {name.split("/")[0] for name in mine}
    for name in mine:
        path = whole / name
        kept = path.read_bytes()
        for place in {0, len(kept) // 2}:
            path.write_bytes(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])
            assert Path(name).name in found(whole), (name, place)
        path.unlink()
        assert Path(name).name in found(whole), name
        path.write_bytes(kept)
    for folder in {(whole / name).parent for name in mine}:
        for extra in ("notes.csv", "0000000000-0000000001-00000000.runs.parquet"):
            (folder / extra).write_bytes(b"1,2")
            assert f"{extra}: was not written by this study" in found(whole), folder
            (folder / extra).unlink()
    assert found(whole) == ""
    (whole / "report.html").write_bytes(b" " + (whole / "report.html").read_bytes())
    assert verified(whole, capsys) == (1, f"{whole}: report.html: was changed since it was written\n")
    (whole / "report.html").write_bytes((whole / "report.html").read_bytes()[1:])


def test_what_is_no_plain_file_or_leads_outside_is_not_read(whole, tmp_path, capsys):
    folder = Path(shutil.copytree(whole, tmp_path / "copy"))
    page = folder / "report.html"
    kept = page.read_bytes()
    (tmp_path / "elsewhere").write_bytes(kept)
    page.unlink()
    page.symlink_to(tmp_path / "elsewhere")
    assert verified(folder, capsys) == (1, f"{folder}: report.html: is not a plain file\n")
    page.unlink()
    os.mkfifo(page)
    assert verified(folder, capsys) == (1, f"{folder}: report.html: is not a plain file\n")


@pytest.mark.slow
def test_a_report_made_anew_is_noted(whole, tmp_path, capsys):
    folder = Path(shutil.copytree(whole, tmp_path / "copy"))
    (folder / "report.html").write_text("torn")
    assert verified(folder, capsys)[0] == 1
    assert report_again([str(folder)]) == 0
    assert verified(folder, capsys)[0] == 0


@pytest.mark.slow
def test_nobodys_name_is_in_what_is_handed_on(tmp_path, monkeypatch):
    """The home folder, the user and the machine are named nowhere, however the folder was typed."""
    home = tmp_path / "home" / "zhangwei_secret"
    monkeypatch.setenv("HOME", str(home))
    words = ["experiments.compare", *WORDS[:-2], "study.rival_replications=0", "study.attribution_replications=0"]
    monkeypatch.setattr("sys.argv", [*words, f"output={home}/study", "executor.address="])
    assert compare.main([*words[1:], f"output={home}/study"]) == 0
    private = {str(tmp_path), "zhangwei_secret", os.uname().nodename + "." * (len(os.uname().nodename) < 6)}
    for path in (home / "study").rglob("*"):
        if path.is_file():
            text = path.read_bytes()
            assert not [one for one in private if one.encode() in text], path
    command = read_manifest(home / "study")["command"]
    assert "output=study" in command
