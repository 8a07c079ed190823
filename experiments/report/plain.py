"""The page of a study that has none of its own: what was asked, its tables, its figures, and how to make it again."""

from __future__ import annotations

import base64
import re
import shlex
from pathlib import Path
from typing import Any

from experiments.report.front.plainly import front as front_of
from experiments.report.plain_tables import Shown, in_order, shown
from experiments.report.speech import LANGUAGES, word
from experiments.report.tables import Row, unit_of
from experiments.report.whole import Picture, set_fold, write_page
from experiments.study.manifest import NAME, read_manifest
from experiments.study.outlet import harmless_data
from experiments.study.strangers import is_plain, read_bytes, read_csv, read_yaml
from sim.measures.columns import COLUMNS
from sim.yaml_scan import ConfigError

FIGURE = re.compile(r"[\w.+-]+\.png")
PNG = b"\x89PNG\r\n\x1a\n"
WIDE = slice(16, 20)  # where a PNG says how many dots it is wide
DOTS, SCREEN = 150, 96  # an inch: as figures are written, and as a screen counts; so letters keep their size
LARGEST = 20 << 20  # bytes of a picture


def build_plain(folder: Path) -> Path:
    """Write ``report.html`` into *folder*; raises ConfigError where the study is unfinished or left no table."""
    manifest = harmless_data(read_manifest(folder))
    if manifest["status"] != "complete":
        raise ConfigError(f"{folder}: the study is {manifest['status']}; run its command again")
    tables = [shown(folder, name) for name in in_order([one for one in manifest["outputs"] if one.endswith(".csv")])]
    if not tables:
        inside = f"holds runs ({manifest['kind']}) and no table that was made of them"
        above = "; the page is that of the folder above" if (folder.resolve().parent / NAME).is_file() else ""
        raise ConfigError(f"{folder}: {inside}, so it has no page{above}; python -m experiments.status shows it")
    config = harmless_data(read_yaml(folder, "config.yaml"))
    front = front_of(
        config, manifest, {table.name: read_csv(folder, table.name) for table in tables}, question_of(config)
    )
    fold = set_fold(
        "plain.html.j2",
        manifest=manifest,
        counts=counts_of(manifest),
        tables=tables,
        measures=measures(folder, tables),
        idle_measures=[],
        command=shlex.join(manifest["command"]),
    )
    return write_page(folder, front, fold, manifest, pictures(folder))


def question_of(config: dict[str, Any]) -> str:
    """What the study says that it asks; empty where it says nothing."""
    study = config.get("study")
    asked = study.get("question") if isinstance(study, dict) else config.get("question")
    return asked if isinstance(asked, str) else ""


def counts_of(manifest: dict[str, Any]) -> str:
    """How much was run, and what failed of it."""
    said = [f"{manifest[name]} {name}" for name in ("replications", "failed", "unstaffed") if manifest.get(name)]
    return ", ".join(said)


def pictures(folder: Path) -> dict[str, dict[str, Picture]]:
    """Every PNG of the study's figures by name, in each language that it has.

    One without a Chinese twin stands in both; no drawing of others is run in a page.
    """
    room = folder / "figures"
    if room.is_symlink() or not room.is_dir():
        return {}
    found: dict[str, dict[str, Picture]] = {}
    for path in sorted(room.iterdir()):
        if FIGURE.fullmatch(path.name) and is_plain(path):
            data = read_bytes(folder, f"figures/{path.name}", LARGEST)
            if data.startswith(PNG):
                name, _, language = path.stem.rpartition(".")
                key, said = (name, language) if name and language in LANGUAGES else (path.stem, LANGUAGES[0])
                address = f"data:image/png;base64,{base64.b64encode(data).decode('ascii')}"
                found.setdefault(key, {})[said] = Picture(address, round(int.from_bytes(data[WIDE]) * SCREEN / DOTS))
    return found


def measures(folder: Path, tables: list[Shown]) -> list[Row]:
    """The measures that some table speaks of, each with its unit and meaning."""
    named: set[str] = set()
    for table in tables:
        if "metric" in table.columns:
            named |= set(read_csv(folder, table.name)["metric"].astype(str))
        named |= set(table.columns)
    return [
        {"name": column.name, "words": word(f"measures.{column.name}"), "unit": unit_of(column.unit), "better": ""}
        for column in COLUMNS
        if column.name in named
    ]
