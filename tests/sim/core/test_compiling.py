"""Compiling: a rule that calls a changed rule of another file is never stale, and no rule is translated twice."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from numba import config

from sim.core.compiling import PACKAGE, compiled, internal

CALLED = "from sim.core.compiling import compiled\n\n\n@compiled\ndef called(x):\n    return x + {}\n"
CALLER = (
    "from sim.core.compiling import compiled\nfrom sim.core.probe_called import called\n\n\n"
    "@compiled\ndef caller(x):\n    return 10 * called(x)\n"
)


def answer(root: Path) -> int:
    """What the caller gives in a fresh process that shares the cache folder."""
    words = [sys.executable, "-c", "from sim.core.probe_caller import caller; print(caller(1))"]
    environment = os.environ | {"XDG_CACHE_HOME": str(root / "cache"), "PYTHONPATH": str(root)}
    environment.pop("NUMBA_CACHE_DIR", None)
    return int(subprocess.run(words, env=environment, cwd=root, check=True, capture_output=True, text=True).stdout)


def test_an_edit_in_a_called_rule_of_another_file_is_seen(tmp_path):
    shutil.copytree(PACKAGE / "core", tmp_path / "sim" / "core", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "sim" / "__init__.py").touch()
    (tmp_path / "sim" / "core" / "probe_caller.py").write_text(CALLER)
    called = tmp_path / "sim" / "core" / "probe_called.py"
    called.write_text(CALLED.format(1))
    assert answer(tmp_path) == 20
    assert answer(tmp_path) == 20  # from the cache
    assert [path.name.partition(".")[0] for path in (tmp_path / "cache").rglob("*.nbi")] == ["probe_caller"]
    called.write_text(CALLED.format(2))
    os.utime(called, (0, 0))  # even if the clock says that it is older
    assert answer(tmp_path) == 30


@internal
def plus(a, b):
    return a + b


@compiled
def twice(a, by):
    return plus(a, a) * by


@compiled
def both(a):
    return twice(a, 1) + twice(plus(a, 1), 10)


def translate() -> None:
    """Call them where nothing is on disk: what is there need not be translated."""
    assert both(3) == 6 + 80
    assert not twice.signatures  # it went into the machine code of its caller
    assert len(plus.signatures) == len(twice.get_overload.__self__.signatures) == 1
    assert twice(3, 5) == 30
    assert len(twice.signatures) == 1


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="nothing is compiled")
def test_a_rule_becomes_machine_code_only_where_python_calls_it_and_once_for_all_constants(tmp_path):
    words = [sys.executable, "-c", "from tests.sim.core.test_compiling import translate; translate()"]
    subprocess.run(words, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)}, check=True)
