"""Every parameter moves some measure in a small city where it should; one that is a note moves none.

A parameter is tried in one scene after another, at the far ends of its range and between them, until a measure
differs from that of the scene itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from sim.core.parameter import Description
from sim.measures.values import measure
from sim.scenario import Scenario, every_parameter
from sim.yaml_scan import ConfigError
from tests.portfolio import kind, portfolio
from tests.quarter import city as city_of_blocks
from tests.quarter import kind as block_kind
from tests.quarter import quarter
from tests.stories import ends, numbers, scenario
from tests.town import site, town
from tests.undertaking import city as city_of_approvals
from tests.undertaking import review as step
from tests.undertaking import undertaking

VILLAGE: dict[str, Any] = {"households__total": 40, "calendar__intervention_day": 100, "calendar__horizon_days": 100}
HARD: dict[str, Any] = {
    "households__total": 60,
    "calendar__intervention_day": 120,
    "calendar__horizon_days": 150,  # many hold out, with more that blocks them
    "offer__base_price": 0.9,
    "households__attached_share": 0.05,
    "issues__exception_share": 0.5,
    "issues__per_household": 1.0,
}
COURT: dict[str, Any] = HARD | {
    "offer__rounds": [0.0],
    "negotiation__compulsion": True,
    "negotiation__compulsion_after": 30.0,
    "negotiation__compulsion_duration": 90.0,
}
SOUNDED: dict[str, Any] = HARD | {
    "calendar__intervention_day": 60,
    "offer__rounds": [0.0, 40.0],
    "offer__opening": 40.0,
    "offer__sounded": True,
    "offer__sought": 0.7,
    "households__adequacy_median": 1.0,
}
MISSED: dict[str, Any] = VILLAGE | {
    "offer__policy": "threshold",
    "offer__rounds": [0.0],
    "offer__threshold": 1.0,
    "offer__window": 10.0,
    "offer__recalls": 1,
    "offer__recall_after": 30.0,
}
BENCH: dict[str, Any] = {"calendar__intervention_day": 40, "calendar__horizon_days": 60, "stream__load": 6.0}
CITY: dict[str, Any] = {"calendar__intervention_day": 20, "calendar__horizon_days": 75}
RATED: dict[str, Any] = CITY | {
    "projects__kinds": {"long": kind(matters=40, spread_days=120.0)},
    "calendar__horizon_days": 130,
    "evaluation__withdraw_months": 1,
    "evaluation__promote_months": 1,
    "evaluation__effort_gain": 0.3,
    "evaluation__false_rise": 0.3,
}
QUARTER: dict[str, Any] = {  # habits and joint defects, busy departments, a test that looks at a third, known before
    **city_of_blocks(busy=0.7),
    "blocks__people_sigma": 0.5,
    "blocks__kinds": {"litter": block_kind(joint_share=0.5), "parking": block_kind(habit=True, measured=False)},
    "blocks__assessment__target": 50.0,
    "blocks__assessment__first_day": 40,
    "blocks__assessment__interval": 30,
    "blocks__assessment__tests": 2,
    "blocks__assessment__known_days": 20,
    "blocks__upkeep_share": 0.1,
    "evaluation__measured_first": True,
}
AGAIN: dict[str, Any] = QUARTER | {  # a second round for which who went home is called again, to a room kept ready
    "blocks__kinds": QUARTER["blocks__kinds"] | {"tables": block_kind(measured=False, later=True)},
    "blocks__second_round__after": 65,
    "blocks__second_round__target": 50.0,
    "blocks__assessment__target": 1.0,
    "blocks__assessment__first_day": 60,
    "blocks__assessment__tests": 3,
    "calendar__horizon_days": 130,
    "staffing__renewal": True,
    "staffing__room_kept": True,
    "staffing__tapering": True,
}
UNDERTAKING: dict[str, Any] = {  # two lots, a meeting and a minimum each, chance in all, a team that travels
    **city_of_approvals(people=4, busy=0.5, far=3),
    "calendar__intervention_day": 20,
    "calendar__horizon_days": 300,
    "staffing__setup_days": 14,  # in which files go as they did in the past
    "approvals__lots": 2,
    "approvals__far_share": 0.5,
    "approvals__effort_law": "lognormal",
    "approvals__effort_sigma": 0.5,
    "approvals__draft_sigma": 0.3,
    "approvals__post_sigma": 0.3,
    "approvals__trip_days": 2.0,
    "approvals__experts": 4,
    "approvals__attendance": 0.8,
    "approvals__quorum": 0.7,
    "approvals__meeting_share": 0.8,
    "approvals__notice_days": 3.0,
    "approvals__convene_period": 10,
    "approvals__sent_back": 0.3,
    "approvals__revision_days": 4.0,
    "approvals__dependence": "reciprocal",
    "work__rework": 0.3,
}
STEPS = {
    "first": step([], ["ministry", "a"], draft=3.0, floor=5.0, meeting=True),
    "second": step(["first"], ["b", "c"], draft=4.0, floor=20.0, by_lot=True, meeting=True),
    "third": step(["first"], ["d"], draft=2.0, far="ministry", by_lot=True),
}
TOWN: dict[str, Any] = {  # two named sites among a dozen, one of them a park
    "sites__named": {"heap": site(3.0, 3.0, 200_000, 10), "park": site(6.0, 3.0, 150_000, 12, fills=True)},
    "sites__park": "park",
}
STORED: dict[str, Any] = {  # no room on sites, dear tips, cheap stores
    "sites__outlets__lead_days": 7,
    "sites__outlets__least_use": 0.05,
    "sites__prices__opening": 10_000.0,
    "sites__prices__tip": 60.0,
    "sites__ground__room_share": 0.01,
    "sites__ground__total": 24,
}
FENCE = 0.3  # share of working days that an arm sets aside, where its resources say that it does


def village(arm: str, resources: str = "closed", **changes: Any) -> Scenario:
    return scenario(arm, resources, **changes)


def stream(arm: str) -> Scenario:
    return scenario(arm, "closed", "workbench", **BENCH)


SCENES: dict[str, Any] = {
    "village": lambda: village("task_force", "as_it_was", **VILLAGE),
    "silo": lambda: village("siloed", **VILLAGE),
    "long past": lambda: village(
        "task_force", "as_it_was", **VILLAGE | {"calendar__intervention_day": 200, "calendar__horizon_days": 150}
    ),
    "hard": lambda: village("siloed", **HARD),
    "hard team": lambda: village("task_force", "as_it_was", **HARD),
    "bench": lambda: stream("task_force"),
    "offices": lambda: stream("merged_offices"),
    "city": lambda: portfolio(**CITY),
    "lead": lambda: village("lead_agency_visiting", **HARD),
    "orders": lambda: village("orders", **HARD),
    "no authority": lambda: village("siloed", **HARD, work__exceptions_grantable=False),
    "concession": lambda: village("siloed", **HARD, offer__policy="concession", offer__concession_step=0.2),
    "threshold": lambda: village(
        "siloed", **VILLAGE, offer__policy="threshold", offer__threshold=0.5, offer__window=30.0
    ),
    "speculators": lambda: village(
        "siloed", **VILLAGE, households__speculator_share=0.3, households__speculator_belief=1.0
    ),
    "kin": lambda: village("task_force", **HARD, negotiation__relational_pressure=True),
    "pressed": lambda: village(
        "task_force", **HARD, negotiation__relational_pressure=True, negotiation__petition_hazard=0.2
    ),
    "court": lambda: village("siloed", **COURT),
    "haggling": lambda: village("siloed", **HARD, offer__policy="haggling"),
    "sounded": lambda: village("siloed", **SOUNDED),
    "blocks": lambda: village("siloed", **VILLAGE, households__joint_share=0.5),
    "missed": lambda: village("siloed", **MISSED),
    "open call": lambda: portfolio(**CITY, staffing__call__way="open_call"),
    "nomination": lambda: portfolio(**CITY, staffing__call__way="nomination"),
    "rated": lambda: portfolio(**RATED),
    "recalled": lambda: portfolio(**CITY, staffing__recall_rate=0.3, staffing__recall_above=0.2),
    "extras": lambda: village("siloed", "as_it_was", **HARD),
    "extras without team": lambda: village("siloed", "as_it_was", **HARD, resources__extras_without_team=True),
    "equal effort": lambda: village("task_force", "equal_effort", **HARD),
    "quarter": lambda: quarter("task_force", **QUARTER),
    "again": lambda: quarter("task_force", **AGAIN),
    "undertaking": lambda: undertaking(STEPS, "task_force_far", **UNDERTAKING),
    "by post": lambda: undertaking(STEPS, "orders", **UNDERTAKING),
    "town": lambda: town("common_stores", **TOWN),
    "stored": lambda: town("common_stores", **STORED),
    "dispatch": lambda: town("dispatch_team", **TOWN),
    "dispatch by the departments": lambda: town("dispatch_orders", **TOWN),
    "streets": lambda: quarter("siloed", **QUARTER),
    "equal routine": lambda: village("siloed", "equal_routine", **HARD),
}
NOT_IN_A_PAST = {  # refused in one line: a city's past has no team, no merged offices and no overtime
    "history." + name
    for name in ("team", "pooled", "dedicated", "authority", "selected", "evaluated", "extended_hours", "routinised",
                 "focused_home", "all_visit", "standing", "platform", "forecasts", "stores", "optimiser", "order_power")
}  # fmt: skip
LIKELY = {  # where what begins so is tried first, to save time
    "projects.": "city",
    "stream.": "bench",
    "staffing.call.apply": "open call",
    "staffing.call.nomine": "nomination",
    "staffing.call.": "city",
    "evaluation.": "rated",
    "blocks.": "quarter",
    "blocks.second": "again",
    "blocks.kinds.*.later": "again",
    "staffing.taper_idle": "again",
    "staffing.room": "again",
    "staffing.kept": "again",
    "approvals.": "undertaking",
    "coordination.far": "undertaking",
    "history.far": "undertaking",
    "approvals.post": "by post",
    "sites.": "town",
    "sites.office": "dispatch",
    "sites.office.staff": "dispatch by the departments",
    "coordination.platform": "town",
    "coordination.forecasts": "town",
    "coordination.stores": "stored",
    "sites.outlets.lead": "stored",
    "coordination.optimiser": "dispatch",
    "coordination.order_power": "dispatch",
    "work.consult": "lead",
    "work.delegated": "lead",
    "work.priority": "lead",
    "negotiation.compulsion": "court",
    "negotiation.kin": "kin",
    "households.opportunism": "concession",
    "offer.concession": "concession",
    "offer.sound": "sounded",
    "offer.sought": "sounded",
    "offer.raise_share": "haggling",
    "offer.raise_": "sounded",
    "offer.low": "haggling",
    "offer.recall": "missed",
    "negotiation.joint": "blocks",
    "offer.": "threshold",
}
ALL = every_parameter()
MOVING = [one for one in ALL if not one.note and one.name not in NOT_IN_A_PAST]
MOST = 300  # of counts: more of the same is slow


@cache
def scene(name: str) -> tuple[Scenario, dict[str, float]]:
    """A scene and its measures."""
    told = SCENES[name]()
    return told, row(told)


def row(told: Scenario) -> dict[str, float]:
    """What a run of one seed gives."""
    past, end = ends(told, 2, FENCE if told.resources.ring_fence and not told.coordination.team else 0.0)
    return measure(past, end, numbers(told).arm, 14.0)


def values_of(one: Description) -> list[Any]:
    """Both ends of its range and one between, or every choice."""
    if one.choices:
        return list(one.choices)
    if one.kind == "switch":
        return [True, False]
    assert one.low is not None
    assert one.high is not None
    if one.kind == "count":
        low, high = int(one.low), min(int(one.high), MOST)
        return [high, low, low + 1, (low + high) // 2]
    return [one.low, one.high, (one.low + one.high) / 2]


def changes(tree: dict[str, Any], one: Description, value: Any) -> Iterator[dict[str, Any]]:
    """What is written to set it: of a mapping the first alone, then all; of a list all, then the last."""
    group, star, last = one.name.partition(".*.")
    if not star:
        yield {one.name: value}
        return
    node: Any = tree
    for part in group.split("."):
        node = node.get(part, {})
    if isinstance(node, list):
        yield {group: [item | {last: value} for item in node]}
        yield {group: [*node[:-1], node[-1] | {last: value}]}
        return
    named = {f"{group}.{name}.{last}": value for name in node}
    yield dict(list(named.items())[:1])
    yield named


def tried(one: Description) -> Iterator[tuple[str, Scenario]]:
    """Every scene that has the parameter, with it set otherwise; what the scene's rules refuse is left out."""
    fits = [beginning for beginning in LIKELY if one.name.startswith(beginning)]
    likely = LIKELY[max(fits, key=len)] if fits else "village"
    for name in [likely, *(other for other in SCENES if other != likely)]:
        told, _ = scene(name)
        tree = told.model_dump(mode="json")
        for value in values_of(one):
            for change in changes(tree, one, value):
                try:
                    other = told.replace(**change)
                except ConfigError:
                    continue
                if other != told:
                    yield name, other


def moved(one: Description) -> bool:
    """Whether some measure differs."""
    for name, other in tried(one):
        before, after = scene(name)[1], row(other)
        if any(
            before[key] != after[key] and not (math.isnan(before[key]) and math.isnan(after[key])) for key in before
        ):
            return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("one", MOVING, ids=[one.name for one in MOVING])
def test_a_parameter_moves_some_measure(one):
    assert moved(one), f"{one.name} moves nothing in any scene: it has lost its rule, or is a note and should say so"


@pytest.mark.slow
@pytest.mark.parametrize("one", [one for one in ALL if one.note], ids=lambda one: one.name)
def test_a_note_moves_no_measure(one):
    assert any(tried(one))
    assert not moved(one)


@pytest.mark.parametrize("name", sorted(NOT_IN_A_PAST))
def test_what_a_citys_past_cannot_have_is_refused_in_one_line(name):
    for told in (scene("silo")[0], scene("bench")[0]):
        with pytest.raises(ConfigError, match=r"^history\.") as caught:
            told.replace(**{name: True})
        assert len(caught.value.lines) == 1
