"""Hand a study to a reviewer: one zip file with tables, configuration, manifest, report, sources and lock files.

python -m experiments.bundle results/compare [bundle.zip]

The same folder gives the same file, byte for byte. Parts are left out: the tables hold every run. Exit codes: 0; 2
when the folder is not that of a finished study or the file is there already.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from experiments.study.front import BAD_INPUT, DONE, run, say
from experiments.study.manifest import read_manifest
from experiments.study.parts import PARTS
from experiments.study.store import whole
from sim.yaml_scan import ConfigError

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("sim", "experiments", "configs", "tests", "docs")
FILES = ("README.md", "LICENSE", "CHANGELOG.md", "Makefile", "pyproject.toml", ".python-version")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file can hold: the clock is no part of a result


def main(arguments: list[str]) -> int:
    """Write the bundle; the exit code."""
    if not 1 <= len(arguments) <= 2:
        say("bundle takes the folder of a study, and the name of the file to write")
        return BAD_INPUT
    folder = Path(arguments[0])
    if read_manifest(folder)["status"] != "complete":
        raise ConfigError(f"{folder}: the study has not been finished; run its command again")
    target = Path(arguments[1]) if len(arguments) > 1 else folder.with_suffix(".zip")
    if target.exists():
        raise ConfigError(f"{target}: is there already; name another file")
    with whole(target) as partial, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted([*results_in(folder), *sources()]):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    print(target)
    return DONE


def results_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything in the folder but its parts, locks and links."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and PARTS not in inside.parts and not path.name.startswith("."):
            yield f"results/{inside.as_posix()}", path


def sources() -> Iterator[tuple[str, Path]]:
    """The sources that made it, and what they need."""
    for name in SOURCES:
        for path in (ROOT / name).rglob("*"):
            if path.is_file() and path.suffix in {".py", ".yaml", ".md", ".css", ".j2"}:
                yield f"source/{path.relative_to(ROOT).as_posix()}", path
    for path in [*(ROOT / name for name in FILES), *ROOT.glob("requirements*.lock")]:
        if path.is_file():
            yield f"source/{path.name}", path


if __name__ == "__main__":
    run(main, __doc__)
