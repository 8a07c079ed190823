"""Hand a study to a reviewer: one zip file with tables, configuration, manifest, report, sources and lock files.

python -m experiments.bundle results/compare [bundle.zip]

The same folder gives the same file, byte for byte. Parts are left out: the tables hold every run. Unpacked,
the command of the manifest, run in source/, gives the same tables; kinds of client from outside stand in clients/, for
ZHUANBAN_CLIENTS to name. Exit codes: 0; 2 when the study is not finished or the file is there already.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from experiments.study.experiment import DESIGN
from experiments.study.files import manifests, own_files
from experiments.study.front import BAD_INPUT, DONE, run, say
from experiments.study.manifest import NAME, Manifest, read_manifest
from experiments.study.store import whole
from experiments.study.strangers import doubted, inside, is_plain
from sim.core.source import outside
from sim.yaml_scan import ConfigError

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("sim", "experiments", "configs", "tests", "docs")
FILES = ("README.md", "LICENSE", "CHANGELOG.md", "Makefile", "pyproject.toml", ".python-version")
SUFFIXES = {".py", ".yaml", ".md", ".css", ".j2", ".c"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file can hold: the clock is no part of a result


def main(arguments: list[str]) -> int:
    """Write the bundle; the exit code."""
    if not 1 <= len(arguments) <= 2:
        say("bundle takes the folder of a study, and the name of the file to write")
        return BAD_INPUT
    folder = Path(arguments[0])
    manifest = read_manifest(folder)
    if manifest["status"] != "complete":
        raise ConfigError(f"{folder}: the study has not been finished; run its command again")
    target = Path(arguments[1]) if len(arguments) > 1 else folder.with_name(f"{folder.resolve().name}.zip")
    if target.exists() or target.is_symlink():
        raise ConfigError(f"{target}: is there already; name another file")
    if not target.parent.is_dir():
        raise ConfigError(f"{target}: there is no folder {target.parent}; name a file in one that there is")
    with whole(target) as partial, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        with doubted(folder):  # a list may not stand in for a source
            files = dict([*results_in(folder), *lists(folder, manifest), *sources()])
        for name, path in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
        if target.exists():  # somebody else's, made meanwhile
            raise ConfigError(f"{target}: is there already; name another file")
    print(target)
    return DONE


def results_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the study but its parts; what others put into its folder is theirs, and stays there."""
    for one in manifests(folder):
        known = read_manifest(one).get("files", {})
        for path in [one / NAME, *own_files(one)]:
            if is_plain(path) and (path.name == NAME or path.relative_to(one).as_posix() in known):
                yield f"results/{path.relative_to(folder).as_posix()}", path


def lists(folder: Path, manifest: Manifest) -> Iterator[tuple[str, Path]]:
    """The list of points, under the name that the command gives it, so that this runs where the sources are."""
    if is_plain(folder / DESIGN):
        for word in manifest["command"]:
            key, _, name = word.partition("=")
            name = Path(name.strip("'\"")).as_posix()
            if key.removeprefix("study.") == "design.file" and inside(name):
                yield f"source/{name}", folder / DESIGN


def sources() -> Iterator[tuple[str, Path]]:
    """The sources that made it, and what they need; kinds of client from outside beside them, a folder each."""
    places = [(f"source/{name}", ROOT / name) for name in SOURCES]
    places += [(f"clients/{place}", folder) for place, folder in enumerate(outside())]
    for name, folder in places:
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix in SUFFIXES:
                yield f"{name}/{path.relative_to(folder).as_posix()}", path
    for path in [*(ROOT / name for name in FILES), *ROOT.glob("requirements*.lock")]:
        if path.is_file():
            yield f"source/{path.name}", path


if __name__ == "__main__":
    run(main, __doc__)
