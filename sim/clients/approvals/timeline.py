"""What happened to every review of one run, as rows of a table."""

from __future__ import annotations

import math
from typing import Any

from sim.clients.approvals.path import critical
from sim.clients.approvals.state import Approvals
from sim.state.state import State


def timeline(end: State[Approvals], scenario: Any) -> list[dict[str, Any]]:
    """A row a review: whose and which, its days since the intervention, what it waited for, whether it was critical."""
    names, city = list(scenario.approvals.reviews), end.city[0]
    rows = []
    for a, approval in enumerate(end.clients.approvals):
        path = critical(end, a).rows if approval.ended >= 0.0 else []
        for m in range(approval.first, approval.first + approval.reviews):
            review, matter = end.clients.reviews[m], end.matters[m]
            days = {"released": review.released, "filed": matter.filed if review.released >= 0.0 else -1.0}
            days["closed"] = matter.first_closed
            rows.append(
                {
                    "approval": a + 1,
                    "review": names[review.step],
                    "lot": int(review.lot),
                    "far": bool(review.far),
                    **{name: float(day) - city.intervention if day > 0.0 else math.nan for name, day in days.items()},
                    "floor": float(matter.floor),
                    "critical": m in path,
                }
            )
    return rows
