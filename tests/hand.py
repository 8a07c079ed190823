"""Cities made by hand, for tests of single rules: a few rows in a usual state, which a test changes as it needs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from sim.cadres.state import Cadre
from sim.clients.relocation.state import BonusWindow, Book, Household, KindOfIssue, Round, Tie, Village, VillageSample
from sim.clients.stream.state import Nobody, NobodyRow
from sim.core.events import Event
from sim.core.laws import EffortLaw
from sim.core.rows import Row, Rows, RowType
from sim.departments.state import Department, Desk, DeskKind
from sim.desks.state import Job, Queue
from sim.matters.state import Clearance, Matter, MatterStage, Route
from sim.state.city import CityRow
from sim.state.record import Move, Sample
from sim.state.state import State
from sim.task_forces.state import Life, TaskForce
from tests.stories import STILL_VILLAGE, numbers, scenario

ROOM = 24  # rows for jobs, events, stages and moves


def rows(kind: Any, number: int, /, **fields: Any) -> Rows:
    """*number* rows, with these fields written."""
    made: Rows = kind.make(number)
    for name, value in fields.items():
        made[name] = value
    return made


def row(kind: type[RowType], /, **fields: Any) -> Row:
    """One row, with these fields written."""
    made: Row = rows(kind, 1, **fields)[0]
    return made


@lru_cache
def _regimes(arm: str) -> Rows:
    changes = STILL_VILLAGE | {"work__effort_median": 1.0}
    return numbers(scenario(arm, resources="closed", **changes)).regimes


def regime(arm: str = "siloed", **changes: Any) -> Any:
    """The numbers of an arm without luck; ``work__validity=5.0`` changes one of them."""
    made = _regimes(arm)[1:2].copy()[0]
    for place, value in changes.items():
        part, name = place.split("__")
        made[part][name] = value
    return made


def town(
    departments: int = 3, cadres: int = 1, teams: int = 0, matters: int = 1, each: int = 2, places: int = 1
) -> Any:
    """A city of departments with so many *cadres* each, and open matters that need the first *each* competences.

    Department d has competence d and desk d; nobody is busy, nothing waits, nothing is to happen.
    """
    desks = departments * (1 + teams)
    own = np.arange(departments)
    city = rows(
        CityRow, 1, seed=1, until=1000.0, competences=departments, places=places, blocks=1, leaders=-1,
        free_jobs=ROOM, mark=-1.0, dissolved=-1.0,
    )  # fmt: skip
    city["forum"]["first"] = city["forum"]["last"] = -1
    people = np.repeat(own, cadres)
    who = np.arange(len(people))
    none = dict.fromkeys(["second", "team", "home_next", "team_desk", "team_seat", "team_next", "job"], -1)
    none |= {"stands_in_for": -1, "returned": -1.0, "home_seat": -1}
    state = State(
        city=city,
        teams=rows(TaskForce, teams, key=np.arange(teams), project=-1, called=-1.0, first_day=-1.0, dissolved=-1.0,
                   returns=-1.0, first_desk=departments * (1 + np.arange(teams)), desks=departments),
        departments=rows(Department, departments, key=own, competence=own, place=-1, desk=own, office=own,
                         establishment=cadres, clears=True, arrival_index=-1),
        desks=rows(Desk, desks, key=np.arange(desks), room=-1, first=-1, team=np.arange(desks) // departments - 1,
                   open_limit=1.0, people=1),
        queues=rows(Queue, desks * departments * 2 + len(people), first=-1, last=-1),
        cadres=rows(Cadre, len(people), key=who, department=people, competence=people, holds=1 << people, skill=1.0,
                    home_desk=people, ranked=who, days_per_week=5, **none),
        jobs=rows(Job, ROOM, next=np.arange(1, ROOM + 1), owner=-1),
        routes=rows(Route, (1 + teams) * places * departments, desk=np.tile(own, (1 + teams) * places),
                    department=np.tile(own, (1 + teams) * places)),
        matters=rows(Matter, matters, key=np.arange(matters), client=-1, team=-1, next=-1, effort=1.0,
                     effort_law=EffortLaw.FIXED, stage=MatterStage.OPEN, first=np.arange(matters) * each,
                     clearances=each, competences=(1 << each) - 1, first_closed=-1.0),
        clearances=rows(Clearance, matters * each, matter=np.repeat(np.arange(matters), each),
                        ordinal=np.tile(np.arange(each), matters), competence=np.tile(np.arange(each), matters)),
        clients=Nobody(NobodyRow.make(0)),
        heap=Event.make(ROOM),
        series=Sample.make(0),
        lives=Life.make(ROOM),
        moves=Move.make(ROOM),
    )  # fmt: skip
    state.desks["kind"][departments:] = DeskKind.TEAM
    state.desks["holds"] = 1 << (np.arange(desks) % departments)
    return state


def village(households: int, ties: tuple[tuple[int, int], ...] = (), **fields: Any) -> Village:
    """A village of households whom somebody has visited, with *ties* both ways, and money for all.

    Issues are of two kinds: those of kind 0 bar the signature, those of kind 1 do not.
    """
    met = sorted({*ties, *((b, a) for a, b in ties)})
    number = [sum(a == i for a, _ in met) for i in range(households)]
    told = {"reservation": 1.0, "ask": 1.3, "value": 1.0, "visits": 9, "last_visit": -1e9, "visitor": -1, "owner": -1}
    told |= {"signed_at": -1.0, "trust": 0.5, "key": np.arange(households), "ties": number}
    told |= {"first_tie": np.cumsum([0, *number])[:-1]}
    links = rows(Tie, len(met), household=[a for a, _ in met], other=[b for _, b in met])
    book = rows(
        Book, 1, left=households, funds=1000.0, window_start=-1.0, next_window=-1.0, last_signature=-1.0, pace=1.0
    )
    kinds = rows(KindOfIssue, 2, weight=(0.5, 1.0), bars=(True, False))
    return Village(rows(Household, households, **(told | fields)), links, book, Round.make(0), BonusWindow.make(0),
                   kinds, VillageSample.make(0))  # fmt: skip
