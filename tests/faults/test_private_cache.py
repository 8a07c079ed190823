"""Compiled rules are run when they are loaded: they are kept where nobody else can write, or nowhere, in one line."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sim.core import keeping
from sim.core.keeping import make_private

ROOT = Path(__file__).resolve().parents[2]
TOLD = """
import os
os.umask({umask})
from sim.core.compiling import announce, compiled
from sim.core.keeping import PLACE
import numba
announce()
announce()
print(PLACE.folder)
print(numba.config.CACHE_DIR or "unset")
"""


def placed(umask: int = 0o22, prepare=None, **environment: str) -> tuple[str, list[str], str]:
    """Where a fresh process keeps its rules, the lines that it says, and Numba's own setting."""
    own = {key: value for key, value in os.environ.items() if key not in {"NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "HOME"}}
    done = subprocess.run(
        [sys.executable, "-c", TOLD.format(umask=umask)],
        check=False, capture_output=True, text=True, cwd=ROOT, preexec_fn=prepare,
        env=own | {"NUMBA_DISABLE_JIT": "0"} | environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    folder, numba = done.stdout.splitlines()
    return folder, done.stderr.splitlines(), numba


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0, 0o22, 0o77])
def test_a_new_folder_is_for_its_user_alone_whatever_the_umask(umask, tmp_path):
    folder, lines, numba = placed(umask, XDG_CACHE_HOME=str(tmp_path / "a" / "b"), TMPDIR=str(tmp_path))
    assert Path(folder).parent == tmp_path / "a" / "b" / "zhuanban-lab"
    made = [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "zhuanban-lab", Path(folder)]
    assert [rights(path) for path in made] == [0o700] * 4
    assert lines == ["compiling the rules once for this machine (less than half a minute) ..."]
    assert numba == "unset"


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777])
@pytest.mark.parametrize("level", ["zhuanban-lab", "zhuanban-lab/kept", ""])
def test_a_folder_that_others_can_write_to_is_not_used(mode, level, tmp_path):
    folder = tmp_path / "cache" / "zhuanban-lab" / "kept"
    make_private(folder)
    (tmp_path / "cache" / level).chmod(mode)
    if mode & stat.S_ISVTX and level != "zhuanban-lab/kept":
        make_private(folder)  # as in /tmp: what is ours there nobody else can move
        return
    with pytest.raises(OSError, match="others can write to it"):
        make_private(folder)
    above, told, _ = placed(XDG_CACHE_HOME=str(tmp_path / "cache"), TMPDIR=str(tmp_path / "tmp_of_test"))
    if level != "zhuanban-lab/kept":
        assert "cache/zhuanban-lab" not in above
        assert "others can write to it" in told[0]


def test_a_link_or_folder_of_somebody_else_is_not_used(tmp_path, monkeypatch):
    (tmp_path / "theirs").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "theirs")
    make_private(tmp_path / "link" / "kept")
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    for name in ("theirs", "link/kept", "theirs/new"):
        with pytest.raises(OSError, match="it is another user's"):
            make_private(tmp_path / name)


HOMELESS = {
    "home read-only": {"HOME": "/proc"},
    "no such home": {"HOME": "/proc/nobody"},
    "home a file": {"HOME": "/dev/null"},
    "cache set to a file": {"XDG_CACHE_HOME": "/dev/null"},
    "numba's set to a file": {"NUMBA_CACHE_DIR": "/dev/null"},
}


@pytest.mark.parametrize("environment", HOMELESS.values(), ids=HOMELESS)
def test_without_a_home_rules_are_kept_in_a_private_temporary_folder(environment, tmp_path):
    tmp_path.chmod(0o700)
    folder, lines, _ = placed(TMPDIR=str(tmp_path), **environment)
    assert Path(folder).parent == tmp_path / f"zhuanban-lab-{os.geteuid()}"
    assert rights(Path(folder)) == 0o700
    assert len(lines) == 2
    assert lines[0].startswith(f"compiled rules are kept in {tmp_path}")


def test_a_user_id_without_a_name_goes_on(tmp_path, monkeypatch):
    """As in a container that is started with a number for its user."""

    def unknown(_):
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr(keeping.pwd, "getpwuid", unknown)
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(keeping.config, "CACHE_DIR", "")
    monkeypatch.setattr(keeping.tempfile, "gettempdir", lambda: str(tmp_path))
    place = keeping.find_place()
    assert place.folder.parent == tmp_path / f"zhuanban-lab-{os.geteuid()}"
    assert place.said.startswith("compiled rules are kept in ")


def test_where_nothing_can_be_written_rules_are_kept_nowhere_and_that_is_said(tmp_path):
    tmp_path.chmod(0o777)
    folder, lines, _ = placed(TMPDIR=str(tmp_path), HOME="/dev/null")
    assert folder == "None"
    assert len(lines) == 2
    assert lines[0].startswith("compiled rules are not kept, so that every process compiles anew: /")


def test_the_users_own_setting_of_numba_is_followed_and_left(tmp_path):
    folder, lines, numba = placed(NUMBA_CACHE_DIR=str(tmp_path / "mine"), TMPDIR=str(tmp_path))
    assert Path(folder).parent == tmp_path / "mine" / "zhuanban-lab"
    assert numba == str(tmp_path / "mine")
    assert len(lines) == 1
