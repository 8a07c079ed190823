"""Extremes: every parameter at both ends of its range, one at a time; nothing breaks and nothing is lost."""

import math

import pytest

from sim.core.parameter import Description
from sim.matters.state import MatterStage
from sim.measures.columns import names_of
from sim.measures.values import PARTS, measure
from sim.scenario import Scenario, every_parameter
from sim.state.state import State
from tests.portfolio import NAMES as DEPARTMENTS
from tests.portfolio import SHORT, city, kind, portfolio
from tests.sim.teams.test_people import check_lives, check_moves, check_posts, check_seats, check_work
from tests.sim.test_conservation import check_households, check_jobs, check_matters, check_people
from tests.stories import SMALL, ends, numbers, scenario

MOST = 300  # of households, cadres or days: larger villages differ in size only
MAY_BE_MISSING = {"days_to_50", "days_to_80", "days_to_95", "days_to_all", "team_days_to_all", "restricted_days_before"}
MAY_BE_MISSING |= {"after_matters_days", "coverage", "days_to_staff"}
PAIRED = {  # the other end of a range must give way
    "households.trust_low": {"households__trust_high": 1.0},
    "households.trust_high": {"households__trust_low": 0.0},
    "households.uncertainty_low": {"households__uncertainty_high": 1.0},
    "households.uncertainty_high": {"households__uncertainty_low": 0.0},
    "issues.tangled_low": {"issues__tangled_high": 8},
    "issues.tangled_high": {"issues__tangled_low": 2},
    "stream.load": {"stream__effort": 400.0},
    "stream.effort": {"stream__load": 0.2},
    "stream.competences": {"city__blocks": 1},
    "coordination.pooled": {"coordination__authority": False, "coordination__all_visit": False},
    "city.rapport_low": {"city__rapport_high": 1.0},
    "city.rapport_high": {"city__rapport_low": 0.0},
}
REFUSED = {  # by what else the scenario holds, with a line that says so
    ("coordination.team", False),
    ("projects.per_month", 0.0),
    ("offer.opening", 20_000.0),  # long after the run
    ("staffing.call.way", "seats"),  # in a city full of task forces
    *((f"coordination.{name}", True) for name in ("platform", "forecasts", "stores", "optimiser", "order_power")),
    ("coordination.far_presence", True),  # these do nothing among households
}
SINGLE = [
    one
    for one in every_parameter()
    if "*" not in one.name and not one.name.startswith(("history.", "projects.", "blocks.", "approvals.", "sites."))
]
PEOPLE = [one for one in every_parameter() if one.name.startswith(("projects.", "staffing.", "evaluation."))]
WIDE = city((*DEPARTMENTS, "sea", "hill", "road", "well"))  # twelve departments, for a project that concerns as many


def far_ends(one: Description) -> list[object]:
    """Both ends of a parameter's range, or every choice."""
    if one.choices:
        return list(one.choices)
    if one.kind == "switch":
        return [True, False]
    if one.kind == "count":
        return [int(one.low), min(int(one.high), MOST)]
    return [float(one.low), float(one.high)]


def changes(one: Description, value: object) -> dict[str, object]:
    """The parameter set to *value*, and what must go with it."""
    return PAIRED.get(one.name, {}) | {one.name.replace(".", "__"): value}


LAST = {"last_staff_days", "earlier_staff_days", "last_money", "earlier_money"}  # of two signatures or more


def over_nobody(past: State, end: State) -> set[str]:
    """Means that are missing, since there is nobody or nothing of that kind."""
    found, counts = set(), end.matters["stage"] != MatterStage.DORMANT
    counts &= ~end.matters["solved"] | (end.matters["closed"] > end.city[0].intervention)
    seen = end.matters["measured"][counts]
    found |= set() if seen.any() else {"measured_days", "measured_closed_days"}
    found |= set() if (~seen).any() else {"unmeasured_days"}
    found |= set() if counts.any() else {"project_days"}
    spent = any(end.matters[f"{part}_time"].any() for part in PARTS)
    found |= set() if spent else {f"{part}_share" for part in PARTS}
    if hasattr(end.clients, "households"):
        households = end.clients.households
        found |= set() if (~past.clients.households["signed"]).any() else {"pressure_mean"}
        found |= (
            set() if (households["signed"] & ~households["conditional"]).any() else {"early_late_gap", "price_gini"}
        )
        since = households["signed"] & ~households["conditional"] & ~past.clients.households["signed"]
        found |= LAST if since.sum() < 2 else set()
    return found


