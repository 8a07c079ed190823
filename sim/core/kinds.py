"""Rules that each kind of client has in its own way: which one is chosen as the rules are compiled, by a type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import numba

from sim.core.compiling import internal


class KindError(ValueError):
    """What is wrong with a kind of client, in one line that names the places."""


class Asked[**P, R]:
    """A rule that a kind of client may have in its own way; it takes the whole state first.

    The type of ``state.clients`` says whose rule it is; a kind without one of its own keeps the usual answer.
    """

    def __init__(self, usual: Callable[P, R], needed: bool) -> None:
        self.usual = usual
        self.needed = needed
        self.name = usual.__name__
        self.rules: dict[type, Any] = {}

    def of(self, clients: type) -> Callable[[Callable[..., Any]], Any]:
        """Let the rule below be the one for *clients* (a RowTuple); raises KindError where there is one already."""

        def answer(rule: Any) -> Any:
            if clients in self.rules:
                places = " and ".join(sorted({place_of(self.rules[clients]), place_of(rule)}))
                raise KindError(f"{self.name} of {clients.__name__}: written twice, in {places}")
            self.rules[clients] = rule
            return rule

        return answer


def place_of(rule: Any) -> str:
    """Where a rule is written: module and line."""
    plain = getattr(rule, "py_func", rule)
    return f"{plain.__module__}:{plain.__code__.co_firstlineno}"


ALL: list[Asked[..., Any]] = []


def _by_kind(usual: Callable[..., Any], needed: bool) -> Any:
    asked: Any = Asked(usual, needed)
    ALL.append(asked)
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]

        def plain(state: Any, *more: Any) -> Any:
            return asked.rules.get(type(state.clients), usual)(state, *more)

        plain.of = asked.of  # type: ignore[attr-defined]
        return plain
    rule: Any = internal(usual)
    kept = getattr(rule, "kept", rule)
    usual_template, usual_overload = kept.get_call_template, kept.get_overload

    def chosen(state: Any) -> Any:
        own = asked.rules.get(state.kinds[state.places["clients"]].kind)
        return getattr(own, "kept", own)

    def template(args: Any, kws: Any) -> Any:
        own = chosen(args[0])
        return own.get_call_template(args, kws) if own is not None else usual_template(args, kws)

    def overload(args: Any) -> Any:
        own = chosen(args[0])
        return own.get_overload(args) if own is not None else usual_overload(args)

    kept.get_call_template, kept.get_overload = template, overload
    rule.of = asked.of
    return rule


if TYPE_CHECKING:

    class Face[**P, R]:
        """As a type checker sees it: the rule, and ``of`` for whoever answers it in its own way."""

        def __call__(self, *args: P.args, **kws: P.kwargs) -> R:
            """Ask the kind of client."""
            raise NotImplementedError

        def of[Own: Callable[..., Any]](self, clients: type) -> Callable[[Own], Own]:
            """Answer for one kind."""
            raise NotImplementedError


def by_kind[**P, R](usual: Callable[P, R]) -> Face[P, R]:
    """A rule that a kind may have in its own way; the rule itself is the usual answer."""
    return cast("Face[P, R]", _by_kind(usual, needed=False))


def needed_of_kind[**P, R](usual: Callable[P, R]) -> Face[P, R]:
    """A rule that every kind must have."""
    return cast("Face[P, R]", _by_kind(usual, needed=True))


def lacking(clients: type) -> list[str]:
    """Names of the rules that a kind with these *clients* must have, and has not."""
    return [asked.name for asked in ALL if asked.needed and clients not in asked.rules]
