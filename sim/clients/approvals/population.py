"""How approvals come about: every review is a dormant matter, with its order, its drafting and its clearances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.clients.approvals.graph import Place, follows, line, spread
from sim.clients.approvals.purposes import DRAFT, FAR, MEETS, SESSION
from sim.clients.approvals.state import Approval, Approvals, Book, Edge, FarOf, Parcel, Review, Spot, Traveller
from sim.clients.initialisation import Initialisation, Initialised
from sim.core.compiling import compiled, internal
from sim.core.parameter import as_row
from sim.core.purposes import MEASURED
from sim.core.randomness import lognormal, normal, uniform
from sim.core.rows import Rows, RowTuple, RowType, flag, real, whole
from sim.matters.precedence import write_precedence
from sim.matters.state import Clearance, Matter

LOTS_MOST = 32  # keys set aside for the lots of one step
KEYS_MOST = 256 * LOTS_MOST  # keys set aside for the reviews of one approval


class Sketch(RowType):
    """A review as every approval of the city has it."""

    key: int = whole("id", "keys its draws within an approval: its step's and its lot's")
    step: int = whole("step", "place in the configuration")
    lot: int = whole("lot", "0 for the whole undertaking")
    first: int = whole("row", "first of its rows among the needs")
    needs: int = whole("competences", "that clear it in any case")
    far: int = whole("competence", "elsewhere, that clears its share of such reviews, -1 for none")
    effort: float = real("working days", "median, of all its clearances")
    floor: float = real("day", "statutory minimum")
    draft: float = real("working days", "median of its client's drafting")
    meeting: bool = flag("a meeting may rule on it")
    first_edge: int = whole("row", "first of its rows among the edges")
    edges: int = whole("edges", "how many lead from it")
    waits_for: int = whole("reviews", "that it follows")
    waits_in_line: int = whole("reviews", "that it comes right after where one is taken after another")


class Need(RowType):
    """A competence that clears a review."""

    competence: int = whole("competence", "which")


@RowTuple.register
class Plan(NamedTuple):
    """The graph of an approval as rows."""

    sketches: Rows[Sketch]
    needs: Rows[Need]
    edges: Rows[Edge]
    far_of: Rows[FarOf]


def tables(scenario: Any) -> Plan:
    """The graph of an approval, spread over its lots."""
    told, city = scenario.approvals, scenario.city
    reviews = spread(told.after, {name: one.by_lot for name, one in told.reviews.items()}, told.lots)
    pairs = pairs_of(told, reviews)
    sketches, edges = Sketch.make(len(reviews)), Edge.make(len(pairs))
    needs: list[int] = []
    edges["goal"] = [goal for _, goal, _ in pairs]
    edges["series"] = [series for _, _, series in pairs]
    for place, (row, one) in enumerate(zip(sketches, reviews, strict=True)):
        step = told.reviews[one.name]
        clears = step.competences[:1] if told.chained else step.competences
        row["first"], row["needs"] = len(needs), len(clears)
        needs += [competence_of(city, who) for who in clears]
        sketch(row, one, step, competence_of(city, step.far) if step.far and not told.chained else -1)
        row["first_edge"] = sum(start < place for start, _, _ in pairs)
        row["edges"] = sum(start == place for start, _, _ in pairs)
        row["waits_for"] = sum(goal == place and not series for _, goal, series in pairs)
        row["waits_in_line"] = sum(goal == place and series for _, goal, series in pairs)
    wanted = Need.make(len(needs))
    wanted["competence"] = needs
    return Plan(sketches, wanted, edges, places_of(city))


def pairs_of(told: Any, reviews: Sequence[Place]) -> list[tuple[int, int, bool]]:
    """Which review waits for which, in order: by the graph, or, True, only where they are taken one after another."""
    if told.chained:
        return [(place, place + 1, False) for place in range(len(reviews) - 1)]
    graph = [(start, goal, False) for start, goal in follows(told.after, reviews)]
    return sorted([*graph, *((start, goal, True) for start, goal in line(reviews))])


def places_of(city: Any) -> Rows[FarOf]:
    """Where each competence is exercised."""
    rows = FarOf.make(len(city.competences))
    for name, department in city.departments.items():
        if department.far:
            rows[competence_of(city, name)]["place"] = city.far_places.index(department.far) + 1
    return rows


def sketch(row: Any, one: Place, step: Any, far: int) -> None:
    """What a step says of each of its reviews."""
    row["key"], row["step"], row["lot"] = one.step * LOTS_MOST + one.lot, one.step, one.lot
    row["far"] = far
    for name in ("effort", "floor", "draft", "meeting"):
        row[name] = getattr(step, name)


def competence_of(city: Any, department: str) -> int:
    """The competence of a department."""
    return int(city.competences.index(city.departments[department].competence or department))


@internal
def goes_far_too(seed: int, key: int, one: Sketch, share: float) -> bool:
    """Whether the review with this *key* needs the department elsewhere that is named."""
    return one.far >= 0 and uniform(seed, FAR, key, 0, 0) < share


@compiled
def count_clearances(seed: int, total: int, sketches: Rows[Sketch], share: float) -> int:
    """How many clearances all approvals take."""
    number = 0
    for a in range(total):
        for s in range(len(sketches)):
            number += sketches[s].needs + goes_far_too(seed, a * KEYS_MOST + sketches[s].key, sketches[s], share)
    return number


@compiled
def write_all(
    seed: int,
    told: Any,
    plan: Plan,
    approvals: Rows[Approval],
    reviews: Rows[Review],
    matters: Rows[Matter],
    clearances: Rows[Clearance],
) -> None:
    """Write every review of every approval, its clearances in one piece after those before."""
    taken, sketches = 0, plan.sketches
    for a in range(len(approvals)):
        approvals[a].key = a
        approvals[a].first = a * len(sketches)
        approvals[a].reviews = len(sketches)
        approvals[a].ended = approvals[a].done = -1.0
        for s in range(len(sketches)):
            m = a * len(sketches) + s
            write_review(seed, told, sketches[s], a, reviews[m], matters[m])
            matters[m].first = taken
            taken = write_clearances(m, sketches[s], plan, reviews[m], matters[m], clearances)


@internal
def write_review(seed: int, told: Any, one: Sketch, a: int, review: Review, matter: Matter) -> None:
    """Write one review and its matter, clearances aside."""
    matter.key = a * KEYS_MOST + one.key
    matter.client = a
    matter.next = -1
    matter.kind = one.step
    matter.effort = one.effort * told.effort_scale
    matter.effort_law = told.effort_law
    matter.effort_sigma = told.effort_sigma
    matter.dependence = told.dependence
    matter.floor = one.floor * told.floor_scale
    review.meets = matter.ruling = one.meeting and uniform(seed, MEETS, matter.key, 0, 0) < told.meeting_share
    matter.clearances = one.needs + goes_far_too(seed, matter.key, one, told.far_share)
    review.approval = a
    review.step = one.step
    review.lot = one.lot
    review.draft = lognormal(one.draft * told.draft_scale, told.draft_sigma, normal(seed, DRAFT, matter.key, 0, 0))
    review.edges = one.edges
    review.waits_for = one.waits_for
    review.waits_in_line = one.waits_in_line
    review.released = -1.0


@internal
def write_clearances(
    m: int,
    one: Sketch,
    plan: Plan,
    review: Review,
    matter: Matter,
    clearances: Rows[Clearance],
) -> int:
    """Write the clearances of review *m*, the one elsewhere last; the first row that is free after them.

    They share its effort, so that needing more departments is not more work. No office elsewhere lets another rule.
    """
    matter.effort = matter.effort / matter.clearances
    for k in range(matter.clearances):
        clearance = clearances[matter.first + k]
        clearance.matter = m
        clearance.ordinal = k
        clearance.competence = plan.needs[one.first + k].competence if k < one.needs else one.far
        matter.competences |= 1 << clearance.competence
        review.far = max(review.far, plan.far_of[clearance.competence].place)
    matter.refused = review.far > 0
    return int(matter.first + matter.clearances)


@compiled
def settle(seed: int, matters: Rows[Matter], share: float, spots: Rows[Spot], period: float) -> None:
    """Which reviews an evaluation sees, and when sessions elsewhere are held: by their keys."""
    for m in range(len(matters)):
        matters[m].measured = uniform(seed, MEASURED, matters[m].key, 0, 0) < share
    for place in range(len(spots)):
        spots[place].sessions = uniform(seed, SESSION, place, 0, 0) * period


def initialise(city: Initialisation) -> Initialised:
    """Every approval of a city with its reviews, none of which has been drafted."""
    scenario, plan = city.scenario, city.numbers.clients
    told, row = scenario.approvals, as_row(scenario.approvals)[0]
    reviews = Review.make(told.total * len(plan.sketches))
    approvals, matters = Approval.make(told.total), Matter.make(len(reviews))
    clearances = Clearance.make(count_clearances(city.seed, told.total, plan.sketches, told.far_share))
    write_all(city.seed, row, plan, approvals, reviews, matters, clearances)
    write_precedence(matters, clearances)
    approvals["start"] = scenario.calendar.intervention_day + told.start_day
    edges = Edge.make(told.total * len(plan.edges))
    edges["goal"] = (plan.edges["goal"] + np.arange(told.total)[:, None] * len(plan.sketches)).ravel()
    edges["series"] = np.tile(plan.edges["series"], told.total)
    reviews["first_edge"] = np.concatenate([[0], np.cumsum(reviews["edges"])[:-1]])
    spots, book = Spot.make(len(scenario.city.far_places)), Book.make(1)
    settle(city.seed, matters, scenario.evaluation.measured_share, spots, float(told.convene_period))
    book["lead"] = competence_of(scenario.city, told.lead)
    people = sum(d.cadres for d in scenario.city.departments.values())
    people += sum(seat.outside for seat in scenario.staffing.seats.values())
    parcels, travellers = Parcel.make(len(clearances) + len(matters)), Traveller.make(people)
    rows = Approvals(approvals, reviews, edges, parcels, spots, travellers, plan.far_of.copy(), book)
    return Initialised(rows, matters, clearances, calls=len(spots) + len(matters) + 1)


def parts(scenario: Any, _: Any) -> dict[str, Any]:
    """What rules read of approvals in a regime."""
    return {"approvals": scenario.approvals}
