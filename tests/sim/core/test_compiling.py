"""The compile cache: a rule that calls a changed rule of another file is never stale."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sim.core.compiling import PACKAGE

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
    assert list((tmp_path / "cache").rglob("*.nbi"))
    called.write_text(CALLED.format(2))
    os.utime(called, (0, 0))  # even if the clock says that it is older
    assert answer(tmp_path) == 30
