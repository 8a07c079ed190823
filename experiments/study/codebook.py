"""The codebook: of every column of a study's tables its unit, what it means, and what a missing value means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from experiments.study.codes import COMPARED, COMPARISON, FORECAST, HEADS, SCORE, SHARES, Code
from experiments.study.codes_of_checks import OF_CHECKS
from experiments.study.codes_of_story import OF_STORY
from experiments.study.codes_of_verdict import OF_VERDICT
from experiments.study.parts import PARTS
from experiments.study.strangers import columns_in
from sim.measures.columns import all_columns
from sim.scenario import every_parameter
from sim.yaml_scan import ConfigError

NAME = "codebook.csv"
UNDEFINED = "the run failed, or there was nothing to measure"
OWN = dict.fromkeys(COMPARED, COMPARISON) | OF_VERDICT | OF_CHECKS | OF_STORY | {
    "attribution.csv": SHARES, "forecast.csv": FORECAST, "score.csv": SCORE,
}  # fmt: skip
FREE = " *"  # ends the name of columns that are told by how they begin: the rest is the name of an arm
UNIT = "unit."  # begins the columns of points that say where in its range a number was drawn


class Line(NamedTuple):
    """One line of ``codebook.csv``."""

    table: str
    column: str
    unit: str
    meaning: str
    null_means: str


def codebook(folder: Path, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every column of the Parquet tables in *folder* and below, and of those *tables* that have a code, each once."""
    lines: dict[Line, None] = {}
    for path in sorted(folder.rglob("*.parquet")):
        if PARTS not in path.relative_to(folder).parts:
            with suppress(ConfigError):  # none of ours
                lines |= dict.fromkeys(_lines(path.name, columns_in(path.parent, path.name), {}))
    return pd.DataFrame([*lines, *_of_tables(tables)], columns=list(Line._fields))


def codebook_of(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The same of tables alone, for what is written beside a finished study."""
    return pd.DataFrame(list(_of_tables(tables)), columns=list(Line._fields))


def _of_tables(tables: dict[str, pd.DataFrame]) -> Iterator[Line]:
    for name, table in tables.items():
        own = OWN.get(name)
        if own is not None:
            yield from _lines(name, [str(column) for column in table.columns], own)


def _lines(table: str, columns: list[str], own: dict[str, Code]) -> Iterator[Line]:
    for column in columns:
        yield Line(table, column, *(own.get(column) or _begun(column, own) or code_of(column)))


def _begun(column: str, own: dict[str, Code]) -> Code | None:
    """The code of a column whose name ends in an arm's."""
    stems = (name.removesuffix(FREE) for name in own if name.endswith(FREE))
    return next((own[stem + FREE] for stem in stems if column.startswith(stem + " ")), None)


def described(schema: pa.Schema) -> pa.Schema:
    """The same schema with unit, meaning and what null means in the metadata of every column that has a code."""
    fields = []
    for field in schema:
        code = code_of(field.name)
        told = {name: text for name, text in code._asdict().items() if text}
        fields.append(field.with_metadata(told) if told else field)
    return pa.schema(fields, metadata=schema.metadata)


@cache
def code_of(name: str) -> Code:
    """What is known of a column of the runs, days, plan or points; empty for one that nobody declared."""
    if name in HEADS:
        return HEADS[name]
    for column in all_columns():
        if column.name == name:
            return Code(column.unit, column.meaning, column.missing or UNDEFINED)
    if name.startswith(UNIT):
        whose = name.removeprefix(UNIT)
        return Code("share of its range", f"where in its range {whose} was drawn, 0 to 1", "is not drawn there")
    for one in every_parameter():
        if _stands_for(one.name, name):
            said = f"parameter {name}: {one.allowed}; source: {one.source}"
            return Code(one.unit, said, "is not drawn there")
    return Code("", "", "")


def _stands_for(declared: str, name: str) -> bool:
    """Whether a declared name, with stars for free names, is that of a varied parameter."""
    parts, others = declared.split("."), name.split(".")
    return len(parts) == len(others) and all(one in {"*", other} for one, other in zip(parts, others, strict=True))
