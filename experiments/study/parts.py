"""Parts: what a chunk of units left, each file whole, each row with its checksum, never used when damaged."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.study.plan import Plan
from experiments.study.store import as_parquet, row_hashes, write_whole
from experiments.study.strangers import is_plain

PARTS = "parts"
DAILY = ".daily.parquet"
MISSING, FAILED, OK = 0, 1, 2
IDENTITY, SERIES, ROUND = b"identity", b"daily", b"round"
FAULTS = (OSError, pa.ArrowException, ValueError, KeyError)


class DamagedError(Exception):
    """A part that is not what was written."""


def part_name(units: np.ndarray) -> str:
    """The name of a part: first and last unit, and a hash of all, so that the same chunk has the same name."""
    digest = hashlib.sha256(units.astype("<i8").tobytes()).hexdigest()[:8]
    return f"{units[0]:010d}-{units[-1]:010d}-{digest}"


def write_part(
    folder: Path, plan: Plan, units: np.ndarray, runs: pa.Table, series: pa.Table | None, name: str = ""
) -> None:
    """Keep the rows of *units*: the series first, the runs last, as the mark that the part is complete.

    *runs* has the columns of the plan's schema and ``unit``; a checksum is added to every row. The *folder* must be
    there; the part bears the *name* that follows from its units, or one that is given.
    """
    parts = folder / PARTS
    parts.mkdir(exist_ok=True)  # not its parents: a folder that is gone is not to be begun again in pieces
    payload = b""
    name = name or part_name(units)
    if series is not None:
        payload = as_parquet(series.replace_schema_metadata({ROUND: str(plan.round)}))
        write_whole(parts / f"{name}{DAILY}", payload)
    runs = runs.append_column("row_hash", pa.array(row_hashes(runs.drop_columns(["unit"]).to_pandas()), pa.uint64()))
    beside = hashlib.sha256(payload).hexdigest().encode() if payload else b""
    about = {IDENTITY: plan.identity.encode(), SERIES: beside, ROUND: str(plan.round)}
    write_whole(parts / f"{name}.runs.parquet", as_parquet(runs.replace_schema_metadata(about)))


def read_part(path: Path, plan: Plan) -> pd.DataFrame:
    """The rows of one part of *plan*, every checksum recomputed; raises DamagedError that names the first bad row.

    Units are numbered as in *plan*, where a replication may have more units than when the part was written.
    """
    if not is_plain(path):
        raise DamagedError("it is not a plain file")
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            about = file.schema_arrow.metadata or {}
            if not file.schema_arrow.remove_metadata().equals(_columns_of(plan)):
                raise DamagedError("its columns are not those of the study")
            frame: pd.DataFrame = file.read(use_threads=False).to_pandas(use_threads=False)
        stored = frame.pop("row_hash").to_numpy()
        frame["unit"] = renumbered(frame["unit"].to_numpy(), about, plan.round)
        expected = about[SERIES].decode()
        if about[IDENTITY].decode() != plan.identity:
            raise DamagedError("it belongs to another study")
    except FAULTS as error:
        raise DamagedError(
            f"it cannot be read ({str(error).splitlines()[0] if str(error) else type(error).__name__})"
        ) from None
    wrong = np.flatnonzero(stored != row_hashes(frame.drop(columns="unit")))
    if len(wrong):
        raise DamagedError(f"row {wrong[0]} ({frame['run_id'].iat[wrong[0]]}) does not match its checksum")
    beside = series_of(path)
    if expected and (not is_plain(beside) or hashlib.sha256(beside.read_bytes()).hexdigest() != expected):
        raise DamagedError("its daily series is not the one that was written")
    return frame


def _columns_of(plan: Plan) -> pa.Schema:
    """Columns of a part's runs: those of the plan, the unit's number, and the checksum of the row."""
    return plan.schema.append(pa.field("unit", pa.int64())).append(pa.field("row_hash", pa.uint64()))


def renumbered(units: np.ndarray, about: Mapping[bytes, bytes], per_round: int) -> np.ndarray:
    """Numbers of *units* where a replication has *per_round* units, from those that a part *about* itself says."""
    then = int(about[ROUND])
    if then < 1:
        raise ValueError(f"it says that a replication had {then} units")
    numbers: np.ndarray = units // then * per_round + units % then
    return numbers


def read_units(path: Path, per_round: int, columns: list[str] | None = None) -> pa.Table:
    """The rows of a part, or of its series, with the numbers that their units have now; raises DamagedError."""
    table = pq.read_table(path, columns=columns, partitioning=None, use_threads=False)
    try:
        units = pa.array(renumbered(table["unit"].to_numpy(), table.schema.metadata or {}, per_round), pa.int64())
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedError(f"it does not say which units it holds ({type(error).__name__})") from None
    return table.set_column(table.schema.get_field_index("unit"), "unit", units).replace_schema_metadata(None)


def series_of(path: Path) -> Path:
    """The series beside a part's runs."""
    return path.with_name(path.name.replace(".runs.", ".daily."))


