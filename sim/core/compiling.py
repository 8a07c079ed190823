"""The compile decorators, and a cache on disk that can never be stale."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sim.core.source import PACKAGE, code_hash


def cache_folder(package: Path = PACKAGE) -> Path:
    """Where compiled rules are kept: one folder for each source text, Python, compiler and kind of machine.

    Numba looks at one file's time stamp and does not notice a change in a called function of another file; a
    folder named for the whole source cannot be stale.
    """
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    python = f"py{sys.version_info[0]}{sys.version_info[1]}-numba{version('numba')}-{platform.machine()}"
    return Path(base) / "zhuanban-lab" / f"{code_hash(package)}-{python}"


# Both are needed: the variable alone is ignored once numba is imported, the setting alone is lost when numba
# re-reads its variables.
CACHE = cache_folder()
os.environ["NUMBA_CACHE_DIR"] = str(CACHE)

import numba  # noqa: E402  (after the variable, see above)

numba.config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]

# error_model numpy: rules guard their divisions, so no check is compiled in. _nrt off: rules allocate nothing, and
# without reference counts on a dozen arrays the whole run takes half the time (measured .14 to .07 s a history).
OPTIONS: dict[str, Any] = {
    "cache": True,
    "nogil": True,
    "fastmath": False,
    "error_model": "numpy",
    "_nrt": False,
    "no_cfunc_wrapper": True,
}


def compiled(rule: Callable[..., Any]) -> Any:
    """Compile a rule that Python may call as well; it must allocate nothing.

    With NUMBA_DISABLE_JIT=1 it stays plain Python and gives the same results bit for bit.
    """
    return numba.njit(**OPTIONS)(rule)


def internal(rule: Callable[..., Any]) -> Any:
    """Compile a rule that only compiled rules call: without an entry from Python the first compile takes half as long.

    Python must not call it: there is no entry, and the interpreter would crash.
    """
    return numba.njit(**(OPTIONS | {"no_cpython_wrapper": True}))(rule)


def draw(rule: Callable[..., Any]) -> Any:
    """Compile a keyed draw: five whole numbers (seed, purpose, who, when, which) to one real number.

    The kinds are said beforehand, because otherwise every purpose, a constant, would be compiled by itself.
    """
    return numba.njit("f8(i8,i8,i8,i8,i8)", **OPTIONS)(rule)


def announce() -> None:
    """Say once, on stderr, that the rules are about to be compiled for this machine; nothing when they have been."""
    mark = CACHE / "announced"
    if numba.config.DISABLE_JIT or mark.exists():  # type: ignore[attr-defined]
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    mark.touch()
    print("compiling the rules once for this machine (about half a minute) ...", file=sys.stderr, flush=True)
