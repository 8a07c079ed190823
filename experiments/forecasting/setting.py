"""From a case to a study of plausible cities: what the case says is set, what it leaves open is drawn."""

from __future__ import annotations

import math
from collections.abc import Container
from functools import cache
from typing import Any

import yaml

from experiments.forecasting.case import Case
from experiments.study.design import Points
from experiments.study.plausible import stratified
from experiments.study.settings import Study, load_study, study_points
from sim.config import CONFIGS, compose, validate
from sim.core.parameter import Parameters, count, number

STEP = 0.1  # of the assessed value: what the only step of a case's bonus pays at offer.bonus_scale 1
VISITING = "township"
VISITORS = "visitors"
BONUS, SIGN_FIRST, SOUNDED = "offer.bonus_scale", "negotiation.sign_first", "offer.sounded"


class Unknown(Parameters):
    """What a case may leave open, and what it is drawn from or set to then."""

    usual_village: int = count("households", 1, 100_000, "that the departments of configs/city/town.yaml are made for")
    households_a_visitor_low: float = number("households", 1, 1000, "relocation 3.6")
    households_a_visitor_high: float = number("households", 1, 1000, "relocation 3.6")
    bonus_low: float = number("assessed value", 0.0001, 0.3, "relocation 3.3")
    bonus_high: float = number("assessed value", 0.0001, 0.3, "relocation 3.3")
    sign_first: float = number("probability", 0, 1, "relocation 3.5, assumed")
    sounded: float = number("probability", 0, 1, "relocation 1, 3.2, assumed")

    def households_a_visitor(self, unit: float) -> float:
        """Where nobody has counted: a draw from 0 to 1, even in the logarithm."""
        low, high = self.households_a_visitor_low, self.households_a_visitor_high
        return low * math.exp(unit * math.log(high / low))


@cache
def unknown() -> Unknown:
    """The numbers of configs/unknown."""
    return validate(Unknown, yaml.safe_load((CONFIGS / "unknown" / "base.yaml").read_text(encoding="utf-8")))


@cache
def people() -> tuple[dict[str, int], dict[str, int]]:
    """The usual cadres and seats of every department."""
    base = compose("base", ["scenario=relocation"])
    cadres = {name: int(one["cadres"]) for name, one in base["city"]["departments"].items()}
    return cadres, {name: int(one["members"]) for name, one in base["staffing"]["seats"].items()}


def study_of(case: Case, words: dict[str, str]) -> Study:
    """The study of one *case*; *words* are the user's own overrides, which go before what the case says."""
    cadres, seats = people()
    told = {"study": "forecast", "arms": f"[{case.arm}]"} | said(case, cadres, seats) | words
    return load_study([f"{key}={value}" for key, value in told.items()])


def said(case: Case, cadres: dict[str, int], seats: dict[str, int]) -> dict[str, str]:
    """What the case says, as overrides; *cadres* and *seats* are the usual ones of every department.

    Departments grow with the project: nobody asks those of a small village to serve 2,400 households. Visitors are of
    the visiting department, a team's members of all.
    """
    words: dict[str, Any] = {
        "households.total": case.households,
        "calendar.horizon_days": case.prework + case.horizon,
        "offer.opening": case.prework,
        "offer.rounds": f"[{case.prework}]",
        "offer.bonus_steps": f"[{{until:{case.window},bonus:{STEP}}}]" if case.window else "[]",
        "offer.contingent": case.threshold is not None,
        "negotiation.compulsion": case.compulsion,
        "negotiation.compulsion_after": 30.0 if case.land == "state" else 365.0,
        "staffing.setup_days": 0,
    }
    words |= staffed(case, case.visitors or usual_visitors(case, 0.5), cadres, seats)
    words["households.pace_sigma"] = 0.0  # how many visit says it
    if case.threshold is not None:
        words |= {"offer.threshold": case.threshold, "offer.window": case.window}
    if case.sign_first is not None:
        words[SIGN_FIRST] = case.sign_first
    if case.sounded is not None:
        words[SOUNDED] = case.sounded
    if case.bonus is not None:
        words[BONUS] = case.bonus / STEP
    if case.blocked is not None:
        words |= {"issues.per_household": case.blocked / case.households, "issues.load_sigma": 0.0}
    return {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in words.items()}


def usual_visitors(case: Case, unit: float) -> int:
    """Visitors of a case in which nobody has counted them, at *unit* of their range."""
    return max(1, round(case.households / unknown().households_a_visitor(unit)))


def staffed(case: Case, visitors: int, cadres: dict[str, int], seats: dict[str, int]) -> dict[str, int]:
    """The places of a scenario that so many *visitors* fill: the visiting department, and the seats of a team."""
    scale = max(1.0, case.households / unknown().usual_village)
    members = apportioned(visitors, seats)
    words = {f"staffing.seats.{name}.members": many for name, many in members.items()}
    for name, people in cadres.items():
        least = visitors if name == VISITING else members.get(name, 0)
        words[f"city.departments.{name}.cadres"] = max(least, round(people * scale))
    return words


def apportioned(whole: int, weights: dict[str, int]) -> dict[str, int]:
    """*whole* seats in proportion to *weights*, the largest remainders first; earlier names first among equals."""
    total = sum(weights.values())
    quotas = {name: whole * weight / total for name, weight in weights.items()}
    found = {name: math.floor(quota) for name, quota in quotas.items()}
    rest = sorted(quotas, key=lambda name: found[name] - quotas[name])
    for name in rest[: whole - sum(found.values())]:
        found[name] += 1
    return found


def cities_of_case(case: Case, study: Study, typed: Container[str] = ()) -> Points:
    """The plausible cities of a case: as those of any study, with what only a case leaves open drawn as well.

    What was *typed* holds in all of them, as in any study.
    """
    points, open_ = study_points(study), unknown()
    design = study.study.design
    many = len(points.values) // design.points
    values, unit = points.values.copy(), points.unit.copy()

    def drawn(name: str) -> Any:
        return stratified(name, design.points, design.seed).repeat(many)

    if case.bonus is None and case.window is not None and BONUS not in typed:
        unit[BONUS] = drawn(BONUS)
        low, high = math.log(open_.bonus_low / STEP), math.log(open_.bonus_high / STEP)
        values[BONUS] = [math.exp(low + one * (high - low)) for one in unit[BONUS]]
    if case.visitors is None:
        unit[VISITORS] = drawn(VISITORS)
        told = [staffed(case, usual_visitors(case, float(one)), *people()) for one in unit[VISITORS]]
        for name in told[0]:
            if name not in typed:
                values[name] = [one[name] for one in told]
    for name, said_, chance in (
        (SIGN_FIRST, case.sign_first, open_.sign_first),
        (SOUNDED, case.sounded, open_.sounded),
    ):
        if said_ is None and name not in typed:
            unit[name] = drawn(name)
            values[name] = [bool(one < chance) for one in unit[name]]
    return Points(values, unit)
