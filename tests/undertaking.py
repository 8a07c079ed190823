"""A small undertaking: departments with people enough, one of them elsewhere, and reviews as a test wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx
import numpy as np

from sim.scenario import Scenario
from tests.stories import STILL, office, scenario

NEAR = ("a", "b", "c", "d")


def review(after: Iterable[str] = (), competences: Iterable[str] = ("a",), **changes: Any) -> dict[str, Any]:
    """One review as configuration: no floor, no drafting, no meeting, once for all."""
    told = {"after": list(after), "competences": list(competences), "far": "", "by_lot": False, "effort": 1.0}
    return told | {"floor": 0.0, "draft": 0.0, "meeting": False} | changes


def city(people: int = 60, busy: float = 0.0, far: int = 60) -> dict[str, Any]:
    """Departments a to d and the leading office in the city, the ministry in the capital, leaders; a team of all."""
    rows = {name: office(people, busy, 1.0) for name in NEAR}
    rows |= {"office": office(people, busy, 1.0), "ministry": office(far, busy, 1.0) | {"far": "capital"}}
    told: dict[str, Any] = {"city__departments": rows | {"leaders": office(2, 0.0, 0.2, clears=False)}}
    told |= {"city__visit_department": "office", "city__plot_department": "office", "approvals__lead": "office"}
    seats = {name: {"members": min(20, people), "outside": 0} for name in (*NEAR, "office")}
    return told | {"staffing__seats": seats}


EXACT: dict[str, Any] = (
    STILL
    | city()
    | {
        # zero uncertainty, people enough, meetings on demand, no rests and no transfer; all times whole working days
        "calendar__intervention_day": 7,
        "calendar__horizon_days": 700,
        "work__transfer_room": 0.0,
        "work__transfer_office": 0.0,
        "work__rework": 0.0,
        "work__consultation_median": 0.0,
        "work__consultation_refused": 0.0,
        "work__delegated_share": 1.0,
        "work__delegated_false": 0.0,
        "work__meeting_quorum": 1.0,
        "work__ruling_effort": 1.0,
        "work__priority_resisted": 0.0,
        "evaluation__false_closing": 0.0,
        "evaluation__measured_share": 1.0,
        "staffing__setup_days": 0,
        "staffing__familiarity_start": 1.0,
        "approvals__total": 1,
        "approvals__start_day": 0,
        "approvals__lots": 1,
        "approvals__effort_law": "fixed",
        "approvals__effort_sigma": 0.0,
        "approvals__draft_sigma": 0.0,
        "approvals__dependence": "pooled",
        "approvals__far_share": 1.0,
        "approvals__post_days": 3.0,
        "approvals__post_sigma": 0.0,
        "approvals__meeting_share": 1.0,
        "approvals__attendance": 1.0,
        "approvals__notice_days": 0.0,
        "approvals__convene_period": 0,
        "approvals__sent_back": 0.0,
    }
)


def undertaking(reviews: dict[str, Any], arm: str = "best_silo", **changes: Any) -> Scenario:
    """The small undertaking in a closed city, in the exact limit, with *changes*."""
    return scenario(arm, "closed", "sports_centre", **(EXACT | {"approvals__reviews": reviews} | changes))


def whole(arm: str = "task_force_far", scene: str = "railway_approval", **changes: Any) -> Scenario:
    """A scenario as it is, with *changes*."""
    return scenario(arm, "closed", scene, **changes)


def drawn(draws: np.random.Generator, most: int = 12) -> dict[str, Any]:
    """A generated graph: reviews in an order, each after some of those before it, some with a clearance elsewhere."""
    number = int(draws.integers(2, most + 1))
    names = [f"r{n}" for n in range(number)]
    found = {}
    for n, name in enumerate(names):
        after = [one for one in names[:n] if draws.random() < 0.3]
        needs = [str(one) for one in draws.permutation(NEAR)[: draws.integers(1, 4)]]
        needs += ["ministry"] * bool(draws.random() < 0.3)
        whole_days, draft = int(draws.integers(1, 6)), int(draws.integers(0, 9))
        found[name] = review(after, needs, effort=float(whole_days * len(needs)), draft=float(draft))
        found[name]["meeting"] = bool(draws.random() < 0.3)
    shuffled = [names[n] for n in draws.permutation(number)]
    return {name: found[name] for name in shuffled}


def longest_path(reviews: dict[str, Any], post: float, ruling: float) -> float:
    """Working days of the longest path by networkx: clearances at once, post where one is given elsewhere."""
    graph = nx.DiGraph()
    for name, one in reviews.items():
        graph.add_edges_from(steps(name, one, post, ruling))
        graph.add_edges_from(((before, "done"), (name, "begun"), {"weight": 0.0}) for before in one["after"])
    assert nx.is_directed_acyclic_graph(graph)
    return float(nx.dag_longest_path_length(graph))


def steps(name: str, one: dict[str, Any], post: float, ruling: float) -> Iterator[tuple[Any, Any, dict[str, float]]]:
    """The arcs of one review: drafting, a clearance each, and the meeting: its preparation, and post for its papers."""
    yield (name, "begun"), (name, "filed"), {"weight": one["draft"]}
    meeting = ruling + post * ("ministry" in one["competences"]) if one["meeting"] else 0.0
    for who in one["competences"]:
        effort = one["effort"] / len(one["competences"]) + post * (who == "ministry")
        yield (name, "filed"), (name, who), {"weight": effort}
        yield (name, who), (name, "done"), {"weight": meeting}
