"""What a folder says of itself, and the refusal to mix two studies in one folder."""

from __future__ import annotations

import fcntl
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from experiments.study.keys import config_hash, differences
from experiments.study.store import write_whole
from sim.core.compiling import code_hash
from sim.core.randomness import RNG_SCHEME
from sim.yaml_scan import ConfigError

SCHEMA = 1  # of the tables; raised when a column changes its meaning
PACKAGES = ("mesa", "numpy", "pandas", "numba", "scipy", "hydra-core", "pydantic", "pyarrow", "seaborn")
SHOWN = 8  # differing keys that are listed


def versions() -> dict[str, str]:
    """Versions of what decides the numbers."""
    return {"python": platform.python_version(), "machine": platform.machine()} | {p: version(p) for p in PACKAGES}


def open_manifest(folder: Path, canonical: dict[str, Any], command: list[str], seed: int) -> dict[str, Any]:
    """Start the folder's manifest, or check that what is there is this very study.

    Raises ConfigError with the differences when it is another.
    """
    manifest = {
        "status": "running",
        "command": command,
        "config_hash": config_hash(canonical),
        "code_hash": code_hash(),
        "schema": SCHEMA,
        "rng_scheme": RNG_SCHEME,
        "seed": seed,
        "versions": versions(),
        "failures": [],
        "outputs": {},
    }
    path = folder / "manifest.json"
    if path.exists():
        refuse_other(folder, json.loads(path.read_text(encoding="utf-8")), manifest, canonical)
    elif folder.exists() and any(entry.name != ".lock" for entry in folder.iterdir()):
        raise ConfigError(f"output = {folder}: holds files that are not a study; choose an empty or new folder")
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(canonical, sort_keys=False, allow_unicode=True)
    write_whole(folder / "config.yaml", text.encode())
    write_manifest(folder, manifest)
    return manifest


def refuse_other(folder: Path, there: dict[str, Any], here: dict[str, Any], canonical: dict[str, Any]) -> None:
    """Refuse a folder of another configuration, code or version: nothing is overwritten, the differences are named."""
    if there["config_hash"] != here["config_hash"]:
        kept = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
        lines = [f"{key} = {now}: the folder {folder} holds {was}" for key, was, now in differences(kept, canonical)]
        more = [f"and {len(lines) - SHOWN} more; choose another output"] if len(lines) > SHOWN else []
        raise ConfigError(*lines[:SHOWN], *more)
    for name in ("code_hash", "schema", "rng_scheme", "versions"):
        if there[name] != here[name]:
            raise ConfigError(f"{name} = {here[name]}: the folder {folder} holds {there[name]}; choose another output")


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest whole."""
    write_whole(folder / "manifest.json", (json.dumps(manifest, indent=2) + "\n").encode())


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a study's folder; raises ConfigError where there is none."""
    path = folder / "manifest.json"
    if not path.is_file():
        raise ConfigError(f"{folder}: is not the folder of a study (no manifest.json)")
    return dict(json.loads(path.read_text(encoding="utf-8")))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this process: the operating system frees it when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigError(f"output = {folder}: another process works in this folder") from None
        yield
    finally:
        os.close(handle)


def command_line() -> list[str]:
    """The command as a reader would type it again."""
    module = getattr(sys.modules["__main__"], "__spec__", None)
    name = module.name.removesuffix(".__main__") if module else Path(sys.argv[0]).name
    return ["python", "-m", name, *sys.argv[1:]]
