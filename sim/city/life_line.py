"""Life lines: every stage that a team turns to is written down, and only allowed turns are made."""

from __future__ import annotations

from sim.core.compiling import internal


@internal
def turn_to(now, state, t, stage):
    """Team *t* turns to its next *stage*; the record keeps the day, the task and the members."""
    city = state.city[0]
    team = state.teams[t]
    team.stage = stage
    if city.lived < len(state.lives):
        life = state.lives[city.lived]
        life.day = now
        life.team = t
        life.project = team.project
        life.stage = stage
        life.members = team.members
    city.lived += 1
