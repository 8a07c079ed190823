"""The verdict on a condition, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


def share_of(value: float) -> str:
    """A relative difference; in words where the rival's outcome is nothing at all."""
    return "no share of nothing" if math.isnan(value) else f"{value:+.1%}"


def verdict_of(row: Mapping[Any, Any]) -> str:
    """A condition's outcome in words."""
    if not row["loses"]:
        return "not shown to lose"
    if not row["worse"]:
        return "loses, not shown to be by the switch"
    return "loses" if row["flips"] else "loses more, not shown to win before"
