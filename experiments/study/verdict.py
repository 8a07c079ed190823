"""The verdict on a condition, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def verdict_of(row: Mapping[Any, Any]) -> str:
    """A condition's outcome in words."""
    if row["flips"]:
        return "loses"
    return "loses, not shown to win before" if row["loses"] else "not shown to lose"
