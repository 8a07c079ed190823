"""Turning rules into machine code: what a rule calls is kept aside and put together once, for the rule Python calls.

Left alone, Numba links, optimises and translates every rule with all that it calls, over again at every level; here
that took most of the first compile. The order of passes is chosen as Numba lets one choose it (its manual,
"Customizing the Compiler"); passes for what rules do not use (closures, generators, array expressions) are left out.
Rules work on rows, of which nothing can be vectorised: looking for it is an eighth of the first compile, and left out.
"""

from __future__ import annotations

from typing import Any

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase
from numba.core.compiler_machinery import AnalysisPass, PassManager, register_pass
from numba.core.typed_passes import (
    IRLegalization,
    NativeLowering,
    NoPythonBackend,
    NopythonTypeInference,
    PreLowerStripPhis,
)
from numba.core.untyped_passes import FixupArgs, GenericRewrites, IRProcessing, ReconstructSSA, TranslateByteCode

BEFORE = (
    TranslateByteCode,
    FixupArgs,
    IRProcessing,
    GenericRewrites,
    ReconstructSSA,
    NopythonTypeInference,
    PreLowerStripPhis,
    IRLegalization,
)
AFTER = (NativeLowering, NoPythonBackend)


class _Unvectorised:
    """Numba's code generator, which asks LLVM not to look for what could be vectorised, whatever Numba's settings."""

    def __init__(self, codegen: Any) -> None:
        self._whole = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def _module_pass_manager(self, **options: Any) -> Any:
        return self._whole._module_pass_manager(**NOT_VECTORISED | options)  # noqa: SLF001  (it stands in its place)

    def _function_pass_manager(self, **options: Any) -> Any:
        return self._whole._function_pass_manager(**NOT_VECTORISED | options)  # noqa: SLF001


NOT_VECTORISED = {"loop_vectorize": 0, "slp_vectorize": 0}


class Kept(JITCodeLibrary):
    """A rule that only rules call: neither linked nor optimised nor translated by itself."""

    def finalize(self) -> None:
        """It stays as it is; whoever calls it takes it in (:class:`Whole`)."""
        self._raise_if_finalized()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002  (as its parent has it)
        """Nowhere: there is no machine code, so that Python cannot call it."""
        return 0

    @property
    def codegen(self) -> _Nobody:
        """Nobody to be told about an address."""
        return _Nobody()


class _Nobody:
    """Stands where Numba would write a function's surroundings into its machine code."""

    def set_env(self, name: str, surroundings: object) -> None:
        """There is no machine code; rules need no surroundings either, as they raise and print nothing."""


class Whole(JITCodeLibrary):
    """A rule that Python calls, with all that it calls, directly or not."""

    def finalize(self) -> None:
        """Link everything at once, callers before what they call, then optimise and translate it as Numba does.

        LLVM takes in a rule only if somebody who has been taken in before asks for it: a rule that came before the last
        of its callers could stay outside, and its place in the machine code would be empty.
        """
        self._linking_libraries = callers_first(list(self._linking_libraries))
        super().finalize()


def callers_first(libraries: list[Any]) -> list[Any]:
    """These libraries and all that they call, directly or not, each after everybody who calls it."""
    done: dict[Any, None] = {}  # in the order in which all that they call was done
    stack = [(library, False) for library in libraries]
    while stack:
        library, is_done = stack.pop()
        if is_done:
            done[library] = None
        elif library not in done:
            stack.append((library, True))
            called = library._linking_libraries if isinstance(library, Kept) else ()  # noqa: SLF001  (it is of its kind)
            stack += [(one, False) for one in called if one not in done]
    return list(reversed(done))


class _ChooseLibrary(AnalysisPass):
    """Say, just before a rule is written down for LLVM, into what kind of library it goes."""

    library: type[JITCodeLibrary]

    def __init__(self) -> None:
        AnalysisPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        """Open the library; nothing of the rule itself changes."""
        state.library = self.library(_Unvectorised(state.targetctx.codegen()), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return False


@register_pass(mutates_CFG=False, analysis_only=True)
class _IntoKept(_ChooseLibrary):
    _name, library = "into_kept", Kept


@register_pass(mutates_CFG=False, analysis_only=True)
class _IntoWhole(_ChooseLibrary):
    _name, library = "into_whole", Whole


class KeptCompiler(CompilerBase):
    """The compiler of rules that only rules call."""

    def define_pipelines(self) -> list[PassManager]:
        """The passes, in their order."""
        return [_passes("kept", _IntoKept)]


class WholeCompiler(CompilerBase):
    """The compiler of rules that Python calls."""

    def define_pipelines(self) -> list[PassManager]:
        """The passes, in their order."""
        return [_passes("whole", _IntoWhole)]


def _passes(name: str, choose: type[_ChooseLibrary]) -> PassManager:
    """The passes of one compiler."""
    passes = PassManager(name)
    for step in (*BEFORE, choose, *AFTER):
        passes.add_pass(step, step.__name__)
    passes.finalize()
    return passes
