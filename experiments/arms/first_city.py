"""Who goes where: the first city of a study lived once more, for the life lines of its teams and the moves of members.

Only where projects have task forces of their own. Teams, projects and cadres are numbered from 1, days count from the
intervention and have their date. Simulated here, in one process, as units are: the common history once, then every
arm with a team.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.arms.replication import branches_at
from experiments.study.front import say
from experiments.study.keys import canonical_json
from experiments.study.settings import Study
from sim.city.run import branch, history
from sim.core.dates import date_of
from sim.core.rows import Rows
from sim.scenario import Scenario
from sim.staffing.lenders import own_people
from sim.state.record import Move
from sim.state.state import State
from sim.task_forces.state import Life, TeamStage

FILES = {
    "lives.csv": ("arm", "team", "project", "kind", "day", "date", "stage", "members"),
    "moves.csv": ("arm", "day", "date", "cadre", "department", "team", "project", "competence", "move", "lent"),
    "coverage.csv": ("arm", "team", "project", "competence", "needed", "members"),
}
WORDS = {True: "yes", False: "no"}
Row = tuple[Any, ...]


def people_tables(study: Study, runs: Path, points: pd.DataFrame | None = None) -> dict[str, pd.DataFrame]:
    """The three tables by the names of their files; none where projects have no task forces of their own.

    Arms whose run of the first seed failed, as *runs* (the folder with ``runs.parquet``) says, are left out. Of
    the *points* of a sweep it is the first.
    """
    point = {} if points is None else {str(name): points[name].tolist()[0] for name in points.columns}
    setting = next(iter(study.resources))
    prepared = branches_at(study.model_dump_json(), canonical_json(point))
    scenarios = {arm: one for (resources, arm), one in prepared.items() if resources == setting}
    if study.client_kind.first_city is not None:
        return tables_of_kind(study, runs, prepared, setting)
    if not study.client_kind.has_tasks:
        return {}
    arms = [arm for arm in finished(runs, setting) if arm in scenarios and scenarios[arm][0].coordination.team]
    tables: dict[str, list[Row]] = {name: [] for name in FILES}
    if arms:
        first, numbers = next(iter(prepared.values()))
        past = history(first, numbers, study.study.seed)
    for arm in arms:
        scenario, numbers = scenarios[arm]
        end = branch(past, scenario, numbers)
        for name, rows in tables_of(end, scenario).items():
            tables[name] += [(arm, *row) for row in rows]
    return {name: pd.DataFrame(tables[name], columns=list(columns)) for name, columns in FILES.items()}


def tables_of_kind(study: Study, runs: Path, prepared: Any, setting: str) -> dict[str, pd.DataFrame]:
    """Tables that the kind of client has of its own, every arm of the first city below the other."""
    gather = study.client_kind.first_city
    assert gather is not None
    tables: dict[str, list[Any]] = {}
    arms = [arm for arm in finished(runs, setting) if (setting, arm) in prepared]
    past = None
    for arm in arms:
        scenario, numbers = prepared[setting, arm]
        past = past if past is not None else history(scenario, numbers, study.study.seed)
        for name, rows in gather(branch(past, scenario, numbers)).items():
            tables.setdefault(name, []).extend({"arm": arm, **row} for row in rows)
    return {name: pd.DataFrame(rows) for name, rows in tables.items()}


def finished(folder: Path, setting: str) -> list[str]:
    """Arms whose run of the first seed, at the first point, is there and has not failed."""
    wanted = [("replication", "==", 0), ("point", "==", 0), ("resources", "==", setting), ("status", "==", "ok")]
    return list(pd.read_parquet(folder / "runs.parquet", columns=["arm"], filters=wanted)["arm"])


def tables_of(end: State[Any], scenario: Scenario) -> dict[str, list[Row]]:
    """Rows of the three tables, without the arm, from the state at the horizon."""
    city = end.city[0]
    if city.lived > len(end.lives) or city.moved > len(end.moves):
        say("more happened to teams than is written down: the tables of people end early")
    lives, moves = end.lives[: city.lived], end.moves[: city.moved]
    return {
        "lives.csv": list(life_lines(lives, end, scenario)),
        "moves.csv": list(moves_of(moves, end, scenario)),
        "coverage.csv": list(covered(lives, moves, end, scenario)),
    }


def life_lines(lives: Rows[Life], end: State[Any], scenario: Scenario) -> list[Row]:
    """A row a stage that a team turned to, with its project and the kind of that."""
    kinds, start = list(scenario.projects.kinds), float(end.city[0].intervention)
    return [
        (
            int(one.team) + 1,
            int(one.project) + 1,
            kinds[end.clients.projects[one.project].kind] if one.project >= 0 else "",
            float(one.day) - start,
            date_of(scenario.calendar.start, float(one.day)),
            TeamStage(one.stage).label,
            int(one.members),
        )
        for one in lives
    ]


def moves_of(moves: Rows[Move], end: State[Any], scenario: Scenario) -> list[Row]:
    """A row a move of a person into a team or out of it; *lent* says whether a department of the city lent it."""
    names, competences = list(scenario.city.departments), scenario.city.competences
    start = float(end.city[0].intervention)
    lent = own_people(end.cadres)
    return [
        (
            float(one.day) - start,
            date_of(scenario.calendar.start, float(one.day)),
            int(one.cadre) + 1,
            names[one.department],
            int(one.team) + 1,
            int(one.project) + 1,
            competences[one.competence],
            "leaves" if one.leaves else "joins",
            WORDS[bool(lent[one.cadre])],
        )
        for one in moves
    ]


def covered(lives: Rows[Life], moves: Rows[Move], end: State[Any], scenario: Scenario) -> list[Row]:
    """A row a competence that a team needed or held on the first working day of each of its projects."""
    names = scenario.city.competences
    rows: list[Row] = []
    for life in lives[lives["stage"] == TeamStage.WORKING]:
        until = moves[(moves["team"] == life.team) & (moves["day"] <= life.day)]
        joined = np.bincount(until["competence"][~until["leaves"]], minlength=len(names))
        left = np.bincount(until["competence"][until["leaves"]], minlength=len(names))
        mask = int(end.clients.projects[life.project].competences) if life.project >= 0 else 0
        for place, members in enumerate(joined - left):
            needed = bool(mask >> place & 1)
            if needed or members:
                rows.append((int(life.team) + 1, int(life.project) + 1, names[place], WORDS[needed], int(members)))
    return rows
