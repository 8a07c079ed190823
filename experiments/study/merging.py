"""Merging small parts into larger ones, so that a study that is often interrupted is not slowed down by its crumbs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import numpy as np
import pyarrow as pa

from experiments.study.parts import DAILY, PARTS, Coverage, part_name, read_part, read_units, series_of, write_part
from experiments.study.plan import Plan

SMALL = 50_000  # bytes of a part, its series included, that is worth merging with others
FEW = 100  # units of such a part: more of them at once would cost the driver memory
MERGED = 4_000_000  # bytes of parts that are merged together, at most so many
CRUMBS = 40  # small parts that are merged as soon as there are so many


def compact(folder: Path, plan: Plan, found: Coverage) -> bool:
    """Merge small parts, so that a study that is interrupted often is not slowed down by its own crumbs.

    A merged part is there whole before the small ones go: killed on the way, units stand twice, which is no harm.
    Whether anything was merged; only for a process that has the folder to itself.
    """
    group: list[int] = []
    size, merged = 0, False
    many = np.bincount(found.source[found.source >= 0], minlength=len(found.files))
    for place, path in enumerate(found.files):
        each = bytes_of(path)
        if each < SMALL and many[place] < FEW:
            group.append(place)
            size += each
        if len(group) >= CRUMBS or (size >= MERGED and len(group) > 1):
            _merge(folder, plan, found, group)
            group, size, merged = [], 0, True
    return merged


def _merge(folder: Path, plan: Plan, found: Coverage, group: list[int]) -> None:
    """Write the parts of *group* as one, then take them away."""
    units = np.flatnonzero(np.isin(found.source, group))
    merge(folder, plan, units, {found.files[place]: found.source == place for place in group})


def merge(folder: Path, plan: Plan, units: np.ndarray, files: Mapping[Path, np.ndarray]) -> None:
    """Write *units* as one part, from *files* (each with a mask of the units to take from it); these then go.

    The new part bears a name that no part has: the old ones are whole until it is, and what goes is never what was
    just written. Raises DamagedError where one of *files* is no longer what was written, and takes nothing away.
    """
    pieces: dict[bool, list[pa.Table]] = {False: [], True: []}
    for file, wanted in files.items():
        read_part(file, plan)
        for series, path in ((False, file), (True, series_of(file))):
            if path.is_file():
                table = read_units(path, plan.round)
                pieces[series].append(table.filter(pa.array(wanted[table["unit"].to_numpy()])))
    if len(units):
        runs = pa.concat_tables(pieces[False]).drop_columns(["row_hash"])
        series_too = pa.concat_tables(pieces[True]) if pieces[True] else None
        write_part(folder, plan, units, runs, series_too, _free_name(folder, units))
    for path in files:
        path.unlink()
        series_of(path).unlink(missing_ok=True)


def _free_name(folder: Path, units: np.ndarray) -> str:
    """The name that follows from *units*, or one made of it where some part has that, or had and left a series."""
    name = part_name(units)
    for number in count():
        free = f"{name}-{number}" if number else name
        if not any(os.path.lexists(folder / PARTS / f"{free}{ending}") for ending in (".runs.parquet", DAILY)):
            return free
    raise AssertionError("numbers do not end")


def bytes_of(path: Path) -> int:
    """Size of a part, its series included."""
    return sum(file.stat().st_size for file in (path, series_of(path)) if file.is_file())
