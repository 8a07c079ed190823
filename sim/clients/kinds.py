"""Kinds of client: what a folder of sim/clients/ has to say of its kind, and how it is found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import sim.clients
import sim.clients.face  # (what a kind is asked)
from sim.core.kinds import KindError, lacking
from sim.core.parameter import Parameters
from sim.matters.state import MatterStage

if TYPE_CHECKING:
    import numpy as np

    from sim.clients.initialisation import Initialisation, Initialised
    from sim.measures.column import Column
    from sim.state.numbers import Numbers
    from sim.state.state import State


class ClientSetting(Parameters):
    """Base of the numbers that a kind adds to a scenario: a group of parameters a field, validators of its own."""


def no_tables(scenario: Any) -> None:
    """Nothing beside the parameters themselves."""


def no_parts(scenario: Any, resources: Any) -> dict[str, Parameters]:
    """No parts of its own."""
    return {}


def nothing(state: State[Any]) -> None:
    """Nothing to be counted anew."""


def any_matter(end: State[Any]) -> bool:
    """Whether a client has brought a matter at all."""
    return bool((end.matters["stage"] != MatterStage.DORMANT).any())


@dataclass(frozen=True, kw_only=True, eq=False)
class ClientKind:
    """A kind of client; its compiled rules answer sim/clients/face.py for *rows*, the rest is said here.

    *noun* is what one replication is called. *settings* holds its groups of parameters, *parts* those of them that
    rules read in a regime, *tables* what else initialising needs. *initialise* makes clients and their matters.
    *goal_days* gives, for each client or matter that counts, the days from the intervention to its goal (inf when
    never), which are measured where there is *anybody*; *measure* the kind's own *columns*; *series* its own daily
    columns by name. *agents* names its Mesa agents as ``module:Class``. *headline* are the measures that a first
    table shows, *smallest* the values of the smallest case, *first_city* tables of one run. A kind whose clients are
    tasks of teams of their own says *has_tasks*, what each needs and how much of each is left. A kind with post and
    trips out of the city *travels*. *switches* are ingredients of a mode that do something only where this kind, or
    another that names them, is. *timeline* gives a row for each part of a client's work, for a table of one run
    (its columns are the rows' keys).
    """

    name: str
    noun: str
    rows: type
    settings: type[ClientSetting]
    initialise: Callable[[Initialisation], Initialised]
    goal_days: Callable[[State[Any], State[Any]], np.ndarray]
    columns: tuple[Column, ...] = ()
    measure: Callable[[State[Any], State[Any], Any, float], dict[str, float]] = field(default=lambda *_: {})
    series: Mapping[str, Callable[[State[Any]], np.ndarray]] = field(default_factory=dict)
    parts: Callable[[Any, Any], dict[str, Parameters]] = no_parts
    tables: Callable[[Any], Any] = no_tables
    agents: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    smallest: Mapping[str, Any] = field(default_factory=dict)
    open_books: Callable[[State[Any]], None] = nothing
    anybody: Callable[[State[Any]], bool] = any_matter
    has_tasks: bool = False
    travels: bool = False
    switches: tuple[str, ...] = ()
    team_members: Callable[[Any], int] = field(default=lambda _: 0)
    needs: Callable[[State[Any], int], int] = field(default=lambda *_: 0)
    left: Callable[[State[Any]], np.ndarray] | None = None
    timeline: Callable[[State[Any], Any], list[dict[str, Any]]] | None = None
    plan: Callable[[State[Any], Numbers], None] | None = None
    first_city: Callable[[State[Any]], dict[str, list[dict[str, Any]]]] | None = None


def names() -> list[str]:
    """Every kind that there is, by its folder; raises KindError where two folders have one name."""
    places: dict[str, list[str]] = {}
    for folder in sim.clients.__path__:
        for one in pkgutil.iter_modules([folder]):
            if one.ispkg:
                places.setdefault(one.name, []).append(f"{folder}/{one.name}")
    for name, where in places.items():
        if len(where) > 1:
            raise KindError(f"clients = {name}: two kinds with one name, in {' and '.join(where)}")
    return sorted(places)


def kind_named(name: str) -> ClientKind:
    """The kind of that name; raises KindError where there is none, or where it does not say all that it must."""
    if name not in names():
        raise KindError(f"clients = {name}: unknown; known: {', '.join(names())}")
    found = _found(name)
    if isinstance(found, KindError):
        raise found
    return found


@cache
def _found(name: str) -> ClientKind | KindError:
    """The kind, or what is wrong with it; read once, since half of its rules may be known when it is refused."""
    try:
        kind: ClientKind = importlib.import_module(f"sim.clients.{name}.kind").KIND
        check(kind)
    except KindError as error:
        return error
    return kind


def sound() -> list[ClientKind]:
    """Every kind that says all that it must; what is wrong with another is said once a scenario asks for it."""
    try:
        known = names()
    except KindError:
        return []
    return [found for found in map(_found, known) if isinstance(found, ClientKind)]


def switches_of_others(clients: str) -> dict[str, list[str]]:
    """Switches that some kinds of client know and this one does not, with the names of those kinds."""
    owners: dict[str, list[str]] = {}
    for kind in sound():
        for switch in kind.switches:
            owners.setdefault(switch, []).append(kind.name)
    return {switch: names for switch, names in owners.items() if clients not in names}


def check(kind: ClientKind) -> None:
    """Raise KindError for a kind that lacks a rule which every kind must have, or says a column twice."""
    if missing := lacking(kind.rows):
        raise KindError(
            f"sim/clients/{kind.name}: lacks {', '.join(missing)} for {kind.rows.__name__}; "
            f"sim/clients/face.py says what each answers"
        )
    said = [column.name for column in kind.columns]
    for place, name in enumerate(said):
        if name in said[:place]:
            places = f"columns {said.index(name) + 1} and {place + 1}"
            raise KindError(f"sim/clients/{kind.name}: {places} are both named {name}")


def kind_of(state: State[Any]) -> ClientKind:
    """The kind of client that a city has."""
    return next(kind for kind in sound() if kind.rows is type(state.clients))
