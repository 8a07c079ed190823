"""Writing: a file is there whole or not at all, and a table has a hash that any copy of it has too."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

# With dictionaries the daily series is a quarter larger, and writing it takes twice as long.
OPTIONS: dict[str, Any] = {"compression": "zstd", "write_page_checksum": True, "use_dictionary": False}
FORMULA = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet runs, or would if apostrophes were taken away
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?(inf|nan)", re.IGNORECASE)
BATCH = 10_000  # rows that are looked at together


def write_whole(path: Path, payload: bytes) -> None:
    """Write a file so that it is there whole or not at all, whatever happens on the way."""
    with whole(path) as partial:
        partial.write_bytes(payload)


@contextmanager
def recorded() -> Iterator[dict[Path, str]]:
    """Every file that this process writes meanwhile, with a hash of its bytes."""
    written: dict[Path, str] = {}
    _RECORDS.append(written)
    try:
        yield written
    finally:
        _RECORDS.pop()


_RECORDS: list[dict[Path, str]] = []


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name beside *path* to write to; what stands there at the end becomes *path*, safely on the disk."""
    partial = path.with_name(f".{path.name}.{os.uname().nodename}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)  # whatever bears this name is not ours, be it a link to a file elsewhere
    try:
        yield partial
        _to_disk(partial)
        found = file_hash(partial) if _RECORDS else ""
        partial.replace(path)
        for written in _RECORDS:
            written[path.absolute()] = found
    finally:
        partial.unlink(missing_ok=True)
    _to_disk(path.parent)


def _to_disk(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def as_parquet(table: pa.Table) -> bytes:
    """A table as the bytes of one Parquet file; equal tables give equal bytes."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, **OPTIONS)
    return bytes(sink.getvalue().to_pybytes())


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write *frame* as text, ten digits a number; no spreadsheet takes a text of it for a formula (see ``guarded``)."""
    write_whole(path, guarded(frame).to_csv(index=False, float_format="%.10g").encode())


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """*frame* with an apostrophe before every text that a spreadsheet would run: it begins with = + - @ or a tab.

    Numbers, also those that stand among texts, are left alone, and so is everything that begins otherwise.
    """
    return _texts_as(frame, lambda text: f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text)


def unguarded(frame: pd.DataFrame) -> pd.DataFrame:
    """What was given to ``guarded``."""
    return _texts_as(frame, lambda text: text[1:] if text.startswith("'") and FORMULA.match(text) else text)


def _texts_as(frame: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """*frame* with another text for each of its texts, names of columns included."""

    def changed(value: Any) -> Any:
        return change(value) if isinstance(value, str) else value

    found = frame.rename(columns=changed)
    for place, kind in enumerate(found.dtypes):
        if isinstance(kind, pd.StringDtype) or kind == object:  # noqa: E721  (Pandas' comparison of types)
            column = found.iloc[:, place]
            if any(isinstance(value, str) and FORMULA.match(value) for value in column.unique()):
                found.isetitem(place, column.map(changed).array)
    return found


def row_hashes(frame: pd.DataFrame) -> Any:
    """A hash of 64 bits for each row, over all its values bit for bit; a text that comes often is hashed once."""
    return pd.util.hash_pandas_object(frame, index=False, categorize=True).to_numpy()


class TableHash:
    """Hash of a table's content, fed frame by frame: names, types and every value, however it is cut."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._begun = False

    def feed(self, frame: pd.DataFrame) -> None:
        """Take in the next rows."""
        if not self._begun:
            self._digest.update(" ".join(f"{name}:{frame[name].dtype}" for name in frame.columns).encode())
            self._begun = True
        if len(frame):
            self._digest.update(row_hashes(frame).tobytes())

    def __str__(self) -> str:
        """Sixteen hexadecimal digits."""
        return self._digest.hexdigest()[:16]


def table_hash(path: Path) -> str:
    """Hash of the content of a Parquet file, read piece by piece."""
    total = TableHash()
    total.feed(pq.read_schema(path).empty_table().to_pandas())
    for frame in frames_of(path):
        total.feed(frame)
    return str(total)


def frames_of(path: Path, columns: list[str] | None = None) -> Iterator[pd.DataFrame]:
    """The rows of a Parquet file, some thousand at a time."""
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        for batch in file.iter_batches(BATCH, columns=columns):
            yield batch.to_pandas()


def write_tables(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> str:
    """Write tables one after the other as one Parquet file; the hash of its content."""
    total = TableHash()
    with whole(path) as partial, pq.ParquetWriter(partial, schema, **OPTIONS) as writer:
        total.feed(schema.empty_table().to_pandas())
        for table in tables:
            writer.write_table(table)
            total.feed(table.to_pandas(use_threads=False))
            pa.default_memory_pool().release_unused()
    return str(total)


def rows_in(path: Path) -> int:
    """Rows of a Parquet file; 0 where there is none, or it is damaged, or no plain file."""
    if path.is_symlink() or not path.is_file():
        return 0
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException):
        return 0


def file_hash(path: Path) -> str:
    """Hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
