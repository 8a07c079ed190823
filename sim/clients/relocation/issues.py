"""How issues come about: which household has which matter, and which clearances it needs."""

from __future__ import annotations

from sim.clients.relocation.numbers import Tables
from sim.clients.relocation.parameters import Issues
from sim.clients.relocation.population import issues_of
from sim.clients.relocation.rules.project import issue_load_of
from sim.clients.relocation.state import MAX_ISSUES, Household, KindOfIssue
from sim.core.compiling import compiled, internal
from sim.core.purposes import EXCEPTION, ISSUE_KIND, MEASURED, TANGLED, TANGLED_PICK, TANGLED_SIZE
from sim.core.randomness import uniform
from sim.core.rows import Rows
from sim.departments.state import Department
from sim.matters.state import Clearance, Matter
from sim.work.parameters import Work


@internal
def kind_of(seed: int, key: int, kinds: Rows[KindOfIssue]) -> int:
    """Kind of the issue with this key: by the kinds' shares."""
    draw = uniform(seed, ISSUE_KIND, key, 0, 0)
    for k in range(len(kinds)):
        if draw < kinds[k].weight:
            return k
    return len(kinds) - 1


@internal
def is_tangled(seed: int, key: int, issues: Issues) -> bool:
    """Whether the issue needs many competences."""
    return uniform(seed, TANGLED, key, 0, 0) < issues.tangled_share


@internal
def number_of_clearances(seed: int, key: int, kind: KindOfIssue, clearing: int, issues: Issues) -> int:
    """Competences that the issue needs: those of its kind, or more when it is tangled."""
    if not is_tangled(seed, key, issues):
        return kind.competences
    spread = issues.tangled_high - issues.tangled_low + 1
    wanted = issues.tangled_low + int(uniform(seed, TANGLED_SIZE, key, 0, 0) * spread)
    return max(kind.competences, min(wanted, clearing))


@internal
def clearing_departments(departments: Rows[Department]) -> int:
    """How many departments may be drawn into a tangled issue."""
    total = 0
    for d in range(len(departments)):
        if departments[d].clears:
            total += 1
    return total


@compiled
def count_rows(
    seed: int, households: Rows[Household], departments: Rows[Department], tables: Tables
) -> tuple[int, int]:
    """Rows that matters and clearances take."""
    clearing, kinds, issues = clearing_departments(departments), tables.kinds, tables.issues[0]
    mean = issue_load_of(seed, issues)
    matters = 0
    clearances = 0
    for i in range(len(households)):
        number = issues_of(seed, i, mean)
        households[i].issues = number
        households[i].first_matter = matters
        for k in range(number):
            key = i * MAX_ISSUES + k
            clearances += number_of_clearances(seed, key, kinds[kind_of(seed, key, kinds)], clearing, issues)
            matters += 1
    return matters, clearances


@internal
def extra_competence(seed: int, key: int, place: int, mask: int, departments: Rows[Department]) -> int:
    """A further competence for a tangled issue: the first free one from a keyed starting point."""
    d = int(uniform(seed, TANGLED_PICK, key, place, 0) * len(departments))
    for step in range(len(departments)):
        candidate = (d + step) % len(departments)
        competence = departments[candidate].competence
        if departments[candidate].clears and (mask >> competence) & 1 == 0:
            return competence
    return -1


@internal
def write_clearances(
    seed: int, m: int, matter: Matter, tables: Tables, clearances: Rows[Clearance], departments: Rows[Department]
) -> int:
    """Write the clearances of matter *m* in the order in which a silo asks for them; the mask of competences."""
    mask = 0
    kind = tables.kinds[matter.kind]
    for k in range(matter.clearances):
        if k < kind.competences:
            competence = tables.steps[kind.first + k].competence
        else:
            competence = extra_competence(seed, matter.key, k, mask, departments)
        clearance = clearances[matter.first + k]
        clearance.matter = m
        clearance.ordinal = k
        clearance.competence = competence
        mask |= 1 << competence
    return mask


@compiled
def raise_matters(
    seed: int,
    households: Rows[Household],
    matters: Rows[Matter],
    clearances: Rows[Clearance],
    departments: Rows[Department],
    tables: Tables,
    work: Work,
    measured_share: float,
) -> None:
    """Write every matter and clearance of the village."""
    clearing, issues = clearing_departments(departments), tables.issues[0]
    m = 0
    first = 0
    for i in range(len(households)):
        for k in range(households[i].issues):
            matter = matters[m]
            matter.key = i * MAX_ISSUES + k
            matter.client = i
            matter.kind = kind_of(seed, matter.key, tables.kinds)
            kind = tables.kinds[matter.kind]
            matter.first = first
            matter.clearances = number_of_clearances(seed, matter.key, kind, clearing, issues)
            matter.competences = write_clearances(seed, m, matter, tables, clearances, departments)
            matter.ruling = matter.clearances >= issues.ruling_from
            drawn = uniform(seed, EXCEPTION, matter.key, 0, 0) < issues.exception_share
            matter.exception = matter.ruling and drawn
            matter.next = -1
            matter.effort = work.effort_median
            matter.effort_sigma = work.effort_sigma
            matter.measured = uniform(seed, MEASURED, matter.key, 0, 0) < measured_share
            households[i].hardship = households[i].hardship or kind.hardship
            if kind.bars:
                households[i].open_issues += 1
            else:
                households[i].worries += 1
            first += matter.clearances
            m += 1
