"""Which columns of a results folder nobody explains."""

from pathlib import Path

import pandas as pd

BOOKS = ("codebook.csv", "sensitivity_codebook.csv")


def unexplained(folder: Path) -> list[tuple[str, str]]:
    """Tables and columns of *folder* without a meaning in its codebooks."""
    books = pd.concat([pd.read_csv(folder / name) for name in BOOKS if (folder / name).exists()])
    known = set(books[books["meaning"].notna()][["table", "column"]].itertuples(index=False, name=None))
    tables = [path for path in sorted(folder.glob("*.csv")) if path.name not in {*BOOKS, "design.csv"}]
    assert tables, folder
    columns = [(path.name, str(column)) for path in tables for column in pd.read_csv(path, nrows=0).columns]
    return [one for one in columns if one not in known]
