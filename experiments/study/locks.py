"""Locks of the operating system on a study's folder: freed by the kernel however a process ends, never stale."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiments.study.parts import PARTS
from sim.yaml_scan import ConfigError

LOCK, NAME = ".lock", "manifest.json"
WRITTEN_TO = (PARTS, "figures")
BEGUN = re.compile(r"\.[\w-]+(\.\w+){1,2}\.[^/]+\.\d+\.partial")  # as store.whole names what is not yet whole
FIRST = re.compile(r"\.manifest\.json\.[^/]+\.\d+\.partial")


@contextmanager
def opened(folder: Path, shard: tuple[int, int] = (0, 1)) -> Iterator[None]:
    """Hold *folder* for this process alone, or together with other shards of the same study.

    Raises ConfigError where another process works in it (a shard: where that shard is being worked on).
    """
    folder.mkdir(parents=True, exist_ok=True)
    first, of = shard
    with _file(folder / LOCK) as lock:
        if not _taken(lock, fcntl.LOCK_EX if of == 1 else fcntl.LOCK_SH):
            raise ConfigError(f"output = {folder}: another process works in this folder")
        if of == 1:
            _sweep(folder)
            yield
            return
        with _file(folder / f".lock.{first + 1}-{of}") as own:
            if not _taken(own, fcntl.LOCK_EX):
                raise ConfigError(f"shard = {first + 1}/{of}: another process works on it in {folder}")
            _OWN.add(folder / f"{LOCK}.{first + 1}-{of}")
            yield


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait for one's turn at what only one shard may do at a time: the manifest, the matching, the tables."""
    folder.mkdir(parents=True, exist_ok=True)
    with _file(folder / ".lock.turn") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def busy(folder: Path) -> bool:
    """Whether some process works in *folder* now."""
    if not (folder / ".lock").exists():
        return False
    with _file(folder / ".lock") as lock:
        return not _taken(lock, fcntl.LOCK_EX)


def others_at_work(folder: Path) -> bool:
    """Whether some other shard works in *folder* now; a shard's own lock is held by its process."""
    for path in folder.glob(f"{LOCK}.*-*"):
        with _file(path) as lock:
            if path not in _OWN and not _taken(lock, fcntl.LOCK_EX):
                return True
    return False


_OWN: set[Path] = set()  # locks of shards that this process holds


@contextmanager
def _file(path: Path) -> Iterator[int]:
    """An open file to lock; the lock ends with it."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        yield handle
    finally:
        os.close(handle)


def _taken(handle: int, kind: int) -> bool:
    """Take the lock if it is free."""
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
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
