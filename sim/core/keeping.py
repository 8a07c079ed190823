"""Where compiled rules are kept: a folder that only this user can write to, or none; never a setting of Numba's own.

What lies there is run when it is loaded, so that a folder in which somebody else could put a file is not read.
"""

from __future__ import annotations

import os
import platform
import pwd
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from numba import __version__ as numba_version
from numba import config
from numba.core.caching import CompileResultCacheImpl, FunctionCache, UserProvidedCacheLocator

from sim.core.source import PACKAGE, code_hash

APPLICATION = "zhuanban-lab"
OTHERS = stat.S_IWGRP | stat.S_IWOTH
ABOVE = {0, 65_534}  # who may own the folders above ours: the system, which in a container may go without a name


class Place(NamedTuple):
    """The *folder* of compiled rules (None: they are kept nowhere), and in a line why it is not the usual one."""

    folder: Path | None
    said: str = ""


def name_of_folder(package: Path = PACKAGE) -> str:
    """One folder for each source text, Python, compiler, kind of machine and of checks.

    Numba looks at one file's time stamp and does not notice a change in a called function of another file; a
    folder named for the whole source cannot be stale.
    """
    python = f"py{sys.version_info[0]}{sys.version_info[1]}-numba{numba_version}-{platform.machine()}"
    checked = "-checked" if os.environ.get("NUMBA_BOUNDSCHECK", "0") not in {"", "0"} else ""
    return f"{code_hash(package)}-{python}{checked}"


def find_place(package: Path = PACKAGE) -> Place:
    """The first place that only this user can write to; it is made, with rights for nobody else."""
    name, reasons = name_of_folder(package), []
    for base in _bases():
        folder = base / name
        try:
            make_private(folder)
        except OSError as error:
            reasons.append(f"{error.filename or folder}: {error.strerror}")
        else:
            return Place(folder, f"compiled rules are kept in {base}, as {reasons[0]}" if reasons else "")
    return Place(None, f"compiled rules are not kept, so that every process compiles anew: {reasons[0]}")


def _bases() -> Iterator[Path]:
    """Where to look, best first: what the user set for Numba or for all caches, the home folder, a temporary one."""
    own = config.CACHE_DIR or os.environ.get("XDG_CACHE_HOME")  # type: ignore[attr-defined]
    if own:
        yield Path(own).absolute() / APPLICATION
    else:
        yield Path(os.environ.get("HOME") or _home()).absolute() / ".cache" / APPLICATION
    yield Path(tempfile.gettempdir()).absolute() / f"{APPLICATION}-{os.geteuid()}"


def _home() -> str:
    """The home folder that the system knows of; where it knows none, one that cannot be made."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_dir
    except KeyError:
        return os.devnull


def make_private(folder: Path) -> None:
    """Make *folder* for this user alone, whatever the umask; raises OSError where somebody else could write to it."""
    for step in reversed([step for step in (folder, *folder.parents) if not step.exists()]):
        step.mkdir(mode=0o700, exist_ok=True)
    links = [step for step in (folder, folder.parent) if step.is_symlink()]
    real = folder.resolve()
    for step in (*links, real, *real.parents):
        about = step.lstat()
        if about.st_uid != os.geteuid() and (step in {folder, real, *links} or about.st_uid not in ABOVE):
            raise OSError(0, "it is another user's", str(step))
        kept_apart = about.st_mode & stat.S_ISVTX and step != real  # nobody can rename what is another's, as in /tmp
        if step not in links and about.st_mode & OTHERS and not kept_apart:
            raise OSError(0, "others can write to it", str(step))
    with tempfile.TemporaryFile(dir=folder):
        pass


PLACE = Place(None) if config.DISABLE_JIT else find_place()  # type: ignore[attr-defined]


class _Here(UserProvidedCacheLocator):
    """Files of one source folder lie in one folder of ours; what is of the package is as fresh as its name says."""

    def __init__(self, rule: Callable[..., Any], file: str) -> None:
        assert PLACE.folder is not None
        self._py_file = file
        self._lineno = rule.__code__.co_firstlineno
        self._cache_path = str(PLACE.folder / self.get_suitable_cache_subpath(file))

    @classmethod
    def from_function(cls, rule: Callable[..., Any], file: str) -> _Here | None:
        """As Numba asks for one; None for what stands in no file."""
        if not Path(file).exists():
            return None
        here = cls(rule, file)
        Path(here.get_cache_path()).mkdir(exist_ok=True)
        return here


class _Written(CompileResultCacheImpl):
    """How a compiled rule is written down: Numba's way, in our place."""

    _locator_classes = [_Here]  # noqa: RUF012  (as its parent has it)


class OnDisk(FunctionCache):
    """What Numba asks for a compiled rule: a file that cannot be read or written is none, and the rule is compiled."""

    _impl_class = _Written

    def load_overload(self, signature: Any, context: Any) -> Any:
        """The compiled rule, or None."""
        try:
            return super().load_overload(signature, context)
        except (OSError, EOFError, ValueError):
            return None

    def save_overload(self, signature: Any, made: Any) -> None:
        """Keep it for other processes, where that is possible."""
        try:
            super().save_overload(signature, made)
        except OSError:
            self.disable()


def keep(entry: Any) -> Any:
    """Let Numba's dispatcher *entry* keep what it compiles in our place; nothing where there is none."""
    if PLACE.folder is not None and hasattr(entry, "_cache"):
        entry._cache = OnDisk(entry.py_func)  # noqa: SLF001  (as its enable_caching does)
    return entry
