"""A second engine, written naively from the protocol: both tell one story bit for bit, or one of the two is wrong."""

from typing import Any

import pytest

from sim.config import load_scenario
from sim.scenario import Scenario
from sim.state.state import State
from tests.naive_work import PARTS, Naive
from tests.stories import ends, office

STAGES = ("dormant", "open", "pending", "shelved", "closed", "resting", "consulted")
COUNTS = ("handovers", "passed", "lapses", "rulings", "closed", "solved", "reworked", "exits", "refused", "denied",
          "returned", "recalled")  # fmt: skip
TOWN: dict[str, Any] = {  # three departments that clear and the leaders, in two offices
    "city__departments": {
        "a": office(3, 0.6, 1.0),
        "b": office(2, 0.6, 0.5, floor=5.0),
        "c": office(2, 0.7, 1.5),
        "top": office(1, 0.5, 0.25, clears=False),
    },
    "city__offices": {"one": ["a", "b"]},
    "city__visit_department": "a",
    "city__plot_department": "a",
    "city__leaders_department": "top",
    "staffing__seats": {name: {"members": 1, "outside": 1} for name in "abc"},
    "staffing__teams": 1,
    "city__blocks": 1,
    "stream__load": 1.8,
    "stream__competences": 3,
    "stream__effort": 3.0,
    "calendar__intervention_day": 40,
    "calendar__horizon_days": 120,
    "work__meeting_period": 14,
    "work__return_delay": 20.0,
    "work__false_closing": 0.1,
    "work__buck_passing": 0.2,
    "work__juggling_loss": 0.1,
}


def town(arm: str, resources: str = "closed", **changes: Any) -> Scenario:
    """A small workbench."""
    data = load_scenario("workbench", [f"coordination={arm}", f"resources={resources}"]).model_dump()
    for place, value in (TOWN | changes).items():
        *above, last = place.split("__")
        node = data
        for name in above:
            node = node[name]
        assert last in node, place
        node[last] = value
    return Scenario.model_validate(data)


def first_tells(past: State, end: State) -> dict[str, Any]:
    """What the compiled engine says."""
    matters, city = end.matters, end.city[0]
    told: dict[str, Any] = {name: matters[name].tolist() for name in ("filed", "closed", "attempt", "solved")}
    told["stage"] = [STAGES[stage] for stage in matters["stage"]]
    told |= {part: matters[f"{part}_time"].tolist() for part in PARTS}
    told |= {name: int(city.ledger[name]) for name in COUNTS}
    told |= {"meetings": int(city.forum.meetings), "ruled": int(city.forum.ruled)}
    for name in ("arrived", "solved", "solved_effort", "begun", "waited"):
        told[f"routine {name}"] = end.departments[name].tolist()
    told["away"] = end.departments["lent"].tolist()
    return told


def second_tells(city: Naive) -> dict[str, Any]:
    """What the naive one says."""
    told: dict[str, Any] = {
        name: [vars(matter)[name] for matter in city.matters]
        for name in ("filed", "closed", "attempt", "solved", "stage")
    }
    told |= {part: [matter.parts[part] for matter in city.matters] for part in PARTS}
    told |= city.counts | {"meetings": city.meetings, "ruled": city.ruled}
    for name in ("arrived", "solved", "solved_effort", "begun", "waited"):
        told[f"routine {name}"] = [vars(d)[name] for d in city.departments]
    away = [c.department for c in city.cadres if c.post in {"team", "setting up"} and c.home]
    told["away"] = [away.count(d) for d in range(len(city.names))]
    return told


