"""How projects come about: when each begins, which departments it concerns, and the matters that it consists of."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.clients.initialisation import Initialisation, Initialised
from sim.clients.projects.state import KindOfProject, Project, ProjectFiling, Projects
from sim.core.calendar import MONTH
from sim.core.compiling import compiled, internal
from sim.core.masks import nth_of_mask
from sim.core.purposes import (
    ESCALATED,
    MEASURED,
    PROJECT_COMPETENCE,
    PROJECT_FILING,
    PROJECT_GAP,
    PROJECT_KIND_DRAW,
    PROJECT_MATTER,
    STREAM_RULING,
)
from sim.core.randomness import exponential, uniform
from sim.core.rows import Rows
from sim.departments.state import Department
from sim.matters.precedence import write_precedence
from sim.matters.state import Clearance, Dependence, Matter

PLACES = 1000  # keys set aside for the matters of one project


@compiled
def count_projects(seed: int, until: float, per_month: float, month: float) -> int:
    """How many projects begin before day *until*: a Poisson stream."""
    if per_month <= 0.0:
        return 0
    day = 0.0
    number = 0
    while True:
        day += exponential(seed, PROJECT_GAP, number, 0, 0) * month / per_month
        if day >= until:
            return number
        number += 1


@internal
def one_more(seed: int, key: int, place: int, mask: int, departments: Rows[Department]) -> int:
    """A further competence for a project: the first free one from a keyed starting point."""
    d = int(uniform(seed, PROJECT_COMPETENCE, key, place, 0) * len(departments))
    for step in range(len(departments)):
        candidate = (d + step) % len(departments)
        competence = departments[candidate].competence
        if departments[candidate].clears and (mask >> competence) & 1 == 0:
            return competence
    return -1


@compiled
def begin_all(
    seed: int,
    projects: Rows[Project],
    kinds: Rows[KindOfProject],
    departments: Rows[Department],
    per_month: float,
    month: float,
) -> None:
    """Write every project: when it begins, its kind, and the competences it needs."""
    day = 0.0
    for p in range(len(projects)):
        project = projects[p]
        project.key = p
        project.team = -1
        project.done = project.ended = -1.0
        day += exponential(seed, PROJECT_GAP, p, 0, 0) * month / per_month
        project.start = day
        draw = uniform(seed, PROJECT_KIND_DRAW, p, 0, 0)
        project.kind = len(kinds) - 1
        for k in range(len(kinds)):
            if draw < kinds[k].weight:
                project.kind = k
                break
        kind = kinds[project.kind]
        project.matters = kind.matters
        for place in range(kind.competences):
            competence = one_more(seed, p, place, project.competences, departments)
            if competence >= 0:
                project.competences |= 1 << competence


@compiled
def file_all(
    seed: int,
    projects: Rows[Project],
    kinds: Rows[KindOfProject],
    places: int,
    filings: Rows[ProjectFiling],
) -> None:
    """The day on which each matter of each project is filed, project by project."""
    row = 0
    for p in range(len(projects)):
        for i in range(projects[p].matters):
            late = uniform(seed, PROJECT_FILING, p * places + i, 0, 0)
            filings[row].day = projects[p].start + kinds[projects[p].kind].spread * late
            filings[row].project = p
            filings[row].ordinal = i
            row += 1


@internal
def write_matter(
    seed: int,
    matter: Matter,
    clearances: Rows[Clearance],
    project: Project,
    kind: KindOfProject,
    key: int,
    effort_sigma: float,
) -> None:
    """Write one matter of *project*: a share of its departments, from a keyed start around the circle."""
    matter.key = key
    matter.client = project.key
    matter.next = -1
    matter.clearances = kind.matter_competences
    matter.effort = kind.effort / kind.matter_competences
    matter.effort_sigma = effort_sigma
    matter.dependence = kind.dependence
    matter.measured = uniform(seed, MEASURED, key, 0, 0) < kind.measured_share
    agreed = kind.dependence == Dependence.RECIPROCAL and kind.matter_competences > 1
    matter.ruling = agreed and uniform(seed, STREAM_RULING, key, 0, 0) < kind.ruling_share
    matter.escalated = matter.ruling and uniform(seed, ESCALATED, key, 0, 0) < kind.escalated_share
    start = int(uniform(seed, PROJECT_MATTER, key, 0, 0) * kind.competences)
    for k in range(kind.matter_competences):
        clearance = clearances[matter.first + k]
        clearance.ordinal = k
        clearance.competence = nth_of_mask(project.competences, start + k)
        matter.competences |= 1 << clearance.competence


@compiled
def write_all(
    seed: int,
    matters: Rows[Matter],
    clearances: Rows[Clearance],
    projects: Rows[Project],
    kinds: Rows[KindOfProject],
    filings: Rows[ProjectFiling],
    places: int,
    effort_sigma: float,
) -> None:
    """Write every matter in the order of *filings*, its clearances in one piece after those before."""
    first = 0
    for m in range(len(matters)):
        filing, matter = filings[m], matters[m]
        project = projects[filing.project]
        kind = kinds[project.kind]
        matter.first = first
        matter.filed = filing.day
        write_matter(seed, matter, clearances, project, kind, project.key * places + filing.ordinal, effort_sigma)
        for k in range(matter.first, matter.first + matter.clearances):
            clearances[k].matter = m
        first += matter.clearances


def initialise(city: Initialisation) -> Initialised:
    """Every project that begins before the last day, with its matters in the order in which they are filed."""
    kinds, projects = city.numbers.clients, city.scenario.projects
    rows = Project.make(count_projects(city.seed, city.last, projects.per_month, float(MONTH)))
    if len(rows):
        begin_all(city.seed, rows, kinds, city.departments, projects.per_month, float(MONTH))
    return Initialised(Projects(rows), *fill(city.seed, rows, kinds, projects.effort_sigma), tasks=len(rows))


def fill(
    seed: int, projects: Rows[Project], kinds: Rows[KindOfProject], effort_sigma: float
) -> tuple[Rows[Matter], Rows[Clearance]]:
    """The matters of *projects* in the order in which they are filed, and their clearances."""
    filings = ProjectFiling.make(int(projects["matters"].sum()))
    file_all(seed, projects, kinds, PLACES, filings)
    each = kinds["matter_competences"][projects["kind"]] * projects["matters"]
    matters, clearances = Matter.make(len(filings)), Clearance.make(int(each.sum()))
    in_order = filings[np.argsort(filings["day"], kind="stable")]
    write_all(seed, matters, clearances, projects, kinds, in_order, PLACES, effort_sigma)
    write_precedence(matters, clearances)
    return matters, clearances


def tables(scenario: Any) -> Rows[KindOfProject]:
    """Kinds of project with cumulative shares."""
    told = scenario.projects.kinds
    kinds = KindOfProject.make(len(told))
    whole = sum(kind.weight for kind in told.values())
    share = 0.0
    for row, kind in zip(kinds, told.values(), strict=True):
        share += kind.weight / whole if whole else 0.0
        row["weight"], row["spread"] = share, kind.spread_days
        row["dependence"] = kind.dependence
        for name in ("competences", "matters", "matter_competences", "effort"):
            row[name] = getattr(kind, name)
        for name in ("ruling_share", "escalated_share", "measured_share"):
            row[name] = getattr(kind, name)
    return kinds