def scene_for(one: Description, value: object) -> Scenario:
    """A small village, or a small workbench for what only a stream of matters has, with one parameter set."""
    if not one.name.startswith("stream."):
        return scenario("task_force", **(SMALL | {"calendar__intervention_day": 60} | changes(one, value)))
    small = {"calendar__intervention_day": 60, "calendar__horizon_days": 60, "stream__load": 6.0}
    return scenario("task_force", "closed", "workbench", **(small | changes(one, value)))


@pytest.mark.parametrize("one", SINGLE, ids=[one.name for one in SINGLE])
def test_every_parameter_may_stand_at_the_ends_of_its_range(one):
    for value in far_ends(one):
        if (one.name, value) in REFUSED:
            continue
        told = scene_for(one, value)
        past, end = ends(told, seed=2)
        for state in (past, end):
            check_jobs(state)
            check_people(state)
            check_matters(state)
            check_households(state)
        values = measure(past, end, numbers(told).arm, 14.0)
        missing = MAY_BE_MISSING | over_nobody(past, end)
        if not told.kind.anybody(end):
            missing |= {column.name for column in told.kind.columns}
            missing |= {name for name in names_of(told.kind) if name.startswith(("restricted_", "done_share"))}
        for name in names_of(told.kind):
            assert math.isfinite(values[name]) or (name in missing and math.isnan(values[name])), (value, name)


def city_for(one: Description, value: object) -> Scenario:
    """A small city full of task forces with one parameter set, in one kind of project or one department's seats."""
    told: dict[str, object] = {"calendar__intervention_day": 20, "calendar__horizon_days": 75}
    *_, last = one.name.split(".")
    if one.name.startswith("projects.kinds."):
        beside = {"matter_competences": {"competences": 12}}
        if last == "competences":
            beside = {last: {"matter_competences": min(3, int(value))}}
        told |= WIDE | {"projects__kinds": {"one": kind(**beside.get(last, {}) | {last: value}), "short": SHORT}}
    elif one.name.startswith("staffing.seats."):
        told |= {
            "staffing__seats": {
                "north": {"members": 0, "outside": 3} | {last: min(value, 6 if last == "members" else MOST)}
            }
        }
    else:
        told |= {one.name.replace(".", "__"): value}
    return portfolio(**told)


@pytest.mark.parametrize("one", PEOPLE, ids=[one.name for one in PEOPLE])
def test_task_forces_stand_every_parameter_at_the_ends_of_its_range(one):
    for value in far_ends(one):
        if (one.name, value) in REFUSED:
            continue
        told = city_for(one, value)
        past, end = ends(told, seed=2)
        for check in (
            check_jobs,
            check_people,
            check_matters,
            check_posts,
            check_seats,
            check_work,
            check_lives,
            check_moves,
        ):
            check(end)
        values = measure(past, end, numbers(told).arm, 14.0)
        assert math.isfinite(values["projects_moved"] + values["members_mean"] + values["project_days"])
        assert math.isfinite(values["fit_mean"]) == (end.city[0].ledger.enlisted > 0)


def departments(**change: object) -> dict[str, object]:
    """Every department with *change*."""
    rows = scenario().city.model_dump()["departments"]
    return {"city__departments": {name: row | change for name, row in rows.items()}}


CITIES = {
    "a team of one": departments(cadres=3, utilisation=0.0)
    | {"staffing__seats": {"planning": {"members": 1, "outside": 0}}},
    "nobody busy": departments(utilisation=0.0),
    "everybody overworked": departments(utilisation=0.99),
    "tiny matters": departments(effort_mean=0.05),
    "long statutory minimum": departments(floor=90.0),
    "one household": {"households__total": 1},
    "no money": {"offer__ceiling": 0.0},
    "no round of offers": {"offer__rounds": [], "offer__bonus_steps": []},
    "everybody tangled": {"issues__tangled_share": 1.0, "issues__per_household": 3.0},
}


@pytest.mark.parametrize("name", CITIES)
@pytest.mark.parametrize("arm", ["siloed", "redesigned_silo", "task_force"])
def test_odd_cities_run(arm, name):
    told = scenario(arm, **(SMALL | {"calendar__intervention_day": 60} | CITIES[name]))
    _, end = ends(told, seed=2, ring_fence=0.95)
    for check in (check_jobs, check_people, check_matters, check_households):
        check(end)
    if name == "no money":
        assert end.clients.book[0].signed == 0
