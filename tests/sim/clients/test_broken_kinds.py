"""A kind that cannot be: a command says so in one line, exits with 2, and compiles and writes nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
KIND = '''"""A kind of client like a stream, but for what is wrong with it."""

from typing import NamedTuple

from sim.clients import face
from sim.clients.kinds import ClientKind, ClientSetting
from sim.clients.stream.kind import KIND as STREAM
from sim.core.compiling import internal
from sim.core.rows import Rows, RowTuple, RowType, whole
from sim.measures.column import Column
from sim.work.parameters import Work


class One(RowType):
    """A client."""

    key: int = whole("id", "nothing")


@RowTuple.register
class Many(NamedTuple):
    """All clients."""

    many: Rows[One]


class Numbers(ClientSetting):
    """What it adds to a scenario."""


@face.live_today.of(Many)
@internal
def live_today(state, day, regime):
    """Nothing."""


@face.closed.of(Many)
@internal
def closed(state, now, matter):
    """Nothing."""

{more}
KIND = ClientKind(name="{name}", noun="city", rows=Many, settings=Numbers, initialise=STREAM.initialise,
                  goal_days=STREAM.goal_days, columns={columns})
'''
NEEDED = '@face.closed.of(Many)\n@internal\ndef closed(state, now, matter):\n    """Nothing."""\n'
GROUP = '\nclass Numbers(ClientSetting):\n    """What it adds."""\n\n    work: Work\n'
BROKEN = {  # what is wrong: the kind's text, and what is said of it
    "lacking": (KIND.replace(NEEDED, ""), "sim/clients/lacking: lacks closed for Many; sim/clients/face.py says what"),
    "ruled": (KIND.replace("{more}", NEEDED), "closed of Many: written twice, in sim.clients.ruled.kind:"),
    "grouped": (KIND.replace("{more}", GROUP), "work: declared twice, in sim.clients.grouped.kind and sim.scenario"),
    "common": (
        KIND.replace("{columns}", '(Column("staff_days", "day", "again", "low"),)'),
        "sim/clients/common and sim/measures/columns.py: both declare staff_days",
    ),
    "columns": (
        KIND.replace("{columns}", '(Column("x", "day", "once", "low"), Column("x", "day", "again", "low"))'),
        "sim/clients/columns: columns 1 and 2 are both named x",
    ),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """The project with every broken kind in it, a scenario each."""
    where = tmp_path_factory.mktemp("broken")
    for part in ("sim", "configs", "experiments"):
        shutil.copytree(ROOT / part, where / part, ignore=shutil.ignore_patterns("__pycache__"))
    scenario = (ROOT / "configs" / "scenario" / "workbench.yaml").read_text(encoding="utf-8")
    for name, (text, _) in BROKEN.items():
        folder = where / "sim" / "clients" / name
        folder.mkdir()
        (folder / "__init__.py").write_text('"""Broken."""\n')
        (folder / "kind.py").write_text(text.replace("{more}", "").replace("{columns}", "()").replace("{name}", name))
        (where / "configs" / "clients" / f"{name}.yaml").write_text(f"# @package _global_\nclients: {name}\n")
        told = scenario.replace("override /clients: stream", f"override /clients: {name}")
        told = "\n".join(line for line in told.splitlines() if "/stream: workbench" not in line)
        (where / "configs" / "scenario" / f"{name}.yaml").write_text(told + "\n")
    return where


def compare(tree: Path, scenario: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The comparison of *scenario* as a command, with a cache of its own."""
    command = [sys.executable, "-m", "experiments.compare", f"scenario={scenario}", "output=out", *words]
    environment = os.environ | {"XDG_CACHE_HOME": str(tree / "cache")}
    return subprocess.run(command, cwd=tree, env=environment, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("name", BROKEN)
def test_a_command_says_what_is_wrong_with_a_kind(tree, name):
    done = compare(tree, name)
    assert done.returncode == 2, done.stderr
    assert BROKEN[name][1] in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tree / "out").exists()
    assert not [*(tree / "cache").rglob("announced")]
    compiled = {path.name.partition(".")[0] for path in (tree / "cache").rglob("*.nbi")}
    assert compiled <= {"randomness"}  # draws, which are compiled as they are read


def test_a_broken_kind_stands_in_nobody_elses_way(tree):
    """A scenario of another kind is validated and shown."""
    done = compare(tree, "workbench", "--show")
    assert done.returncode == 0, done.stderr
    assert "clients: stream" in done.stdout
