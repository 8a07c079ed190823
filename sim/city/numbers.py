"""A scenario's numbers as records: what the compiled rules read."""

from __future__ import annotations

from sim.clients.projects.state import KindOfProject
from sim.clients.relocation.state import BonusWindow, IssueStep, KindOfIssue, Round
from sim.coordination.ingredients import INGREDIENTS
from sim.coordination.parameters import Coordination, Resources
from sim.core.parameter import Parameters, as_row
from sim.core.rows import Rows, layout, together, zeros
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.task_forces.state import Seat

OFFERS = ("one_price", "concession", "threshold")
NO_EXTRAS = {
    "overtime": False,
    "extra_staff": False,
    "care_package": 0.0,
    "extra_price": 0.0,
    "offer_policy": "as_it_is",
}


def nest(parts: dict[str, Parameters]) -> Rows:
    """One row with a named part for each domain's numbers."""
    rows = {name: as_row(part) for name, part in parts.items()}
    row = zeros(1, layout((name, part.dtype) for name, part in rows.items()))
    for name, part in rows.items():
        row[name] = part
    return row


def regime(scenario: Scenario, mode: Coordination, resources: Resources) -> Rows:
    """The numbers in force under one mode with the *resources* that it has."""
    policy = resources.offer_policy
    offer: dict[str, float | str] = {"base_price": scenario.offer.base_price + resources.extra_price}
    if policy in OFFERS:
        offer["policy"] = policy
    first = {"sign_first": True} if policy == "sign_first" else {}
    return nest(
        {
            "mode": mode,
            "work": scenario.work,
            "negotiation": scenario.negotiation.model_copy(update=first),
            "offer": scenario.offer.model_copy(update=offer),
            "staffing": scenario.staffing,
            "call": scenario.staffing.call,
            "evaluation": scenario.evaluation,
            "resources": resources,
            "stream": scenario.stream,
            "projects": scenario.projects,
        }
    )


def extras(scenario: Scenario) -> Resources:
    """The resources of the arm: extra people, hours and money go with a team, else only where that is said."""
    resources = scenario.resources
    if scenario.coordination.team or resources.extras_without_team:
        return resources
    return resources.model_copy(update=NO_EXTRAS)


def numbers_of(scenario: Scenario) -> Numbers:
    """All records of *scenario*."""
    names = list(scenario.city.departments)
    rounds = Round.make(len(scenario.offer.rounds))
    rounds["start"] = sorted(scenario.offer.rounds)
    steps = BonusWindow.make(len(scenario.offer.bonus_steps))
    for window, step in zip(steps, scenario.offer.bonus_steps, strict=True):
        window["until"], window["bonus"] = step.until, step.bonus
    seats = Seat.make(len(scenario.staffing.seats))
    for row, (name, seat) in zip(seats, scenario.staffing.seats.items(), strict=True):
        row["department"], row["members"], row["outside"] = names.index(name), seat.members, seat.outside
    kinds, kind_steps = issue_kinds(scenario, names)
    before = scenario.resources.model_copy(update=NO_EXTRAS)
    regimes = (
        regime(scenario, scenario.history, before),
        regime(scenario, scenario.coordination, extras(scenario)),
        regime(scenario, afterwards(scenario), before),
    )
    return Numbers(
        regimes=together(regimes),
        rounds=rounds,
        steps=steps,
        seats=seats,
        kinds=kinds,
        kind_steps=kind_steps,
        project_kinds=project_kinds(scenario),
        households=as_row(scenario.households),
        issues=as_row(scenario.issues),
        city=as_row(scenario.city),
        call=scenario.staffing.call,
    )


def afterwards(scenario: Scenario) -> Coordination:
    """The mode after a team is dissolved: the city's old one, or, made routine, what of the arm's needs no team."""
    arm = scenario.coordination
    if not arm.routinised:
        return scenario.history
    needing = {one.name for one in INGREDIENTS if "team" in one.requires}
    return arm.model_copy(update=dict.fromkeys(["team", "pooled", "authority", "co_located", *needing], False))


def issue_kinds(scenario: Scenario, names: list[str]) -> tuple[Rows, Rows]:
    """Kinds of issue with cumulative shares, and the competences of each in order; none without households."""
    told = scenario.issues.kinds if scenario.households.total else {}
    kinds = KindOfIssue.make(len(told))
    steps = IssueStep.make(sum(len(kind.competences) for kind in told.values()))
    whole = sum(kind.weight for kind in told.values())
    share = 0.0
    first = 0
    for row, kind in zip(kinds, told.values(), strict=True):
        share += kind.weight / whole
        row["weight"], row["first"] = share, first
        row["competences"], row["hardship"] = len(kind.competences), kind.hardship
        for name in kind.competences:
            steps[first]["competence"] = names.index(name)
            first += 1
    return kinds, steps


def project_kinds(scenario: Scenario) -> Rows:
    """Kinds of project with cumulative shares."""
    told = scenario.projects.kinds
    kinds = KindOfProject.make(len(told))
    whole = sum(kind.weight for kind in told.values())
    share = 0.0
    for row, kind in zip(kinds, told.values(), strict=True):
        share += kind.weight / whole if whole else 0.0
        row["weight"], row["spread"] = share, kind.spread_days
        row["dependence"] = ("pooled", "sequential", "reciprocal").index(kind.dependence)
        for name in ("competences", "matters", "matter_competences", "effort"):
            row[name] = getattr(kind, name)
        for name in ("ruling_share", "escalated_share", "measured_share"):
            row[name] = getattr(kind, name)
    return kinds
