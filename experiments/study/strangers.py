"""Reading what others may have written: plain files of one folder, of modest size and depth, or one clear line.

A results folder may come from anybody. Nothing here follows a link, opens what is no plain file, leaves the folder,
or builds more than the bounds below; every fault is a ConfigError that names the file.
"""

from __future__ import annotations

import errno
import json
import math
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from experiments.study.outlet import harmless
from experiments.study.store import unguarded
from sim.faults import show
from sim.yaml_scan import DEEPEST, LOADER, ConfigError, scan

LARGEST = 32 << 20  # bytes of a JSON or CSV file; a manifest that lists a thousand failures has half a megabyte
MOST_CELLS = 2_000_000_000  # of a Parquet file: ten million runs with two hundred columns
MOST_NAME = 200  # characters of a file's name, folders included
SHAPES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, NotImplementedError, RecursionError,
    TypeError, ValueError, UnicodeError, OSError, pa.ArrowException, yaml.YAMLError,
)  # fmt: skip

UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}  # the machine's fault, not a file's


def inside(name: object) -> bool:
    """Whether *name* is that of a file that can only stand in the folder it is looked for in."""
    if not isinstance(name, str) or not 0 < len(name) <= MOST_NAME or not name.isprintable():
        return False
    path = PurePosixPath(name)
    plain = str(path) == name and bool(path.parts) and not set("\\:") & set(name)
    return plain and not path.is_absolute() and not any(part.startswith(("..", "~")) for part in path.parts)


def plain_file(folder: Path, name: str) -> Path:
    """The path of a plain file of *folder*; raises ConfigError where there is none, or it is anything else."""
    if not inside(name):
        raise ConfigError(f"{folder}: {show(name)} is not the name of a file in this folder")
    path = folder
    for part in PurePosixPath(name).parts:
        path /= part
        try:
            kind = os.lstat(path).st_mode
        except (OSError, ValueError):
            raise ConfigError(f"{folder}: {name} is missing") from None
        if stat.S_ISLNK(kind):
            raise ConfigError(f"{path}: is a link; only plain files of the folder are read")
    if not stat.S_ISREG(kind):
        raise ConfigError(f"{path}: is not a plain file")
    return path


def is_plain(path: Path) -> bool:
    """Whether a plain file stands at *path*, no link to one."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def read_bytes(folder: Path, name: str, most: int = LARGEST) -> bytes:
    """What stands in a file; never more than *most* bytes are read. Raises ConfigError where there are more."""
    path = plain_file(folder, name)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    if len(data) > most:
        raise ConfigError(f"{path}: is damaged; larger than {most >> 20} MB")
    return data


def read_json(folder: Path, name: str) -> Any:
    """The plain data of a JSON file: finite numbers, no name twice, not deeper than a configuration may be."""
    data = read_bytes(folder, name)
    try:
        text = data.decode("utf-8")
        found = json.loads(text, parse_constant=_refused, object_pairs_hook=_once)
        _shallow(found)
    except (ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else _first_line(error)
        raise ConfigError(f"{folder / name}: is damaged ({why})") from None
    return found


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _shallow(data: Any, depth: int = 0) -> None:
    """Raise ValueError where plain data are nested too deeply or hold a number that is none."""
    if depth > DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    if isinstance(data, float) and not math.isfinite(data):
        raise ValueError("a number is too large")
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        _shallow(item, depth + 1)


def read_yaml(folder: Path, name: str) -> dict[str, Any]:
    """The plain data of a YAML file, looked through before anything is built; a mapping of names."""
    path = plain_file(folder, name)
    scan(path, str(path))
    try:
        found = yaml.load(read_bytes(folder, name), Loader=LOADER)  # noqa: S506  (the safe loader, in C where there)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise ConfigError(f"{path}: is damaged ({_first_line(error)})") from None
    if not isinstance(found, dict):
        raise ConfigError(f"{path}: is damaged (must hold `name: value` lines)")
    return found


def read_csv(folder: Path, name: str, columns: Sequence[str] = (), **more: Any) -> pd.DataFrame:
    """A table that stands in a CSV file, as it was given to write_csv; raises ConfigError where *columns* are missing.

    *more* is for Pandas' reader.
    """
    path = plain_file(folder, name)
    if path.stat().st_size > LARGEST:
        raise ConfigError(f"{path}: is damaged; larger than {LARGEST >> 20} MB")
    try:
        table = unguarded(pd.read_csv(path, **more))
    except pd.errors.EmptyDataError:  # of no rows nothing is written, not even the columns
        table = pd.DataFrame()
    except (*SHAPES, pd.errors.ParserError) as error:
        raise ConfigError(f"{path}: is not a table ({_first_line(error)})") from None
    _refuse_missing(path, list(table.columns), columns)
    return table


def read_parquet(folder: Path, name: str, columns: Sequence[str] = (), only: bool = False) -> pd.DataFrame:
    """A table that stands in a Parquet file; raises ConfigError where *columns* are missing; *only* these."""
    path = plain_file(folder, name)
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            about = file.metadata
            _refuse_missing(path, file.schema_arrow.names, columns)
            if about.num_rows * max(1, len(columns) if only else about.num_columns) > MOST_CELLS:
                raise ConfigError(f"{path}: says that it has {about.num_rows} rows; too many to be read")
            frame: pd.DataFrame = file.read(columns=list(columns) if only else None).to_pandas()
    except SHAPES as error:
        raise ConfigError(f"{path}: is not a Parquet file that can be read ({_first_line(error)})") from None
    return frame


def rows_in(folder: Path, name: str) -> int:
    """How many rows a Parquet file says that it has."""
    return int(_about(folder, name).num_rows)


def columns_in(folder: Path, name: str) -> list[str]:
    """The names of the columns that a Parquet file says that it has."""
    try:
        return list(_about(folder, name).schema.to_arrow_schema().names)
    except SHAPES as error:
        raise ConfigError(f"{folder / name}: is not a Parquet file that can be read ({_first_line(error)})") from None


def _about(folder: Path, name: str) -> pq.FileMetaData:
    """What a Parquet file says of itself."""
    path = plain_file(folder, name)
    try:
        return pq.read_metadata(path)
    except SHAPES as error:
        raise ConfigError(f"{path}: is not a Parquet file that can be read ({_first_line(error)})") from None


def _refuse_missing(path: Path, there: Sequence[str], wanted: Sequence[str]) -> None:
    """Raise ConfigError that names the first column that should be there."""
    missing = [name for name in wanted if name not in set(there)]
    if missing:
        raise ConfigError(f"{path}: has no column {show(missing[0])}")


def table_file(folder: Path, name: str) -> Path:
    """The path of a Parquet file that is not too large to be read piece by piece."""
    about = _about(folder, name)
    if about.num_rows * max(1, about.num_columns) > MOST_CELLS:
        raise ConfigError(f"{folder / name}: says that it has {about.num_rows} rows; too many to be read")
    return folder / name


@contextmanager
def doubted(folder: Path) -> Iterator[None]:
    """What does not fit together in a folder of others ends in one line, which says where it was noticed.

    For the doors at which such folders are read; what this process has just made is not doubted.
    """
    try:
        yield
    except SHAPES as error:
        if isinstance(error, OSError) and error.errno in UNWRITABLE:
            raise
        frame = error.__traceback__
        while frame and frame.tb_next:
            frame = frame.tb_next
        place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "somewhere"
        kind = type(error).__name__
        said = f"its files do not fit together ({kind}: {_first_line(error)}; noticed at {place})"
        raise ConfigError(f"{folder}: {said}; run its command again") from None


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return show(harmless(lines[0])) if lines else type(error).__name__
