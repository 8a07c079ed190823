"""Which source text and which scheme of draws made a number: read without loading a compiler."""

from __future__ import annotations

import hashlib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
RNG_SCHEME = 1  # raised whenever the same key would give another draw (sim/core/randomness.py)


def code_hash(package: Path = PACKAGE) -> str:
    """Hash of every source file of the simulator: another letter, another cache, another model version."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
