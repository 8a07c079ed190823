"""Declaring rows: a kind of agent is a record type, every field with its unit and its meaning."""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np


class Rows(np.recarray[Any, Any]):
    """Rows of one kind; compiled rules take them as an address and a number (sim/core/passing.py)."""


class RowTuple(ABC):  # noqa: B024  (nothing is asked of it but to be a tuple)
    """Named tuples of rows, registered here; compiled rules take each as one address (sim/core/passing.py)."""


class RowField(NamedTuple):
    """One field of a row: how it is stored, in which unit, and what it means."""

    dtype: Any
    unit: str
    meaning: str


def real(unit: str, meaning: str) -> RowField:
    """A real number, stored in 64 bits so that plain Python and compiled rules agree bit for bit."""
    return RowField(np.float64, unit, meaning)


def whole(unit: str, meaning: str) -> RowField:
    """A whole number, stored in 64 bits."""
    return RowField(np.int64, unit, meaning)


def flag(meaning: str) -> RowField:
    """Yes or no."""
    return RowField(np.bool_, "yes or no", meaning)


def refuse_owned(kind: str, fields: Iterable[str]) -> None:
    """Raise ValueError for a field that NumPy's records own (``size``, ``data``, ``mean``, ...).

    In plain Python such a field would silently be read as something else.
    """
    for field in fields:
        if hasattr(np.recarray, field) or hasattr(np.record, field):
            raise ValueError(f"{kind}.{field}: NumPy's records own this name; choose another")


class Kind:
    """A kind of row: its *name* and its *fields*, from which arrays of rows are made.

    Raises ValueError for a field whose name NumPy's records own.
    """

    def __init__(self, name: str, /, **fields: RowField) -> None:
        refuse_owned(name, fields)
        self.name = name
        self.fields = fields
        self.dtype = np.dtype([(field, kind.dtype) for field, kind in fields.items()], align=True)

    def make(self, number: int) -> Rows:
        """*number* rows, every field zero."""
        return np.zeros(number, self.dtype).view(Rows)
