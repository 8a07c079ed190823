"""Declaring rows: a kind of agent is a class of rows, every field with its unit and its meaning."""

from __future__ import annotations

import re
from abc import ABC
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, cast, overload

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


if TYPE_CHECKING:  # how a type checker sees them: rows of a class give rows of that class

    class Rows[R](Sequence[R]):
        """Rows of one kind."""

        dtype: np.dtype[Any]

        @overload
        def __getitem__(self, place: int | np.integer[Any]) -> R: ...
        @overload
        def __getitem__(self, place: str) -> np.ndarray: ...
        @overload
        def __getitem__(self, place: slice | np.ndarray) -> Rows[R]: ...
        def __getitem__(self, place: Any) -> Any:
            """A row, one field of all of them, or some of them."""

        def __setitem__(self, place: Any, value: Any) -> None:
            """Write rows or a field."""

        def __len__(self) -> int:
            """How many there are."""

        def __iter__(self) -> Iterator[R]:
            """One after the other."""

        def copy(self) -> Self:
            """Rows of their own with the same content."""

else:

    class Rows(_Fields, np.ndarray):
        """Rows of one kind; compiled rules take them as an address and a number (sim/core/passing.py)."""

        def __getitem__(self, place: Any) -> Any:
            """A row, some of the rows, or one field of all of them as a plain array."""
            found = super().__getitem__(place)
            return found.view(np.ndarray) if type(found) is Rows and found.dtype.names is None else found


class RowTuple(ABC):  # noqa: B024  (nothing is asked of it but to be a tuple)
    """Named tuples of rows, registered here; compiled rules take each as one address (sim/core/passing.py)."""


class RowField(NamedTuple):
    """One field of a row: how it is stored, in which unit, what it means, as what it is annotated, its words if any."""

    dtype: Any
    unit: str
    meaning: str
    python: str
    words: type[IntEnum] | None = None


def real(unit: str, meaning: str) -> Any:
    """A real number, stored in 64 bits so that plain Python and compiled rules agree bit for bit."""
    return RowField(np.float64, unit, meaning, "float")


def whole(unit: str, meaning: str) -> Any:
    """A whole number, stored in 64 bits."""
    return RowField(np.int64, unit, meaning, "int")


def flag(meaning: str) -> Any:
    """Yes or no."""
    return RowField(np.bool_, "yes or no", meaning, "bool")


def word(words: type[IntEnum], meaning: str) -> Any:
    """One of some *words*, stored as their number."""
    told = ", ".join(f"{one.value} {one.name.lower().replace('_', ' ')}" for one in words)
    return RowField(np.int64, "word", f"{meaning}: {told}", words.__name__, words)


def nested(kind: type[RowType]) -> Any:
    """A row within the row."""
    return RowField(kind.dtype, "row", (kind.__doc__ or "").splitlines()[0], kind.__name__)


def refuse_owned(kind: str, fields: Iterable[str]) -> None:
    """Raise ValueError for a field that NumPy's records own (``size``, ``data``, ``mean``, ...).

    In plain Python such a field would silently be read as something else.
    """
    for field in fields:
        if hasattr(np.ndarray, field) or hasattr(Row, field):
            raise ValueError(f"{kind}.{field}: NumPy's records own this name; choose another")


def layout(fields: Iterable[tuple[str, Any]]) -> np.dtype[Any]:
    """How a row with these fields lies in memory."""
    return np.dtype((Row, np.dtype(list(fields), align=True)))


def zeros(number: int, fields: np.dtype[Any]) -> Rows[Any]:
    """*number* rows of a layout, every field zero."""
    return cast("Rows[Any]", np.zeros(number, fields).view(cast("type[np.ndarray]", Rows)))


def together[R](parts: Sequence[Rows[R]]) -> Rows[R]:
    """The rows of all parts, which have one layout; NumPy's own way compares layouts field by field, slowly."""
    rows = zeros(sum(map(len, parts)), parts[0].dtype)
    first = 0
    for part in parts:
        rows[first : first + len(part)] = part
        first += len(part)
    return rows


class RowType:
    """Base of every kind of row: each annotated field is declared with its unit and meaning, and types the rules.

    ``Cadre.make(5)`` makes rows, ``Cadre.fields`` says what each field is. Raises ValueError for a field whose
    name NumPy's records own, and for one that is annotated as something else than what is stored.
    """

    label: ClassVar[str]
    fields: ClassVar[dict[str, RowField]]
    dtype: ClassVar[np.dtype[Any]]

    def __init_subclass__(cls, **words: Any) -> None:
        """Gather the fields, those of the base first, and lay them out."""
        super().__init_subclass__(**words)
        own = {name: field for name, field in vars(cls).items() if isinstance(field, RowField)}
        refuse_owned(cls.__name__, own)
        for name, field in own.items():
            said = cls.__annotations__.get(name)
            said = said.__name__ if isinstance(said, type) else said
            if said != field.python:
                raise ValueError(f"{cls.__name__}.{name}: annotated as {said}, but stored as {field.python}")
        cls.label = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        cls.fields = {**getattr(cls, "fields", {}), **own}
        cls.dtype = layout((name, field.dtype) for name, field in cls.fields.items())

    if TYPE_CHECKING:

        def __getitem__(self, name: str) -> Any:
            """A field by its name, as of any row."""

        def __setitem__(self, name: str, value: Any) -> None:
            """Write a field by its name."""

    @classmethod
    def make(cls, number: int) -> Rows[Self]:
        """*number* rows, every field zero."""
        return zeros(number, cls.dtype)
