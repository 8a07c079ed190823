"""Ownership: every client gets one named cadre."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Post
from sim.clients import face
from sim.core.compiling import compiled
from sim.state.state import State


@compiled
def name_owners_at_home(state: State[Any]) -> None:
    """Give every client one named cadre of those at home, where no team is called."""
    face.name_owner_of_each(state, Post.AT_HOME)
