"""The compile decorators; importing them changes no setting of Numba for other code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, cast

import numba
from numba.core.types import Dispatcher, IntEnumMember, unliteral

import sim.core.passing  # noqa: F401  (how rows and states are passed)
from sim.core.keeping import PLACE, Place, keep
from sim.core.linking import KeptCompiler, WholeCompiler

# error_model numpy: rules guard their divisions, so no check is compiled in. _nrt off: rules allocate nothing, and
# without reference counts on a dozen arrays the whole run takes half the time (measured .14 to .07 s a history).
OPTIONS: dict[str, Any] = {
    "nogil": True,
    "fastmath": False,
    "error_model": "numpy",
    "_nrt": False,
    "no_cfunc_wrapper": True,
}


def compiled[**P, R](rule: Callable[P, R], **more: Any) -> Callable[P, R]:
    """Compile a rule that Python may call as well; it must allocate nothing. A type checker sees the rule itself.

    With NUMBA_DISABLE_JIT=1 it stays plain Python and gives the same results bit for bit.
    """
    entry: Any = keep(numba.njit(**OPTIONS | more, pipeline_class=WholeCompiler)(rule))
    if not numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        kept = _kept(rule, **more)  # what other rules take in: without an entry, and not by way of the disk
        entry.get_call_template, entry.get_overload = kept.get_call_template, kept.get_overload
    return cast("Callable[P, R]", entry)


def inlined[**P, R](rule: Callable[P, R]) -> Callable[P, R]:
    """As :func:`compiled`, and written into the rules that call it: for what everybody does every day."""
    return compiled(rule, forceinline=True)


def internal[**P, R](rule: Callable[P, R], **more: Any) -> Callable[P, R]:
    """Compile a rule that only compiled rules call: it becomes machine code within those that Python calls.

    Called from Python it raises TypeError. With NUMBA_DISABLE_JIT=1 it is plain Python, which may call it.
    """
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return rule
    return cast("Callable[P, R]", Internal(_kept(rule, **more)))


class Internal:
    """A rule that has no entry for Python; compiled rules find its dispatcher behind it."""

    def __init__(self, kept: Any) -> None:
        update_wrapper(self, kept.py_func)
        self.py_func = kept.py_func
        self.kept = kept
        self._numba_type_ = Dispatcher(kept)  # as which Numba knows it (its manual, "typeof")

    @property
    def signatures(self) -> list[Any]:
        """For which kinds of arguments it has been compiled."""
        return list(self.kept.signatures)

    def __call__(self, *_: Any, **__: Any) -> Any:
        """Refuse Python, which would jump to where no machine code is; raises TypeError."""
        name = f"{self.py_func.__module__}.{self.py_func.__name__}"
        raise TypeError(
            f"{name}: only compiled rules call this rule; mark it @compiled to call it from Python, "
            f"or run plain Python with NUMBA_DISABLE_JIT=1"
        )


def _kept(rule: Callable[..., Any], **more: Any) -> Any:
    """Numba's dispatcher of a rule that goes into its callers; calling it from Python would end the process."""
    options = OPTIONS | {"no_cpython_wrapper": True} | more
    kept = numba.njit(**options, pipeline_class=KeptCompiler)(rule)
    find = kept.get_call_template
    kept.get_call_template = lambda args, kws: find(
        [_plain(kind) for kind in args], {name: _plain(kind) for name, kind in kws.items()}
    )
    return kept


def _plain(kind: Any) -> Any:
    """As what a rule takes an argument: once for any whole number, word or yes-or-no, not anew for each constant."""
    return kind.dtype if isinstance(kind, IntEnumMember) else unliteral(kind)


def draw[**P, R](rule: Callable[P, R]) -> Callable[P, R]:
    """Compile a keyed draw: five whole numbers (seed, purpose, who, when, which) to one real number.

    The kinds are said beforehand, so that it is the same for every kind of whole number; it is compiled, or found on
    the disk, when first asked for: a command that only reads a configuration asks for none. It is written into its
    callers: called, a draw takes half as long again (16 against 11 ns).
    """
    entry: Any = keep(numba.njit(**OPTIONS, forceinline=True, pipeline_class=WholeCompiler)(rule))
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return cast("Callable[P, R]", entry)

    def made() -> Any:
        del entry.get_call_template, entry._compile_for_args  # noqa: SLF001  (from now on the class's own)
        entry.compile("f8(i8,i8,i8,i8,i8)")
        entry.disable_compile()
        return entry

    entry.get_call_template = lambda args, kws: made().get_call_template(args, kws)  # a rule asks for it
    entry._compile_for_args = lambda *_, **__: made()  # noqa: SLF001  (Python does; what is given back is called)
    return cast("Callable[P, R]", entry)


def announce() -> None:
    """Say once, on stderr, that the rules are about to be compiled for this machine; nothing when they have been.

    Where the usual folder cannot be used to keep them, that is said, too, once a process.
    """
    if numba.config.DISABLE_JIT or _ANNOUNCED:  # type: ignore[attr-defined]
        return
    _ANNOUNCED.append(PLACE)
    if PLACE.said:
        print(PLACE.said, file=sys.stderr, flush=True)
    mark = PLACE.folder / "announced" if PLACE.folder else None
    if mark and mark.exists():
        return
    if mark:
        mark.touch()
    print("compiling the rules once for this machine (less than half a minute) ...", file=sys.stderr, flush=True)


_ANNOUNCED: list[Place] = []