def part_files(folder: Path) -> list[Path]:
    """Complete parts, in the order of their names."""
    return sorted((folder / PARTS).glob("*.runs.parquet"))


@dataclass(slots=True)
class Coverage:
    """What is there of each unit: *state* (missing, failed, ok) and *source*, the part to take it from (-1: none)."""

    state: np.ndarray
    source: np.ndarray
    files: list[Path]
    warnings: list[str]
    round: int
    made: int = 0  # runs that were made just now

    def missing(self, units: np.ndarray, retry_failed: bool) -> np.ndarray:
        """Those of *units* that are still to be run."""
        chosen: np.ndarray = units[self.state[units] < (OK if retry_failed else FAILED)]
        return chosen


def cover(folder: Path, plan: Plan, aside: bool) -> Coverage:
    """Look through every part of *folder*; damaged ones are left out, and with *aside* renamed, with a warning each.

    A unit that stands in several parts is taken from the first in which it is ok.
    """
    found = Coverage(np.zeros(len(plan), np.int8), np.full(len(plan), -1, np.int32), [], [], plan.round)
    for path in part_files(folder):
        try:
            frame = read_part(path, plan)
            units, states = _states(frame, plan)
        except DamagedError as error:
            found.warnings.append(f"{path.relative_to(folder)}: {error}; it is set aside and simulated again")
            if aside:
                for file in (path, series_of(path)):
                    if os.path.lexists(file):
                        file.rename(file.with_name(f"{file.name}.damaged"))
            continue
        better = states > found.state[units]
        found.state[units[better]] = states[better]
        found.source[units[better]] = len(found.files)
        found.files.append(path)
    return found


def path_of(folder: Path, units: np.ndarray) -> Path:
    """Where the part of these units stands."""
    return folder / PARTS / f"{part_name(units)}.runs.parquet"


def _states(frame: pd.DataFrame, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """The units of a part, and whether each is ok; raises DamagedError where rows of a unit are missing."""
    units, counts = np.unique(frame["unit"].to_numpy(), return_counts=True)
    if len(units) and (units[0] < 0 or units[-1] >= len(plan)):
        raise DamagedError("it holds runs that are not planned")
    if np.any(counts != [len(plan.groups[unit % len(plan.groups)]) for unit in units]):
        raise DamagedError("it holds half a unit")
    bad = np.unique(frame.loc[frame["status"] != "ok", "unit"].to_numpy())
    return units, np.where(np.isin(units, bad), FAILED, OK).astype(np.int8)


def rows_in_order(found: Coverage, upto: int, columns: list[str] | None, series: bool = False) -> Iterator[pa.Table]:
    """Rows of units below *upto* (or their *series*) in the order of the plan, without duplicates, block by block."""
    for first in range(0, upto, BLOCK):
        units = np.arange(first, min(first + BLOCK, upto))
        sources = found.source[units]
        pieces = []
        for source in np.unique(sources[sources >= 0]):
            path = series_of(found.files[source]) if series else found.files[source]
            if path.is_file():
                wanted = columns if columns is None else [*columns, "unit"]
                table = read_units(path, found.round, wanted)
                chosen = np.isin(table["unit"].to_numpy(), units[sources == source])
                pieces.append(table.filter(pa.array(chosen)))
        if pieces:
            table = pa.concat_tables(pieces)
            order = np.argsort(table["unit"].to_numpy(), kind="stable")
            yield table.take(pa.array(order)).drop_columns(["unit"])


BLOCK = 2_000  # units that are put in order together
