"""The folder of a study: whole files or none, a part a chunk, compact tables at the end."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

PARTS = "parts"
ORDER = ["point", "replication", "resources", "arm"]


def write_whole(path: Path, payload: bytes) -> None:
    """Write a file so that it is there whole or not at all, whatever happens on the way."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_table(path: Path, frame: pd.DataFrame) -> None:
    """Write *frame* as one Parquet file, whole or not at all; equal frames give equal bytes."""
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink, compression="zstd")
    write_whole(path, sink.getvalue().to_pybytes())


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write *frame* as text, ten digits a number, whole or not at all."""
    write_whole(path, frame.to_csv(index=False, float_format="%.10g").encode())


def write_part(folder: Path, name: str, runs: pd.DataFrame, daily: pd.DataFrame) -> None:
    """Keep the rows of one chunk: the series first, the runs last, as the mark that the chunk is complete."""
    parts = folder / PARTS
    parts.mkdir(parents=True, exist_ok=True)
    write_table(parts / f"{name}.daily.parquet", daily)
    write_table(parts / f"{name}.runs.parquet", runs)


def run_parts(folder: Path) -> list[Path]:
    """Complete parts, in the order of their names."""
    return sorted((folder / PARTS).glob("*.runs.parquet"))


def finished_runs(folder: Path) -> set[str]:
    """Ids of the runs that are kept, failed ones left out."""
    done: set[str] = set()
    for path in run_parts(folder):
        frame = pd.read_parquet(path, columns=["run_id", "status"])
        done.update(frame.loc[frame["status"] == "ok", "run_id"])
    return done


def compact(folder: Path, design: pd.DataFrame) -> pd.DataFrame:
    """Gather the parts into ``runs.parquet`` and ``daily.parquet``, in the order of the design; the runs.

    A run that stands in two parts (its chunk was done twice) is kept once: both are equal by construction.
    """
    frames = [pd.read_parquet(path) for path in run_parts(folder)]
    runs = pd.concat(frames, ignore_index=True)
    runs = runs.sort_values("status", ascending=False, kind="stable").drop_duplicates("run_id")  # ok before failed
    order = pd.Series(range(len(design)), index=design["run_id"])
    runs = runs.loc[runs["run_id"].isin(order.index)]
    runs = runs.iloc[runs["run_id"].map(order).argsort(kind="stable")].reset_index(drop=True)
    write_table(folder / "runs.parquet", runs)
    series = [pd.read_parquet(path.with_name(path.name.replace(".runs.", ".daily."))) for path in run_parts(folder)]
    daily = pd.concat(series, ignore_index=True).drop_duplicates(["run_id", "day"])
    daily = daily.loc[daily["run_id"].isin(order.index)]
    daily = daily.assign(_order=daily["run_id"].map(order)).sort_values(["_order", "day"], kind="stable")
    write_table(folder / "daily.parquet", daily.drop(columns="_order").reset_index(drop=True))
    return runs


def table_hash(frame: pd.DataFrame) -> str:
    """Hash of a table's content: names, types and every value bit for bit."""
    digest = hashlib.sha256()
    for name in frame.columns:
        digest.update(f"{name}:{frame[name].dtype}".encode())
        values = pd.util.hash_array(frame[name].to_numpy(), categorize=False)
        digest.update(values.tobytes())
    return digest.hexdigest()[:16]


def file_hash(path: Path) -> str:
    """Hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
