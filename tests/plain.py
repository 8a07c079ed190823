"""A rule in plain Python, with all the rules that it calls: so that a test can ask an internal one about a few rows."""

from __future__ import annotations

from functools import cache
from types import CodeType, FunctionType, ModuleType, SimpleNamespace
from typing import Any

from numba import config

LEFT = ("sim.core.randomness",)  # draws stay compiled: they are the same, and plain ones are slow


def plain(rule: Any) -> Any:
    """*rule* as plain Python, which calls nothing but plain Python and draws."""
    if config.DISABLE_JIT:  # type: ignore[attr-defined]
        return rule
    return _plain(rule)


@cache
def _plain(rule: Any) -> Any:
    asked = getattr(getattr(rule, "of", None), "__self__", None)
    if asked is not None:
        return _by_kind(asked)
    written = rule.py_func
    known = dict(written.__globals__)
    found = FunctionType(written.__code__, known, written.__name__, written.__defaults__, written.__closure__)
    for name in _names(written.__code__):
        if name in known and known[name] is not rule:
            known[name] = _replaced(known[name])
        elif name in known:
            known[name] = found
    return found


def _names(code: CodeType) -> set[str]:
    return set(code.co_names).union(*(_names(one) for one in code.co_consts if isinstance(one, CodeType)))


def _replaced(told: Any) -> Any:
    """What a rule finds under a name: a rule in plain Python, a module of such rules, or what was there."""
    if hasattr(told, "py_func"):
        return told if told.py_func.__module__ in LEFT else _plain(told)
    if isinstance(told, ModuleType) and told.__name__ == "sim.clients.face":
        return SimpleNamespace(**{name: _plain(one) for name, one in vars(told).items() if hasattr(one, "of")})
    return told


def _by_kind(asked: Any) -> Any:
    """A rule that each kind of client has in its own way, chosen as the rules are called."""

    def chosen(state: Any, *more: Any) -> Any:
        own = asked.rules.get(type(state.clients))
        return (_plain(own) if own is not None else asked.usual)(state, *more)

    return chosen
