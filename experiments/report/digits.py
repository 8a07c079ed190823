"""Numbers as text: nothing has no sign, and no reader is asked to read a power of ten."""

from __future__ import annotations

import re

NOTHING = re.compile(r"[-−+](0(?:\.0+)?)(?![.,\d])")


def tidy(text: str) -> str:
    """A text with the sign of minus, and without any sign before nothing."""
    return NOTHING.sub(r"\1", text).replace("-", "−")


def short(value: float, sign: str = "") -> str:
    """About two digits that matter, down to a hundredth; *sign* is "+" where a plus is wanted."""
    size = abs(value)
    form = ",.0f" if size >= 100 else ".0f" if size >= 10 else ".1f" if size >= 1 else ".2f"
    return tidy(format(value, f"{sign}{form}"))
