"""What a stranger may have done to a results folder: mutations of a finished one, each by a name and a seed."""

from __future__ import annotations

import json
import os
import shutil

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from experiments.study.keys import canonical_json, config_hash, digest

JUNK = [
    None, True, -1, 0, 10**30, 1.5, "", "x", "\x1b[31mred", "../x", "/etc/passwd", [], [1], {}, {"a": {"b": 1}}, [[[]]],
    "a" * 5_000, "{{ 7 * 7 }}", "$\\frac$", "=1+1", "\u202egnp", ["x"] * 50, {"x": None},
]  # fmt: skip
FILES = ("manifest.json", "config.yaml", "comparison.csv", "runs.parquet", "points.parquet", "design.parquet")
OUTSIDE = "outside.txt"  # a file beside the folder that no command may read or change


def seal(folder, manifest) -> None:
    """Write a manifest with a checksum that fits, as a stranger can."""
    try:
        checksum = digest(canonical_json(manifest))
    except ValueError:
        checksum = "0" * 16
    text = json.dumps(manifest | {"checksum": checksum} if isinstance(manifest, dict) else manifest)
    (folder / "manifest.json").write_text(text)


def unsealed(folder) -> dict:
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["checksum"]
    return manifest


def junk_in_manifest(folder, draws) -> None:
    manifest = unsealed(folder)
    where = manifest
    key = list(where)[draws.integers(len(where))]
    if isinstance(where[key], dict) and where[key] and draws.random() < 0.5:
        where, key = where[key], next(iter(where[key]))
    where[key] = JUNK[draws.integers(len(JUNK))]
    if draws.random() < 0.2:
        del where[key]
    seal(folder, manifest)


def leaves(data, place=()):
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*place, key)
        yield from leaves(value, (*place, key))


def junk_in_config(folder, draws) -> None:
    """A junk value, or none, anywhere in the configuration; its hash in the manifest fits."""
    config = yaml.safe_load((folder / "config.yaml").read_text())
    places = [place for place in leaves(config) if len(place) < 4 or draws.random() < 0.2]
    *way, last = places[draws.integers(len(places))]
    where = config
    for step in way:
        where = where[step]
    if draws.random() < 0.3:
        del where[last]
    else:
        where[last] = JUNK[draws.integers(len(JUNK))]
    (folder / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True))
    seal(folder, unsealed(folder) | {"config_hash": config_hash(config)})


def junk_in_csv(folder, draws) -> None:
    path = sorted(folder.glob("*.csv"))[draws.integers(len(sorted(folder.glob("*.csv"))))]
    table = pd.read_csv(path)
    column = table.columns[draws.integers(len(table.columns))]
    match draws.integers(4):
        case 0:
            table = table.drop(columns=column)
        case 1:
            table[column] = str(JUNK[draws.integers(len(JUNK))])
        case 2:
            table = table.head(0)
        case 3:
            table = table.rename(columns={column: "\x1b]0;x\x07"})
    table.to_csv(path, index=False)


def junk_in_parquet(folder, draws) -> None:
    path = sorted(folder.rglob("*.parquet"))[draws.integers(len(sorted(folder.rglob("*.parquet"))))]
    table = pq.read_table(path, partitioning=None)
    place = int(draws.integers(table.num_columns))
    name = table.column_names[place]
    match draws.integers(5):
        case 0:
            table = table.drop_columns([name])
        case 1:
            table = table.set_column(place, name, pa.array(["x"] * len(table)))
        case 2:
            table = table.set_column(place, name, pa.array([[1]] * len(table)))
        case 3:
            table = table.slice(0, 0)
        case 4:
            table = table.set_column(place, name, pa.nulls(len(table)))
    pq.write_table(table, path)


def bytes_changed(folder, draws) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    path = files[draws.integers(len(files))]
    data = bytearray(path.read_bytes())
    match draws.integers(3):
        case 0:
            data = data[: draws.integers(len(data))]
        case 1:
            for place in draws.integers(len(data), size=5):
                data[place] ^= 1 << int(draws.integers(8))
        case 2:
            data = bytearray(draws.bytes(300))
    path.write_bytes(data)


def other_kind_of_file(folder, draws) -> None:
    files = [folder / name for name in FILES if (folder / name).is_file()] + sorted((folder / "parts").iterdir())
    path = files[draws.integers(len(files))]
    path.unlink()
    match draws.integers(5):
        case 0:
            os.mkfifo(path)
        case 1:
            path.mkdir()
        case 2:
            path.symlink_to("/dev/zero")
        case 3:
            path.symlink_to(folder.parent / OUTSIDE)


def a_room_elsewhere(folder, draws) -> None:
    room = folder / ["figures", "parts", "matching"][draws.integers(3)]
    shutil.rmtree(room, ignore_errors=True)
    (folder.parent / "elsewhere").mkdir(exist_ok=True)
    room.symlink_to(folder.parent / "elsewhere")


MUTATIONS = (
    junk_in_manifest, junk_in_config, junk_in_csv, junk_in_parquet, bytes_changed, other_kind_of_file, a_room_elsewhere,
)  # fmt: skip


def mutated(folder, target, seed: int):
    """A copy of *folder* with one to three mutations, the same for the same *seed*; the name of what was done."""
    draws = np.random.Generator(np.random.Philox(seed))
    shutil.copytree(folder, target)
    (target.parent / OUTSIDE).write_text("mine")
    done = []
    for _ in range(int(draws.integers(1, 3))):
        one = MUTATIONS[(seed + len(done)) % len(MUTATIONS)]
        try:
            one(target, draws)
        except Exception:  # noqa: BLE001  (a mutation of what an earlier one has made unreadable)
            continue
        done.append(one.__name__)
    return done
