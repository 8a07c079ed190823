"""Declaring rows: a kind of agent is a record type, every field with its unit and its meaning."""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np


class _Fields:
    """Fields as attributes of what NumPy knows them by name in; NumPy's own records take twice the time or more."""

    __slots__ = ()

    def __getattr__(self: Any, name: str) -> Any:
        """The field of that name; raises AttributeError when there is none."""
        try:
            return self[name]
        except ValueError:
            raise _missing(name, self.dtype) from None

    def __setattr__(self: Any, name: str, value: Any) -> None:
        """Write the field of that name; raises AttributeError when there is none."""
        try:
            self[name] = value
        except ValueError:
            if name in (self.dtype.names or ()):  # the value is no good
                raise
            raise _missing(name, self.dtype) from None


def _missing(name: str, fields: np.dtype[Any]) -> AttributeError:
    return AttributeError(f"no field {name!r}; there are: {', '.join(fields.names or ())}")


class Row(_Fields, np.void):  # type: ignore[misc]  # final by its stubs, but NumPy's own record derives from it, too
    """One row, which reads and writes its place among the rows."""

    __slots__ = ()


class Rows(_Fields, np.ndarray[Any, Any]):
    """Rows of one kind; compiled rules take them as an address and a number (sim/core/passing.py)."""

    def __getitem__(self, place: Any) -> Any:
        """A row, some of the rows, or one field of all of them as a plain array."""
        found = super().__getitem__(place)
        return found.view(np.ndarray) if type(found) is Rows and found.dtype.names is None else found


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
        if hasattr(Rows, field) or hasattr(Row, field):
            raise ValueError(f"{kind}.{field}: NumPy's records own this name; choose another")


def layout(fields: Iterable[tuple[str, Any]]) -> np.dtype[Any]:
    """How a row with these fields lies in memory."""
    return np.dtype((Row, np.dtype(list(fields), align=True)))


def zeros(number: int, fields: np.dtype[Any]) -> Rows:
    """*number* rows of a layout, every field zero."""
    return np.zeros(number, fields).view(Rows)


def together(parts: Sequence[Rows]) -> Rows:
    """The rows of all parts, which have one layout; NumPy's own way may forget that they are rows."""
    rows = zeros(sum(map(len, parts)), parts[0].dtype)
    rows[:] = np.concatenate(parts)
    return rows


class Kind:
    """A kind of row: its *name* and its *fields*, from which arrays of rows are made.

    Raises ValueError for a field whose name NumPy's records own.
    """

    def __init__(self, name: str, /, **fields: RowField) -> None:
        refuse_owned(name, fields)
        self.name = name
        self.fields = fields
        self.dtype = layout((field, kind.dtype) for field, kind in fields.items())

    def make(self, number: int) -> Rows:
        """*number* rows, every field zero."""
        return zeros(number, self.dtype)
