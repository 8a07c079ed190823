"""Growing a study: what decides a run, and what only says how many are made and how they are judged.

A folder takes more replications, more points behind those that it has, and another way of judging, and keeps every run
that it holds; anything that would change a run is another study.
"""

from __future__ import annotations

import os
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.study.keys import canonical_json, digest, flatten
from experiments.study.locks import others_at_work
from experiments.study.strangers import columns_in, read_parquet
from sim.yaml_scan import ConfigError

Tree = dict[str, Any]

JUDGES = {  # of a study, of a question, of a fit, or of a score
    "question", "metric", "confidence", "resamples", "target_half_width", "smallest", "sequential", "first_look",
    "batch", "headline", "rival_replications", "attribution_replications", "budget",
    "target_left", "left_low", "left_high", "stall_least", "cases",
}  # fmt: skip
GROWS = {"replications", "design"}
PLAUSIBLE = "plausible"  # a design
MATCHED = ("equal_routine", "equal_staff")  # settings that are sought on the first replications
UNIT = "unit."  # columns of points.parquet on the unit scale
POINTS, LIST = "points", "points.parquet"
SHOWN = 8  # differing keys that are listed


def deciding(canonical: Tree) -> Tree:
    """The part of a configuration that decides what a run of given point and seed gives."""
    rest = deepcopy(canonical)
    rest.pop(POINTS, None)
    asked = rest["study"] if isinstance(rest.get("study"), dict) else rest
    many, design = asked.get("replications"), asked.get("design") or {}
    dropped = {key: asked.pop(key) for key in (*JUDGES, *GROWS, "matching_seeds") if key in asked}
    if isinstance(design, dict) and design.get("kind") == PLAUSIBLE:
        asked["replications"] = many  # seeds of one draw come behind all those of the draw before
    settings = rest.get("resources")
    sought = isinstance(settings, dict) and any(one.get("ring_fence") in MATCHED for one in settings.values())
    if sought and "matching_seeds" in dropped:
        asked["matching_seeds"] = min(dropped["matching_seeds"], many)
    return rest


def identity_of(canonical: Tree, code: str) -> str:
    """What rows are known by: all that decides them but point and seed, and the *code* that the folder began with."""
    return digest(canonical_json([deciding(canonical), code]))


def asked_for(canonical: Tree) -> Tree:
    """What only says how many runs are made and how they are judged, in short."""
    asked = canonical["study"] if isinstance(canonical.get("study"), dict) else canonical
    told = {key: asked[key] for key in sorted(JUDGES | {"replications"}) if key in asked and key != "question"}
    return told | ({POINTS: canonical[POINTS]} if POINTS in canonical else {})


def with_story(manifest: Tree, kept: int, made: int) -> Tree:
    """The *manifest* of a study that is complete, with a line more on what was asked, and what that made.

    The clock is told, and decides nothing. What was asked again and made nothing new is no news.
    """
    line = {
        "when": time.strftime("%Y-%m-%d %H:%M:%S %z"),
        "command": manifest["command"],
        "code_hash": manifest["current"]["code_hash"],
        "asked": manifest["asked"],
        "kept": kept,
        "made": made,
    }
    story = manifest["story"]
    known = ("command", "code_hash", "asked")
    if story and not made and all(story[-1][key] == line[key] for key in known):
        return manifest
    return manifest | {"story": [*story, line]}


def check_growth(folder: Path, was: Tree, now: Tree, points: pd.DataFrame | None) -> None:
    """Refuse what would not keep the runs of *folder*, whose configuration *was*; raises ConfigError."""
    before, after = dict(flatten(deciding(was))), dict(flatten(deciding(now)))
    other = [key for key in sorted(before.keys() | after.keys()) if before.get(key) != after.get(key)]
    if other:
        lines = [f"{key} = {after.get(key)}: the folder {folder} holds {before.get(key)}" for key in other]
        more = [f"and {len(lines) - SHOWN} more; choose another output"] if len(lines) > SHOWN else []
        raise ConfigError(*lines[:SHOWN], *more)
    many, there = _replications(now), _replications(was)
    if many < there:
        raise ConfigError(
            f"replications = {many}: the folder {folder} holds {there}; a study grows, choose another output"
        )
    if was.get(POINTS) != now.get(POINTS) and not _continues(folder, points):
        raise ConfigError(
            f"points = {now.get(POINTS)}: the folder {folder} holds {was.get(POINTS)}, and not as the first of these; "
            f"choose another output"
        )
    if others_at_work(folder):
        raise ConfigError(f"output = {folder}: another shard works in this folder; it can grow when that has ended")


def _replications(canonical: Tree) -> int:
    asked = canonical["study"] if isinstance(canonical.get("study"), dict) else canonical
    return int(asked.get("replications", 0))


def _continues(folder: Path, points: pd.DataFrame | None) -> bool:
    """Whether the points that stand in a folder are the first of *points*, each with the same values."""
    there = points_in(folder)
    if points is None or len(points) < len(there) or list(points.columns) != list(there.columns):
        return False
    first = points.iloc[: len(there)].reset_index(drop=True)
    return all(first[name].tolist() == there[name].tolist() for name in first.columns)


def points_in(folder: Path) -> pd.DataFrame:
    """The points that stand in a folder; one without a parameter where nothing was varied."""
    if not os.path.lexists(folder / LIST):
        return pd.DataFrame(index=range(1))
    names = [name for name in columns_in(folder, LIST) if not name.startswith(UNIT)]
    return read_parquet(folder, LIST, names, only=True)
