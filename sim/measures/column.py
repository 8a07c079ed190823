"""What is said of one result column."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """One result column; *better* is "low", "high" or "none"."""

    name: str
    unit: str
    meaning: str
    better: str
