"""The critical path of an approval as it was, and what would be left of it if coordination were perfect."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.clients.approvals.state import Approvals
from sim.core.calendar import WORKING_WEEK, after_work
from sim.state.state import State

PARTS = ("draft", "work", "queue", "on_the_way", "meeting", "floor", "client", "turn")


class Critical(NamedTuple):
    """Rows of the reviews on the critical path from the last to the first, and its days by part (PARTS)."""

    rows: list[int]
    days: dict[str, float]


def followed(end: State[Approvals]) -> dict[int, list[tuple[int, bool]]]:
    """By review: those that it follows, and whether only where reviews are taken one after another."""
    reviews, edges = end.clients.reviews, end.clients.edges
    before: dict[int, list[tuple[int, bool]]] = {m: [] for m in range(len(reviews))}
    for m, one in enumerate(reviews):
        for edge in edges[one.first_edge : one.first_edge + one.edges]:
            before[int(edge.goal)].append((m, bool(edge.series)))
    return before


def critical(end: State[Approvals], a: int) -> Critical:
    """The critical path of approval *a*, all of whose reviews stood closed at some time.

    From the review that was closed last for the first time back to the one whose closing released it, and so on.
    Every day from the start to that closing belongs to one part.
    """
    approval, reviews, matters = end.clients.approvals[a], end.clients.reviews, end.matters
    before = followed(end)
    own = np.arange(approval.first, approval.first + approval.reviews)
    m = int(own[matters["first_closed"][own].argmax()])
    rows, days = [], dict.fromkeys(PARTS, 0.0)
    while m >= 0:
        rows.append(m)
        for part, spent in parts_of(end, m).items():
            days[part] += spent
        released = float(reviews[m].released)
        earlier = [
            one for one, _ in before[m] if 0.0 <= matters[one].first_closed <= released and reviews[one].first_closing
        ]
        m = max(earlier, key=lambda one: (float(matters[one].first_closed), -one), default=-1)
        days["turn"] += released - float(matters[m].first_closed if m >= 0 else approval.start)
    return Critical(rows, days)


def parts_of(end: State[Approvals], m: int) -> dict[str, float]:
    """Where the days of review *m* went from its release to its first closing, by part."""
    review, matter = end.clients.reviews[m], end.matters[m]
    parts = {part: float(review[part]) for part in PARTS if part not in ("draft", "turn")}
    return {"draft": float(matter.first_closed) - float(review.released) - sum(parts.values()), **parts}


def least_days(end: State[Approvals], a: int) -> float:
    """Days from the start of approval *a* to its end if nothing took time but drafting and statutory minimums.

    What the graph allows goes at once; no arm can be faster.
    """
    approval, reviews, matters = end.clients.approvals[a], end.clients.reviews, end.matters
    before = followed(end)
    ready: dict[int, float] = {}
    start = float(approval.start)
    for m in range(approval.first, approval.first + approval.reviews):  # each after all that it follows
        released = max((ready[one] for one, series in before[m] if not series), default=start)
        ready[m] = after_work(released, float(reviews[m].draft), WORKING_WEEK) + float(matters[m].floor)
    return max(ready.values()) - start
