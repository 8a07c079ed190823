"""Plausible ranges: what a city of which nothing is known may have, beside what a number may be at all."""

from __future__ import annotations

import math
from dataclasses import dataclass

BASES = ("evidence", "assumed")
LAWS = {"linear": ("number",), "log": ("number",), "whole": ("count",)}  # law -> kinds of parameter that it fits


@dataclass(frozen=True, slots=True)
class Plausible:
    """A range that a number is drawn from, *low* to *high*, narrower than its bounds.

    *basis* says whether the evidence names the range or whether it is assumed; *law* how it is drawn: evenly
    (linear), evenly in its logarithm (log), or as a whole number. *under* names the explanation of a stall that the
    number makes: it is drawn only in cities of that explanation; empty: in all.
    """

    low: float
    high: float
    basis: str = "assumed"
    law: str = "linear"
    under: str = ""

    def __post_init__(self) -> None:
        """Refuse what no number could be drawn from."""
        if self.basis not in BASES:
            raise ValueError(f"basis = {self.basis}: must be one of {', '.join(BASES)}")
        fault = fault_of(self.low, self.high, self.law)
        if fault:
            raise ValueError(fault)

    def narrowed(self, width: float) -> tuple[float, float]:
        """The ends of a range *width* times as wide around the middle, which for a log law is that of the logarithms.

        Whole numbers are rounded to the nearest, so that both ends can be drawn.
        """
        if width == 1.0:
            return self.low, self.high
        scale = math.log if self.law == "log" else float
        middle, half = (scale(self.low) + scale(self.high)) / 2.0, (scale(self.high) - scale(self.low)) / 2.0
        low, high = middle - width * half, middle + width * half
        if self.law == "log":
            return math.exp(low), math.exp(high)
        if self.law == "whole":
            return float(math.floor(low + 0.5)), float(math.floor(high + 0.5))
        return low, high

    def at(self, unit: float, width: float = 1.0) -> float | int:
        """The value at *unit* (0 to 1) of the range, narrowed to *width*."""
        low, high = self.narrowed(width)
        if self.law == "whole":
            many = int(high) - int(low) + 1
            return int(low) + min(int(unit * many), many - 1)
        if self.law == "log":
            return min(high, max(low, low * math.exp(unit * math.log(high / low))))
        return min(high, max(low, low + unit * (high - low)))

    @property
    def told(self) -> str:
        """Range, law, basis and explanation in short."""
        words = [f"{self.low:g} to {self.high:g}", self.law, self.basis]
        return ", ".join(words + ([f"under {self.under}"] if self.under else []))


def fault_of(low: float, high: float, law: str) -> str:
    """What is wrong with a range and its law by themselves; empty where nothing is."""
    if law not in LAWS:
        return f"law = {law}: must be one of {', '.join(LAWS)}"
    if low > high:
        return f"low = {low:g}: must not exceed high = {high:g}"
    if low == high:
        return f"low = {low:g}: equals high, so that there is nothing to draw"
    if law == "log" and low <= 0.0:
        return f"low = {low:g}: must be above 0 for law log"
    if law == "whole" and (low % 1 or high % 1):
        return f"low = {low:g}, high = {high:g}: must be whole numbers for law whole"
    return ""


def misfit_of(law: str, kind: str) -> str:
    """Why a law does not fit a *kind* of parameter; empty where it does."""
    if kind in LAWS[law]:
        return ""
    fitting = [name for name, kinds in LAWS.items() if kind in kinds]
    return f"law = {law}: does not fit a {kind}" + (f"; it has {' or '.join(fitting)}" if fitting else "")


def refuse_impossible(plausible: Plausible, kind: str, bounds: tuple[float, float]) -> None:
    """Raise ValueError where a declared range does not fit its parameter: kind and bounds."""
    misfit = misfit_of(plausible.law, kind)
    if misfit:
        raise ValueError(f"plausible: {misfit}")
    if plausible.low < bounds[0] or plausible.high > bounds[1]:
        raise ValueError(
            f"plausible: {plausible.low:g} to {plausible.high:g}: must lie between {bounds[0]:g} and {bounds[1]:g}"
        )
