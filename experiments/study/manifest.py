"""What a folder says of itself, and the refusal to mix two studies in one folder."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from experiments.study.asked import shareable
from experiments.study.front import Interrupted, UnfinishedError
from experiments.study.growing import asked_for, check_growth
from experiments.study.keys import canonical_json, config_hash, differences, digest, source_hash
from experiments.study.manifest_shape import fault_of
from experiments.study.store import write_whole
from experiments.study.strangers import doubted, read_json, read_yaml
from sim.core.source import RNG_SCHEME
from sim.yaml_scan import ConfigError

Manifest = dict[str, Any]

NAME = "manifest.json"
WITH_PAGE = "comparison"  # kind of study that has a page of its own
SCHEMA = 2  # of the tables; raised when a column changes its meaning
PACKAGES = ("mesa", "numpy", "pandas", "numba", "scipy", "hydra-core", "pydantic", "pyarrow", "seaborn", "SALib")
OURS = re.compile(r"\.lock(\.\d+-\d+|\.turn)?|\.manifest\.json\..+\.partial")  # what may be there before a manifest is


def versions() -> dict[str, str]:
    """Versions of what decides the numbers."""
    return {"python": platform.python_version(), "machine": platform.machine()} | {p: version(p) for p in PACKAGES}


def open_manifest(
    folder: Path,
    kind: str,
    canonical: dict[str, Any],
    command: list[str],
    seed: int,
    allow_code_change: bool = False,
    points: pd.DataFrame | None = None,
) -> Manifest:
    """Start the folder's manifest, or check that what is there is this very study; what the folder now says.

    Raises ConfigError with the differences when it is another. With *allow_code_change* other code or packages are
    let through and noted; rows keep the code that computed them.
    """
    here = expected_manifest(folder, kind, canonical, command, seed, allow_code_change, points)
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(canonical, sort_keys=False, allow_unicode=True)
    write_manifest(folder, here)  # first: a folder that was left between the two is known for a study, and gone on with
    write_whole(folder / "config.yaml", text.encode())
    return here


def expected_manifest(
    folder: Path,
    kind: str,
    canonical: dict[str, Any],
    command: list[str],
    seed: int,
    allow_code_change: bool,
    points: pd.DataFrame | None = None,
) -> Manifest:
    """What the manifest of *folder* will say when work on it goes on; nothing is written. Raises as open_manifest.

    A folder that held fewer replications, or the first of these *points*, grows (experiments/study/growing.py).
    """
    now = {"code_hash": source_hash(), "versions": versions()}
    here: Manifest = {
        "kind": kind,
        "status": "running",
        "command": shareable(command),
        "config_hash": config_hash(canonical),
        **now,  # what the folder was begun with: rows are known by it
        "current": now,  # what it was last worked on with
        "schema": SCHEMA,
        "rng_scheme": RNG_SCHEME,
        "seed": seed,
        "code_changes": [],
        "asked": asked_for(canonical),
        "story": [],  # what was asked of this folder, one after the other
        "failures": [],
        "outputs": {},
    }
    # looked at before the manifest, as another shard may be writing: nothing of ours is there before the manifest is
    strangers = [path.name for path in folder.iterdir() if not OURS.fullmatch(path.name)] if folder.is_dir() else []
    if not is_there(folder / NAME):
        if strangers:
            raise ConfigError(f"output = {folder}: holds files that are not a study; choose an empty or new folder")
        return here
    there = read_manifest(folder)
    refuse_other(folder, there, here, canonical, points)
    changed = changes(there["current"], now)
    if changed and not allow_code_change:
        way = "choose another output, or allow_code_change=true to go on and have it noted"
        raise ConfigError(*(f"{c['name']} = {c['now']}: the folder {folder} holds {c['was']}; {way}" for c in changed))
    kept = {key: there[key] for key in ("code_hash", "versions")}
    kept["story"] = there.get("story", [])
    return here | kept | {"code_changes": [*there["code_changes"], *changed]}


def refuse_other(
    folder: Path, there: Manifest, here: Manifest, canonical: dict[str, Any], points: pd.DataFrame | None
) -> None:
    """Refuse a folder whose runs another configuration gave: nothing is overwritten, the differing keys are named."""
    if there["kind"] != here["kind"]:
        raise ConfigError(f"output = {folder}: holds a {there['kind']}, not a {here['kind']}; choose another output")
    if there["config_hash"] != here["config_hash"]:
        if not is_there(folder / "config.yaml"):  # it was left before that was written
            raise ConfigError(f"output = {folder}: holds another study; choose another output")
        with doubted(folder):
            check_growth(folder, read_yaml(folder, "config.yaml"), canonical, points)
    for name in ("schema", "rng_scheme"):
        if there[name] != here[name]:
            raise ConfigError(f"{name} = {here[name]}: the folder {folder} holds {there[name]}; choose another output")


def changes(last: dict[str, Any], now: dict[str, Any]) -> list[dict[str, Any]]:
    """Code and packages that are not those the folder was last worked on with."""
    return [{"name": name, "was": was, "now": here} for name, was, here in differences(last, now)]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest with a checksum of its own."""
    text = json.dumps(manifest | {"checksum": _checksum(manifest)}, indent=2)
    write_whole(folder / NAME, (text + "\n").encode())


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a study's folder; raises ConfigError where there is none or it was changed by other hands."""
    path = folder / NAME
    if not is_there(path):
        raise ConfigError(f"{folder}: is not the folder of a study (no {NAME})")
    try:
        manifest: Manifest = read_json(folder, NAME)
        stored = manifest.pop("checksum") if isinstance(manifest, dict) else None
        fault = fault_of(manifest)
    except (ConfigError, KeyError) as error:
        fault = str(error).removeprefix(f"{path}: ") if isinstance(error, ConfigError) else "it has no checksum"
    if fault:
        said = fault.removeprefix("is damaged").strip("; ()")
        raise ConfigError(f"{path}: is damaged ({said}); what the folder holds cannot be told, choose another output")
    if stored != _checksum(manifest):
        raise ConfigError(
            f"{path}: does not match its checksum; it was damaged or changed by hand, choose another output"
        )
    return manifest


def is_there(path: Path) -> bool:
    """Whether anything bears this name, be it a link that leads nowhere."""
    try:
        return os.path.lexists(path)
    except ValueError:  # no name of a file
        return False


def _checksum(manifest: Manifest) -> str:
    return digest(canonical_json(manifest))


@contextmanager
def noting_interrupts(folder: Path) -> Iterator[None]:
    """Leave the word "interrupted" in the folder's manifest, as soon as there is one, when a signal ends what is done.

    Or when the machine or other hands do. Enter it before the manifest is written: a signal may come the moment that
    it is there.
    """
    try:
        yield
    except (KeyboardInterrupt, Interrupted, UnfinishedError, OSError):
        with suppress(ConfigError, OSError):  # a folder that is gone has no word to be left in
            if (there := read_manifest(folder)).get("status") == "running":
                write_manifest(folder, there | {"status": "interrupted"})
        raise
