"""Which source text and which scheme of draws made a number: read without loading a compiler."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
OUTSIDE = "ZHUANBAN_CLIENTS"  # folders in which more kinds of client lie, a folder each (docs/own_kind.md)
RNG_SCHEME = 1  # raised whenever the same key would give another draw (sim/core/randomness.py)


def outside() -> list[Path]:
    """Folders outside the package that hold kinds of client, as the environment names them."""
    return [Path(one).resolve() for one in os.environ.get(OUTSIDE, "").split(os.pathsep) if one]


def code_hash(package: Path = PACKAGE, more: Sequence[Path] | None = None) -> str:
    """Hash of every source file of the simulator: another letter, another cache, another model version.

    *more* are folders that count as well: those of kinds of client outside, so that no stale machine code is used.
    """
    digest = hashlib.sha256()
    for folder in (package, *(outside() if more is None else more)):
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
