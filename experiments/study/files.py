"""Every file of a study: noted in its manifest with a hash when it is written, and looked for when it is verified."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiments.study.locks import LOCK, turn
from experiments.study.manifest import NAME, Manifest, read_manifest, write_manifest
from experiments.study.parts import PARTS
from experiments.study.store import file_hash, recorded
from experiments.study.strangers import is_plain

KEPT = ("config.yaml", "design.parquet", "points.parquet", "design.csv", "runs.parquet", "daily.parquet", NAME)

Hashes = dict[str, str]  # by the name below the folder


@contextmanager
def noting_files(folder: Path) -> Iterator[None]:
    """Note in the manifest of *folder*, and in those below, what was written meanwhile, once the study is complete."""
    with recorded() as written:
        yield
    if is_plain(folder / NAME) and read_manifest(folder)["status"] == "complete":
        with turn(folder, begun=True):
            for one in sorted(manifests(folder), key=lambda path: -len(path.parts)):  # from below: a manifest is a file
                _note(one, written)


def _note(folder: Path, written: dict[Path, str]) -> None:
    """Note the files of one manifest: what was written now, what is known from before, and what was never noted."""
    manifest = read_manifest(folder)
    known: Hashes = manifest.get("files", {})
    files, parts = {}, {}
    for path in own_files(folder):
        name = path.relative_to(folder).as_posix()
        if not is_plain(path):
            if name in known:  # it was one when it was written: whoever verifies is told
                files[name] = known[name]
        elif path.parent.name == PARTS:
            parts[name] = manifest.get("parts", {}).get(name) or file_hash(path)
        elif path.name == NAME:
            files[name] = file_hash(path)  # of an experiment below, which was noted just now
        elif path.absolute() in written:
            files[name] = written[path.absolute()]
        elif name in known or path.name in KEPT:
            files[name] = known.get(name) or file_hash(path)
    if (files, parts) != (known, manifest.get("parts")):
        write_manifest(folder, manifest | {"files": files, "parts": parts})


def manifests(folder: Path) -> Iterator[Path]:
    """The folders with a manifest that belong to the study in *folder*: its own, and those of its experiments."""
    yield folder
    for path in sorted(folder.rglob(NAME)):
        steps = [path.parent, *path.parent.parents]
        between = steps[: steps.index(folder)]
        if between and not any((step / LOCK).exists() for step in between):
            yield path.parent


def own_files(folder: Path) -> Iterator[Path]:
    """Files of one manifest: all below its folder, of folders below with a manifest only that, and no locks."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or (path == folder / NAME):
            continue
        if path.is_dir() and not path.is_symlink():
            if not (path / NAME).exists():
                yield from own_files(path)
            elif not (path / LOCK).exists():  # with a lock of its own it is another study
                yield path / NAME
        else:
            yield path


def differing_files(folder: Path, manifest: Manifest) -> list[str]:
    """What is not as it was written: files that are changed, missing, or not of this study."""
    if "files" not in manifest:
        return ["manifest.json: lists no files; the study was made by an older version"]
    noted: Hashes = {**manifest.get("files", {}), **manifest.get("parts", {})}
    there = {path.relative_to(folder).as_posix(): path for path in own_files(folder)}
    faults = [f"{name}: is missing" for name in sorted(noted.keys() - there.keys())]
    faults += [f"{name}: was not written by this study" for name in sorted(there.keys() - noted.keys())]
    for name in sorted(noted.keys() & there.keys()):
        faults += _differing(there[name], name, noted[name])
    return faults


def _differing(path: Path, name: str, noted: str) -> list[str]:
    """What is wrong with one file that was noted with a hash."""
    if not is_plain(path):
        return [f"{name}: is not a plain file"]
    try:
        return [] if file_hash(path) == noted else [f"{name}: was changed since it was written"]
    except OSError as error:
        return [f"{name}: cannot be read ({error.strerror})"]
