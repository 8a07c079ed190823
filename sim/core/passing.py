"""How rows go from rule to rule in compiled code: as an address and a number, a whole state as one address.

Left alone, Numba passes an array as seven values and a state of seventeen arrays as a hundred and nineteen, at every
call; writing them down took a quarter of the first compile, and handing them over a third of a run. The types here
are made as Numba lets one make them (its manual, "Low-level extension API"). Rows are in one piece, so that a row's
place follows from its number alone. In Python -1 is the last; here a number below 0 is no row, since a tenth of a run
went into looking for such numbers. Nothing is checked, unless NUMBA_BOUNDSCHECK=1 asks for it: then a row that is not
there raises IndexError.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    type_callable,
    typeof_impl,
    unbox,
)

from sim.core.rows import Rows, RowTuple

ADDRESS = ir.IntType(8).as_pointer()


class RowsType(types.Type):
    """Rows of one kind."""

    def __init__(self, array: types.Array) -> None:
        self.array = array
        self.row = array.dtype
        super().__init__(f"rows({self.row})")

    @property
    def mangling_args(self) -> tuple[str, tuple[int]]:
        """A short name in machine code: a kind's own name lists all its fields."""
        return "rows", (self._code,)  # type: ignore[attr-defined]


class RowTupleType(types.Type):
    """A named tuple of rows, or of such tuples."""

    def __init__(self, kind: type, kinds: tuple[RowsType | RowTupleType, ...]) -> None:
        self.kind = kind
        self.kinds = kinds
        self.places = {name: place for place, name in enumerate(kind._fields)}  # type: ignore[attr-defined]
        super().__init__(f"{kind.__module__}.{kind.__qualname__}({', '.join(map(str, kinds))})")

    @property
    def mangling_args(self) -> tuple[str, tuple[int]]:
        """A short name in machine code."""
        return "row_tuple", (self._code,)  # type: ignore[attr-defined]


@typeof_impl.register(Rows)
def _typeof_rows(rows: Rows[Any], context: Any) -> types.Type:
    """Rows in one piece; a part of them with gaps stays an array like any other.

    Raises TypeError for rows that are shown to be read (``model.state``): a rule could write to them.
    """
    array = typeof_impl.dispatch(np.ndarray)(rows, context)
    if not array.mutable:
        raise TypeError("these rows are to be read only, and a rule could write to them; give it a copy")
    return RowsType(array) if array.layout == "C" and array.ndim == 1 else array


@typeof_impl.register(RowTuple)
def _typeof_row_tuple(rows: tuple[Rows[Any], ...], context: Any) -> types.Type:
    """What a tuple is made of; raises TypeError for a part of rows with gaps, or for what is not rows."""
    kinds = tuple(typeof_impl(one, context) for one in rows)
    for name, kind in zip(type(rows)._fields, kinds, strict=True):  # type: ignore[attr-defined]
        if not isinstance(kind, RowsType | RowTupleType):
            raise TypeError(f"{type(rows).__name__}.{name}: rules take Rows here, and in one piece")
    return RowTupleType(type(rows), kinds)


@register_model(RowsType)
class _RowsModel(models.StructModel):
    """Where the first row is, and how many there are."""

    def __init__(self, manager: Any, kind: RowsType) -> None:
        super().__init__(manager, kind, [("first", types.voidptr), ("number", types.intp)])


@register_model(RowTupleType)
class _RowTupleModel(models.PrimitiveModel):
    """Where the list of them is: an address and a number each, in order; for a tuple within, its address."""

    def __init__(self, manager: Any, kind: RowTupleType) -> None:
        super().__init__(manager, kind, ADDRESS)


@unbox(RowsType)
def _unbox_rows(kind: RowsType, rows: Any, c: Any) -> NativeValue:
    """From Python: the address of the array's memory, which Python keeps while the rule runs."""
    native = c.unbox(kind.array, rows)
    array = c.context.make_array(kind.array)(c.context, c.builder, value=native.value)
    pair = cgutils.create_struct_proxy(kind)(c.context, c.builder)
    pair.first = c.builder.bitcast(array.data, ADDRESS)
    pair.number = array.nitems
    return NativeValue(pair._getvalue(), is_error=native.is_error, cleanup=native.cleanup)  # noqa: SLF001  (Numba's way)


@unbox(RowTupleType)
def _unbox_row_tuple(kind: RowTupleType, rows: Any, c: Any) -> NativeValue:
    """From Python: the list is written down where the rule is called, and is there until it returns."""
    native = c.unbox(types.Tuple(kind.kinds), rows)
    where = cgutils.alloca_once_value(c.builder, native.value)
    return NativeValue(c.builder.bitcast(where, ADDRESS), is_error=native.is_error, cleanup=native.cleanup)


@infer_getattr
class _RowTupleAttribute(AttributeTemplate):
    """``state.cadres``."""

    key = RowTupleType

    def generic_resolve(self, kind: RowTupleType, name: str) -> Any:  # type: ignore[override]
        """Rows of their kind."""
        return kind.kinds[kind.places[name]] if name in kind.places else None


@lower_getattr_generic(RowTupleType)
def _take_rows(context: Any, builder: Any, kind: RowTupleType, state: Any, name: str) -> Any:
    """Look them up in the list; a tuple within is the address of its own list."""
    place = kind.places[name]
    listed = builder.bitcast(state, context.get_value_type(types.Tuple(kind.kinds)).as_pointer())
    return builder.load(cgutils.gep_inbounds(builder, listed, 0, place))


@type_callable(operator.getitem)
def _type_row(_: Any) -> Callable[..., types.Type | None]:
    """``rows[i]``; *i* may be a word of an enumeration."""

    def typed(rows: types.Type, i: types.Type) -> types.Type | None:
        return rows.row if isinstance(rows, RowsType) and isinstance(i, types.Integer | types.IntEnumMember) else None

    return typed


@lower_builtin(operator.getitem, RowsType, types.Integer)
@lower_builtin(operator.getitem, RowsType, types.IntEnumMember)
def _take_row(context: Any, builder: Any, signature: Any, args: tuple[Any, Any]) -> Any:
    """The row's address."""
    kind, index = signature.args
    rows = cgutils.create_struct_proxy(kind)(context, builder, value=args[0])
    i = context.cast(builder, args[1], index, types.intp)
    if context.enable_boundscheck:
        cgutils.do_boundscheck(context, builder, i, rows.number)
    first = builder.bitcast(rows.first, context.get_value_type(kind.row))
    return builder.gep(first, [i], inbounds=True)


@type_callable(len)
def _type_number(_: Any) -> Callable[..., types.Type | None]:
    """``len(rows)``."""

    def typed(rows: types.Type) -> types.Type | None:
        return types.intp if isinstance(rows, RowsType) else None

    return typed


@lower_builtin(len, RowsType)
def _number(context: Any, builder: Any, signature: Any, args: tuple[Any]) -> Any:
    """How many there are."""
    return cgutils.create_struct_proxy(signature.args[0])(context, builder, value=args[0]).number
