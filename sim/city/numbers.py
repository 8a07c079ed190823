"""A scenario's numbers as records: what the compiled rules read."""

from __future__ import annotations

from sim.coordination.ingredients import INGREDIENTS
from sim.coordination.parameters import ArmOffer, Coordination, Resources
from sim.core.parameter import Parameters, as_row
from sim.core.rows import Rows, layout, together, zeros
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.state.regime import Regime
from sim.task_forces.state import Seat

NO_EXTRAS = {
    "overtime": False,
    "extra_staff": False,
    "care_package": 0.0,
    "extra_price": 0.0,
    "offer_policy": ArmOffer.AS_IT_IS,
}


def nest(parts: dict[str, Parameters]) -> Rows[Regime]:
    """One row with a named part for each domain's numbers."""
    rows = {name: as_row(part) for name, part in parts.items()}
    row = zeros(1, layout((name, part.dtype) for name, part in rows.items()))
    for name, part in rows.items():
        row[name] = part
    return row


def regime(scenario: Scenario, mode: Coordination, resources: Resources) -> Rows[Regime]:
    """The numbers in force under one mode with the *resources* that it has; the kind of client adds its parts."""
    parts: dict[str, Parameters] = {
        "mode": mode,
        "work": scenario.work,
        "staffing": scenario.staffing,
        "call": scenario.staffing.call,
        "evaluation": scenario.evaluation,
        "resources": resources,
    }
    assert scenario.kind is not None
    own = scenario.kind.parts(scenario, resources)
    return nest(own | parts)  # own first: Numba takes a row that begins as another kind's does for a row of that kind


def extras(scenario: Scenario) -> Resources:
    """The resources of the arm: extra people, hours and money go with a team, else only where that is said."""
    resources = scenario.resources
    if scenario.coordination.team or resources.extras_without_team:
        return resources
    return resources.model_copy(update=NO_EXTRAS)


def numbers_of(scenario: Scenario) -> Numbers:
    """All records of *scenario*."""
    assert scenario.kind is not None
    names = list(scenario.city.departments)
    seats = Seat.make(len(scenario.staffing.seats))
    for row, (name, seat) in zip(seats, scenario.staffing.seats.items(), strict=True):
        row["department"], row["members"], row["outside"] = names.index(name), seat.members, seat.outside
    before = scenario.resources.model_copy(update=NO_EXTRAS)
    regimes = (
        regime(scenario, scenario.history, before),
        regime(scenario, scenario.coordination, extras(scenario)),
        regime(scenario, afterwards(scenario), before),
    )
    return Numbers(
        regimes=together(regimes),
        seats=seats,
        city=as_row(scenario.city),
        call=scenario.staffing.call,
        clients=scenario.kind.tables(scenario),
        team_members=scenario.kind.team_members(scenario),
    )


def afterwards(scenario: Scenario) -> Coordination:
    """The mode after a team is dissolved: the city's old one, or, made routine, what of the arm's needs no team."""
    arm = scenario.coordination
    if not arm.routinised:
        return scenario.history
    needing = {one.name for one in INGREDIENTS if "team" in one.requires}
    return arm.model_copy(update=dict.fromkeys(["team", "pooled", "authority", "co_located", *needing], False))
