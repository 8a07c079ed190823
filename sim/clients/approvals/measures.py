"""From the final state of a city with approvals to its columns."""

from __future__ import annotations

import math
import zlib

import numpy as np

from sim.clients.approvals.path import PARTS, critical, least_days
from sim.clients.approvals.state import Approvals
from sim.core.calendar import WORKING_WEEK, working_time
from sim.state.state import State


def days_to_grant(_: State[Approvals], end: State[Approvals]) -> np.ndarray:
    """Days from the intervention until each approval was granted for good; inf when never."""
    done = end.clients.approvals["done"]
    days: np.ndarray = np.where(done >= 0.0, done - end.city[0].intervention, np.inf)
    return days


def measure(_: State[Approvals], end: State[Approvals], *__: object) -> dict[str, float]:
    """Every column of the kind."""
    least = float(np.mean([least_days(end, a) for a in range(len(end.clients.approvals))]))
    values = {"least_days": least, "case_hash": hash_of(end), **counted(end)}
    if (end.clients.approvals["ended"] < 0.0).any():
        return values
    values |= of_path(end)
    return values | {"least_share": least / values["approved_days"] if values["approved_days"] > 0.0 else math.nan}


def of_path(end: State[Approvals]) -> dict[str, float]:
    """How long the approvals took, and where the days of their critical paths went; means over approvals."""
    approvals, reviews = end.clients.approvals, end.clients.reviews
    paths = [critical(end, a) for a in range(len(approvals))]
    spans = end.matters["first_closed"] - reviews["released"]
    on_path = sum(float(spans[path.rows].sum()) for path in paths)
    worked = [
        working_time(float(one.ended), WORKING_WEEK) - working_time(float(one.start), WORKING_WEEK) for one in approvals
    ]
    return {
        "approved_days": float((approvals["ended"] - approvals["start"]).mean()),
        "approved_worked": float(np.mean(worked)),
        **{f"path_{part}": float(np.mean([path.days[part] for path in paths])) for part in PARTS},
        "review_days": float(spans.sum()) / len(approvals),
        "off_path_days": (float(spans.sum()) - on_path) / len(approvals),
    }


def counted(end: State[Approvals]) -> dict[str, float]:
    """What was counted: reviews, meetings, and what went to desks outside the city."""
    clients, book = end.clients, end.clients.book[0]
    return {
        "reviews": float(len(clients.reviews)),
        "far_reviews": float((clients.reviews["far"] > 0).mean()),
        "meetings": float(book.meetings),
        "experts": float(book.experts),
        "adjourned": float(book.adjourned),
        "sent_back": float(book.sent_back),
        "trips": float(clients.travellers["trips"].sum()),
        "trip_staff_days": float(clients.travellers["days"].sum()),
        "files_carried": float(clients.spots["carried"].sum()),
        "posted": float(clients.spots["posted"].sum()),
        "far_days": float(clients.parcels["away"].sum()),
    }


def hash_of(end: State[Approvals]) -> float:
    """A number of what no arm may change, exact in a float: the graph, the drafting, efforts, minimums, the seed."""
    reviews, matters = end.clients.reviews, end.matters
    told = [
        end.clients.edges["goal"],
        end.clients.edges["series"],
        reviews["draft"],
        reviews["far"],
        reviews["lot"],
        reviews["meets"],
    ]
    told += [matters[name] for name in ("key", "effort", "floor", "competences")]
    digest = zlib.crc32(np.int64(end.city[0].seed).tobytes())
    for one in told:
        digest = zlib.crc32(np.ascontiguousarray(one).tobytes(), digest)
    return float(digest)
