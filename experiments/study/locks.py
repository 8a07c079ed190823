"""Locks of the operating system on a study's folder: freed by the kernel however a process ends, never stale."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiments.study.front import UnfinishedError
from experiments.study.strangers import is_plain
from sim.yaml_scan import ConfigError

GUARDED = os.O_NOFOLLOW | os.O_NONBLOCK  # a link leads elsewhere, and a pipe would be waited for


@contextmanager
def opened(folder: Path, shard: tuple[int, int] = (0, 1)) -> Iterator[None]:
    """Hold *folder* for this process alone, or together with other shards of the same study.

    Raises ConfigError where another process works in it (a shard: where that shard is being worked on).
    """
    folder.mkdir(parents=True, exist_ok=True)
    first, of = shard
    with _file(folder / ".lock") as lock:
        if not _taken(lock, fcntl.LOCK_EX if of == 1 else fcntl.LOCK_SH, folder):
            raise ConfigError(f"output = {folder}: another process works in this folder")
        if of == 1:
            _sweep(folder)
            yield
            return
        with _file(folder / f".lock.{first + 1}-{of}") as own:
            if not _taken(own, fcntl.LOCK_EX, folder):
                raise ConfigError(f"shard = {first + 1}/{of}: another process works on it in {folder}")
            yield


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
    if not is_plain(folder / ".lock"):
        return False
    try:
        lock = os.open(folder / ".lock", os.O_RDONLY | GUARDED)
    except OSError:  # it went, or is not for us to open
        return False
    try:
        return not _taken(lock, fcntl.LOCK_EX, folder)
    finally:
        os.close(lock)


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
    """Take away what a killed process had begun to write; nobody else writes here now."""
    for path in folder.rglob(".*.partial"):
        path.unlink(missing_ok=True)
