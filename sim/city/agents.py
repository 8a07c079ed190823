"""Which Mesa agents a city has: those of every city, and those of its kind of client."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from sim.cadres.agent import Cadre
from sim.clients.kinds import ClientKind, sound
from sim.core.views import RowAgent
from sim.departments.agent import Department
from sim.task_forces.agent import TaskForce

OF_EVERY_CITY: tuple[type[RowAgent], ...] = (Cadre, Department, TaskForce)


@cache
def agents_of(kind: ClientKind) -> tuple[type[RowAgent], ...]:
    """The kinds of agent of a city with these clients: the clients' first."""
    own = []
    for place in kind.agents:
        module, _, name = place.partition(":")
        own.append(getattr(import_module(module), name))
    return (*own, *OF_EVERY_CITY)


def all_agents() -> tuple[type[RowAgent], ...]:
    """The kinds of agent of every kind of client that there is, each once."""
    return tuple(dict.fromkeys(agent for kind in sound() for agent in agents_of(kind)))
