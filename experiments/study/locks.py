"""Locks of the operating system on a study's folder: freed by the kernel however a process ends, never stale."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from experiments.study.front import UnfinishedError
from experiments.study.parts import PARTS
from experiments.study.strangers import is_plain
from sim.yaml_scan import ConfigError

LOCK, NAME = ".lock", "manifest.json"
WRITTEN_TO = (PARTS, "figures")
BEGUN = re.compile(r"\.[\w-]+(\.\w+){1,2}\.[^/]+\.\d+\.partial")  # as store.whole names what is not yet whole
FIRST = re.compile(r"\.manifest\.json\.[^/]+\.\d+\.partial")
GUARDED = os.O_NOFOLLOW | os.O_NONBLOCK  # a link leads elsewhere, and a pipe would be waited for


@contextmanager
def opened(folder: Path, shard: tuple[int, int] = (0, 1)) -> Iterator[None]:
    """Hold *folder* for this process alone, or together with other shards of the same study.

    What killed processes had begun to write is taken away before and after: a worker may be killed, and its driver end
    well. Raises ConfigError where another process works in it (a shard: where that shard is being worked on).
    """
    folder.mkdir(parents=True, exist_ok=True)
    first, of = shard
    with _file(folder / LOCK) as lock:
        if not _taken(lock, fcntl.LOCK_EX if of == 1 else fcntl.LOCK_SH, folder):
            raise ConfigError(f"output = {folder}: another process works in this folder")
        if of == 1:
            _sweep(folder)
        with nullcontext() if of == 1 else _shard(folder, first, of):
            try:
                yield
            finally:
                _leave(lock, folder)


@contextmanager
def _shard(folder: Path, first: int, of: int) -> Iterator[None]:
    """Hold one shard of a study."""
    with _file(folder / f".lock.{first + 1}-{of}") as own:
        if not _taken(own, fcntl.LOCK_EX, folder):
            raise ConfigError(f"shard = {first + 1}/{of}: another process works on it in {folder}")
        _OWN.add(folder / f"{LOCK}.{first + 1}-{of}")
        yield


def _leave(lock: int, folder: Path) -> None:
    """Sweep once more, unless another shard is at work; a folder that went meanwhile is nobody's to sweep."""
    with suppress(OSError, UnfinishedError):
        if _taken(lock, fcntl.LOCK_EX, folder):
            _sweep(folder)


@contextmanager
def turn(folder: Path, begun: bool = False) -> Iterator[None]:
    """Wait for one's turn at what only one shard may do at a time: the manifest, the matching, the tables.

    A folder that was *begun* is not made again where it is gone meanwhile: that raises FileNotFoundError.
    """
    if not begun:
        folder.mkdir(parents=True, exist_ok=True)
    with _file(folder / ".lock.turn") as lock:
        _taken(lock, fcntl.LOCK_EX, folder, waits=True)
        yield


def busy(folder: Path) -> bool:
    """Whether some process works in *folder* now."""
    return _held(folder / LOCK)


def others_at_work(folder: Path) -> bool:
    """Whether some other shard works in *folder* now; a shard's own lock is held by its process."""
    return any(path not in _OWN and _held(path) for path in folder.glob(f"{LOCK}.*-*"))


def _held(path: Path) -> bool:
    """Whether some process holds the lock at *path* now; nothing is made, and nothing but a plain file is opened."""
    if not is_plain(path):
        return False
    try:
        lock = os.open(path, os.O_RDONLY | GUARDED)
    except OSError:  # it went, or is not for us to open
        return False
    try:
        return not _taken(lock, fcntl.LOCK_EX, path.parent)
    finally:
        os.close(lock)


_OWN: set[Path] = set()  # locks of shards that this process holds


@contextmanager
def _file(path: Path) -> Iterator[int]:
    """An open file to lock; the lock ends with it. Raises ConfigError where a link or no file stands there."""
    if os.path.lexists(path) and not is_plain(path):
        raise ConfigError(f"output = {path.parent}: {path.name} is not a plain file, so none of ours; take it away")
    handle = os.open(path, os.O_CREAT | os.O_RDWR | GUARDED, 0o666)
    try:
        yield handle
    finally:
        os.close(handle)


def _taken(handle: int, kind: int, folder: Path, waits: bool = False) -> bool:
    """Take the lock if it is free, or when it will be; raises UnfinishedError where the file system knows no locks."""
    try:
        fcntl.flock(handle, kind if waits else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        said = f"output = {folder}: this file system cannot lock a file ({error.strerror})"
        raise UnfinishedError(f"{said}; mended, or with an output elsewhere") from None
    return True


def _sweep(folder: Path) -> None:
    """Take away what a killed process had begun to write for this study; nobody else writes here now.

    A folder below with a lock of its own is another study, which may be alive: it is not looked into. In one without
    a manifest nothing is ours but a manifest that was begun.
    """
    for room, known in _rooms(folder):
        for path in room.iterdir():
            ours = (BEGUN if known else FIRST).fullmatch(path.name)
            if ours and path.is_file() and not path.is_symlink():
                path.unlink(missing_ok=True)


def _rooms(folder: Path) -> Iterator[tuple[Path, bool]]:
    """The folders that a study may write to, and whether it does: its own, its parts and figures, those below."""
    known = (folder / NAME).is_file()
    yield folder, known
    for below in sorted(folder.iterdir()):
        if below.is_symlink() or not below.is_dir() or (below / LOCK).exists():
            continue
        if known and below.name in WRITTEN_TO:
            yield below, True
        else:
            yield from _rooms(below)
