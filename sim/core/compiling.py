"""The compile decorator, and a cache on disk that can never be stale."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def code_hash() -> str:
    """Hash of every source file of the simulator: another letter, another cache, another model version."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "zhuanban-lab" / f"{code_hash()}-py{sys.version_info[0]}{sys.version_info[1]}"


CACHE = _cache_folder()
os.environ["NUMBA_CACHE_DIR"] = str(CACHE)

import numba  # noqa: E402  (the cache folder must be set first)

numba.config.CACHE_DIR = str(CACHE)


def compiled(rule):
    """Compile a rule; with NUMBA_DISABLE_JIT=1 it stays plain Python and gives the same results bit for bit."""
    entry = rule.__name__ in ENTRY
    return numba.njit(cache=True, nogil=True, fastmath=False, error_model="numpy", _nrt=False, no_cfunc_wrapper=True, no_cpython_wrapper=not entry)(rule)


def announce() -> None:
    """Say once, on stderr, that the rules are being compiled for this machine."""
    if numba.config.DISABLE_JIT or any(CACHE.glob("**/*.nbi")):
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    print("compiling the rules once for this machine (about half a minute) ...", file=sys.stderr, flush=True)

ENTRY = set("advance settle_all count_ties tie_all count_rows raise_matters appoint_all furnish_homes seat_everybody start law_of_mean early_bonus call_team name_owners pursue account fence best_for_seat".split())
