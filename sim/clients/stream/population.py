"""The stream: matters that clients bring by themselves, one after the other, each a keyed draw."""

from __future__ import annotations

from sim.clients.initialisation import Initialisation, Initialised
from sim.clients.stream.parameters import Stream
from sim.clients.stream.state import Nobody, NobodyRow
from sim.core.calendar import WORKING_WEEK, calendar_time
from sim.core.compiling import compiled, internal
from sim.core.parameter import as_row
from sim.core.purposes import ESCALATED, MEASURED, SIMPLE, STREAM_BLOCK, STREAM_GAP, STREAM_RULING
from sim.core.randomness import exponential, uniform
from sim.core.rows import Rows
from sim.departments.state import Department
from sim.matters.precedence import write_precedence
from sim.matters.state import Clearance, Dependence, Matter


@compiled
def count_stream(seed: int, until: float, stream: Stream) -> int:
    """How many matters arrive before day *until*: a Poisson stream in working time."""
    if stream.load <= 0.0:
        return 0
    gap = stream.mean_effort / stream.load
    worked = 0.0
    number = 0
    while True:
        worked += exponential(seed, STREAM_GAP, number, 0, 0) * gap
        if calendar_time(worked, WORKING_WEEK) >= until:
            return number
        number += 1


@internal
def nth_of_block(departments: Rows[Department], block: int, n: int) -> int:
    """The *n*-th department, in a circle, of those in *block* that clear."""
    members = 0
    for d in range(len(departments)):
        if departments[d].clears and departments[d].block == block:
            members += 1
    wanted = n % members
    for d in range(len(departments)):
        if departments[d].clears and departments[d].block == block:
            if wanted == 0:
                return d
            wanted -= 1
    return -1


@compiled
def fill_stream(
    seed: int,
    matters: Rows[Matter],
    clearances: Rows[Clearance],
    departments: Rows[Department],
    blocks: int,
    stream: Stream,
    measured_share: float,
) -> None:
    """Write every matter of the stream: when it is filed, which departments it needs, what it takes.

    *Rule*: a matter belongs to one block and needs so many of its departments, from a keyed start around the
    circle; its effort is shared equally, so that needing more departments is not more work. A simple one needs the
    first of them alone, for its share of the effort, and no ruling.
    """
    gap = stream.mean_effort / stream.load if stream.load > 0.0 else 0.0
    worked = 0.0
    for m in range(len(matters)):
        matter = matters[m]
        matter.key = m
        matter.client = -1
        matter.next = -1
        worked += exponential(seed, STREAM_GAP, m, 0, 0) * gap
        matter.filed = calendar_time(worked, WORKING_WEEK)
        matter.block = int(uniform(seed, STREAM_BLOCK, m, 0, 0) * blocks)
        matter.first = m * stream.competences
        simple = uniform(seed, SIMPLE, m, 0, 0) < stream.simple_share
        matter.clearances = 1 if simple else stream.competences
        matter.effort = stream.effort / stream.competences
        matter.effort_law = stream.effort_law
        matter.effort_sigma = stream.effort_sigma
        matter.dependence = stream.dependence
        matter.floor = stream.floor
        matter.measured = uniform(seed, MEASURED, m, 0, 0) < measured_share
        agreed = stream.dependence == Dependence.RECIPROCAL and matter.clearances > 1
        matter.ruling = agreed and uniform(seed, STREAM_RULING, m, 0, 0) < stream.ruling_share
        matter.escalated = matter.ruling and uniform(seed, ESCALATED, m, 0, 0) < stream.escalated_share
        start = int(uniform(seed, STREAM_BLOCK, m, 1, 0) * len(departments))
        write_clearances(m, matter, clearances, departments, start)


@internal
def write_clearances(
    m: int, matter: Matter, clearances: Rows[Clearance], departments: Rows[Department], start: int
) -> None:
    """Write what matter *m* needs of departments of its block, from the one at *start* around the circle."""
    for k in range(matter.clearances):
        clearance = clearances[matter.first + k]
        clearance.matter = m
        clearance.ordinal = k
        clearance.competence = departments[nth_of_block(departments, matter.block, start + k)].competence
        matter.competences |= 1 << clearance.competence


def initialise(city: Initialisation) -> Initialised:
    """Every matter of the stream until the last day, with its clearances."""
    stream = as_row(city.scenario.stream)[0]
    number = count_stream(city.seed, city.last, stream)
    matters, clearances = Matter.make(number), Clearance.make(number * int(stream.competences))
    measured = city.scenario.evaluation.measured_share
    fill_stream(city.seed, matters, clearances, city.departments, city.scenario.city.blocks, stream, measured)
    write_precedence(matters, clearances)
    return Initialised(Nobody(NobodyRow.make(0)), matters, clearances)