SEQUENTIAL = {"stream__dependence": "sequential"}
POOLED = {"stream__dependence": "pooled"}
SHORT = {"work__validity": 30.0, "stream__floor": 45.0}
REAL = {"work__rest_median": 0.4, "work__rest_sigma": 1.5, "work__returned_share": 0.3, "work__client_median": 5.0}
REAL |= {"work__denied_share": 0.2, "work__consultation_refused": 0.2}
STOP = {"staffing__stop_after": 4, "stream__load": 0.2, "calendar__horizon_days": 200}
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "silo": ("siloed", {}),
    "silo, pooled": ("siloed", POOLED),
    "silo, sequential": ("siloed", SEQUENTIAL),
    "silo, two clearances, lapse and floors": ("siloed", SHORT | {"stream__competences": 2}),
    "silo, small meeting": ("siloed", {"work__meeting_batch": 1, "work__meeting_quorum": 0.8}),
    "silo, leaders for a forum": ("siloed", {"work__forum": "leaders", "stream__escalated_share": 0.5}),
    "silo, no delay, exponential": (
        "siloed",
        {"work__transfer_silo": 0.0, "stream__effort_law": "exponential", "city__routine_law": "exponential"},
    ),
    "silo, fixed": ("siloed", {"stream__effort_law": "fixed", "city__routine_law": "fixed"}),
    "silo, much rework": ("siloed", {"work__rework": 0.6, "work__rework_most": 2}),
    "redesigned": ("redesigned_silo", {}),
    "redesigned, sequential": ("redesigned_silo", SEQUENTIAL),
    "redesigned, lapse and floors": ("redesigned_silo", SHORT),
    "redesigned, nobody owns": ("redesigned_silo", {"coordination__ownership": False}),
    "weekly meeting": ("joint_meeting", {}),
    "offices": ("merged_offices", {}),
    "offices, parallel, two clearances": ("merged_offices", {"coordination__parallel": True, "stream__competences": 2}),
    "offices in one house": ("merged_offices", {"coordination__co_located": True}),
    "silo, real work": ("siloed", REAL),
    "silo, real work, sequential": ("siloed", REAL | SEQUENTIAL),
    "orders": ("orders", {}),
    "orders, real work, floors": ("orders", REAL | SHORT),
    "best silo, real work": ("best_silo", REAL),
    "lead agency": ("lead_agency", {}),
    "lead agency, real work": ("lead_agency", REAL),
    "lead agency, lapse and floors": ("lead_agency", REAL | SHORT),
    "team, real work": ("task_force", REAL),
    "team that stops": ("task_force", STOP),
    "team, orders at home": ("task_force", {"coordination__files_first": True, "coordination__focused_home": True}),
    "team, delegated": ("task_force", REAL | {"coordination__authority": False, "coordination__delegated": True}),
    "team, delegated, returns": (
        "task_force",
        REAL | {"coordination__authority": False, "coordination__delegated": True, "resources__team_window": 60},
    ),
    "silo, simple matters, load after juggling": (
        "siloed",
        {"stream__simple_share": 0.4, "city__load_is_busy": True, "work__juggling_loss": 0.05},
    ),
    "team, simple matters": ("task_force", REAL | {"stream__simple_share": 0.4}),
    "team": ("task_force", {}),
    "team, sequential": ("task_force", SEQUENTIAL),
    "team, not parallel": ("task_force", {"coordination__parallel": False, "coordination__shared_data": False}),
    "team, lapse and floors": ("task_force", SHORT),
    "team, back after 60 days": ("task_force", {"resources__team_window": 60}),
    "team, made routine": ("task_force", {"resources__team_window": 60, "coordination__routinised": True}),
    "team, one desk each": (
        "task_force",
        {"coordination__pooled": False, "coordination__authority": False, "coordination__all_visit": False},
    ),
    "team, own meeting": ("task_force", {"coordination__authority": False, "coordination__meeting_days": 5}),
    "team, passes on": ("task_force", {"work__team_passing": 0.4, "resources__team_window": 90}),
    "team, part-time": ("task_force", {"staffing__member_share": 0.4, "resources__team_window": 80}),
    "team, not freed": ("task_force", {"coordination__dedicated": False, "coordination__selected": False}),
    "team, turnover": ("task_force", {"staffing__exit_rate": 0.4, "calendar__horizon_days": 200}),
    "team, unmeasured": ("task_force", {"evaluation__measured_share": 0.3, "evaluation__substitution": 0.6}),
    "team, some seats": ("task_force", {"staffing__seats": {n: {"members": 1, "outside": 0} for n in "ab"}}),
    "teams, three of one block": (
        "task_force",
        {"staffing__teams": 3, "staffing__seats": {n: {"members": 2, "outside": 0} for n in "abc"}},
    ),
    "teams, one of two blocks": ("task_force", {"city__blocks": 3, "stream__competences": 1, "staffing__teams": 2}),
}


@pytest.mark.parametrize("case", CASES)
def test_both_engines_tell_the_same_story(case):
    arm, changes = CASES[case]
    told = town(arm, **changes)
    for seed in (1, 2, 3):
        first = first_tells(*ends(told, seed))
        second = second_tells(Naive(told.model_dump(), seed).live())
        assert first.keys() == second.keys()
        for name in first:
            assert first[name] == second[name], (seed, name)
        assert first["closed"] > 0


@pytest.mark.parametrize("seed", [4, 5])
def test_both_engines_tell_the_same_story_with_extra_people_and_hours(seed):
    told = town("task_force", "as_it_was", resources__team_window=70)
    assert first_tells(*ends(told, seed)) == second_tells(Naive(told.model_dump(), seed).live())


SEEN = {"lapses": "redesigned, lapse and floors", "passed": "team, passes on", "reworked": "silo, much rework"}
SEEN |= {"exits": "team, turnover", "ruled": "silo, small meeting", "rulings": "silo, leaders for a forum"}
SEEN |= {"refused": "lead agency, real work", "denied": "silo, real work", "returned": "silo, real work"}
SEEN |= {"client": "silo, real work", "floor": "silo, two clearances, lapse and floors", "meeting": "silo"}


@pytest.mark.parametrize(("what", "case"), SEEN.items())
def test_the_stories_hold_what_their_names_say(what, case):
    """An agreement about nothing would prove nothing."""
    arm, changes = CASES[case]
    told = second_tells(Naive(town(arm, **changes).model_dump(), 1).live())[what]
    assert (sum(told) if isinstance(told, list) else told) > 0


IDLE = [
    "silo",
    "orders",
    "team, real work",
    "lead agency, real work",
    "redesigned",
    "offices",
    "team",
    "team, part-time",
    "team, passes on",
    "team, turnover",
]


@pytest.mark.parametrize("case", IDLE)
def test_nobody_idles_while_there_is_something_to_take(case):
    """Four times a day, in every queue from which an idle cadre may take: nothing waits."""
    arm, changes = CASES[case]
    city = Naive(town(arm, **changes).model_dump(), 1)
    for quarter in range(1, 4 * 160):
        if quarter == 4 * 40:
            city.live_until(city.intervention)
            city.intervene()
        now = quarter / 4.0 + 0.1
        city.live_until(now)
        assert not [cadre.number for cadre in city.cadres if cadre.job is None and city.open_to(now, cadre)]
