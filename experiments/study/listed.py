"""Points that a user lists in a CSV file: read strictly, so that no cell is taken for what it is not."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel

from experiments.study.varied import declared
from sim.core.parameter import Description
from sim.faults import show
from sim.yaml_scan import ConfigError

LARGEST = 50_000_000  # bytes of a list of points
MOST = 1_000_000  # points
LISTED = 8  # faults that are listed
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MENDED = "save it as CSV in UTF-8, with a comma between fields and a point in numbers"

Cells = list[tuple[int, list[str]]]  # the number of a line of the file, the first being 1, and its fields


def listed(file: str, tree: dict[str, Any], model: type[BaseModel]) -> pd.DataFrame:
    """The points of a CSV file: a column a parameter of *tree*, which *model* declares; a row a point.

    Raises ConfigError naming file, row and remedy for what is no such table: fields and header that differ in number,
    a cell that is no value of its parameter, columns or points that stand twice, another encoding, no point at all.
    """
    named = f"study.design.file = {show(file)}"
    names, rows = _table(_text(Path(file), named), named)
    kinds = {name: declared(name, tree, model) for name in names}
    faults = list(_faults(names, rows, kinds, named))
    if faults:
        raise ConfigError(*faults[:LISTED])
    values = {name: [value_of(cells[place], kinds[name]) for _, cells in rows] for place, name in enumerate(names)}
    _refuse_twice(values, rows, named)
    return pd.DataFrame(values)


def _text(path: Path, named: str) -> str:
    """The text of a file in UTF-8, with or without a mark at its beginning."""
    if not path.is_file():
        raise ConfigError(f"{named}: is not a file")
    if path.stat().st_size > LARGEST:
        raise ConfigError(f"{named}: larger than {LARGEST} bytes")
    payload = path.read_bytes()
    if payload.startswith(WIDE) or b"\0" in payload[:4]:
        raise ConfigError(f"{named}: is written in UTF-16, which is not read; {MENDED}")
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = payload[: error.start].count(b"\n") + 1
        raise ConfigError(f"{named}: row {line} cannot be read as CSV in UTF-8 (is it Latin-1?); {MENDED}") from None
    if "\0" in text:
        raise ConfigError(f"{named}: holds a zero byte, so that it is no text; {MENDED}")
    return text


def _table(text: str, named: str) -> tuple[list[str], Cells]:
    """Header and rows; raises ConfigError for rows that have another number of fields."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: Cells = []
    try:
        for cells in reader:
            if cells and cells != [""]:  # a blank line is nothing; empty fields are too few values
                lines.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error as error:
        raise ConfigError(f"{named}: row {reader.line_num}: {error}; a quote that is opened must be closed") from None
    if not lines:
        raise ConfigError(f"{named}: is empty; its first row must name parameters, and each further row is a point")
    (_, names), *rows = lines
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        raise ConfigError(f"{named}: the fields of row 1 are not parted by commas; {MENDED}")
    if not 1 <= len(rows) <= MOST:
        raise ConfigError(f"{named}: holds {len(rows)} points; must be 1 to {MOST}, a row each below the header")
    for place, name in enumerate(names, start=1):
        if not name:
            raise ConfigError(f"{named}: column {place} has no name; the first row must name a parameter for each")
        if names.index(name) < place - 1:
            raise ConfigError(f"{named}: column {show(name)} stands twice; name each parameter once")
    _refuse_ragged(names, rows, named)
    return names, rows


def _refuse_ragged(names: list[str], rows: Cells, named: str) -> None:
    """Raise ConfigError for rows with more or fewer fields than the header, with the likely remedy."""
    faults = []
    for line, cells in rows:
        if len(cells) != len(names):
            commas = len(cells) > len(names) and all(cell.lstrip("+-").isdigit() for cell in cells)
            remedy = (
                f"if {show(','.join(cells))} is meant with decimal commas, write points (60.50), or quote the field"
                if commas
                else "each row must have a field for each name of the header"
            )
            faults.append(f"{named}: row {line} has {len(cells)} fields, the header {len(names)}; {remedy}")
    if faults:
        raise ConfigError(*faults[:LISTED])


def _faults(names: list[str], rows: Cells, kinds: dict[str, Description], named: str) -> Iterator[str]:
    """A line for each cell that is no value of its parameter."""
    for line, cells in rows:
        for name, text in zip(names, cells, strict=True):
            try:
                value_of(text, kinds[name])
            except (ValueError, KeyError):
                comma = "; write a decimal point, not a comma" if "," in text else ""
                yield f"{named}: row {line}: {name} = {show(text)}: must be {kinds[name].allowed}{comma}"


def value_of(text: str, one: Description) -> float | int | bool | str:
    """One cell by the declared kind of its parameter; raises ValueError or KeyError for what is none."""
    plain = text.isascii() and "_" not in text  # Python reads 1_000 and digits of other scripts as numbers
    match one.kind:
        case "count" if plain:
            return int(text)
        case "number" if plain:
            return float(text)
        case "switch":
            return {"true": True, "false": False}[text.lower()]
        case "count" | "number":
            raise ValueError(text)
    return text


def _refuse_twice(values: dict[str, list[Any]], rows: Cells, named: str) -> None:
    """Raise ConfigError for a point that stands in two rows: it would be run, and count, twice."""
    first: dict[tuple[Any, ...], int] = {}
    faults = []
    for (line, _), point in zip(rows, zip(*values.values(), strict=True), strict=True):
        if point in first:
            faults.append(f"{named}: row {line} is the same point as row {first[point]}; list each once")
        first.setdefault(point, line)
    if faults:
        raise ConfigError(*faults[:LISTED])
