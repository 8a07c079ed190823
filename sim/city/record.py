"""The day's sample for the record."""

from __future__ import annotations

from typing import Any

from sim.cadres.state import Post
from sim.clients import face
from sim.core.calendar import MONTH
from sim.core.compiling import internal
from sim.state.record import Sample
from sim.state.state import State
from sim.task_forces.state import AT_WORK, STARTING


@internal
def record(day: int, state: State[Any]) -> None:
    """Write the day's sample and add the day's home backlog to the ledger."""
    city = state.city[0]
    backlog = 0.0
    away = 0
    for d in range(len(state.departments)):
        backlog += state.departments[d].waiting
        away += state.departments[d].lent
    since = day - int(city.intervention)
    if since >= 0:
        city.ledger.backlog += backlog
        city.ledger.days += 1
    elif day % MONTH != 0:
        return
    sample = state.series[city.sampled]
    face.note(state, city.sampled)
    city.sampled += 1
    sample.day = since
    sample.backlog = backlog
    sample.away = away
    count_people(state, sample)
    sample.matters_open = city.on_file


@internal
def count_people(state: State[Any], sample: Sample) -> None:
    """Where the city's cadres are today, and how many teams work or wait to."""
    for c in range(len(state.cadres)):
        sample.present += state.cadres[c].post == Post.AT_HOME
        sample.training += state.cadres[c].post == Post.IN_TRAINING
    for t in range(len(state.teams)):
        sample.teams += state.teams[t].stage in AT_WORK
        sample.waiting += state.teams[t].stage in STARTING
