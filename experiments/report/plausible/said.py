"""How numbers of a verdict are said: of a hundred cities, whole days, round amounts, what a number is called."""

from __future__ import annotations

import math

import pandas as pd

from experiments.verdict.deciding import BACKLOG
from experiments.verdict.lines import SIDES

NUMBERS = {  # what drawn numbers are called; others keep their dotted name
    BACKLOG: "the routine that waits before (working days a cadre)",
    "city.departments.*.utilisation": "the load of the departments (share of their working time)",
    "dummy": "an input that does nothing",
    "work.validity": "the life of a clearance (days)",
    "work.delegated_share": "the share of files that may be ruled on alone",
    "work.priority_resisted": "the share of heads who do not put project files first when told to",
    "work.rest_median": "how long a file lies before anybody looks at it (days)",
    "work.denied_share": "the share of clearances against which a department has an interest of its own",
    "households.reservation_sigma": "how far apart households' prices lie",
    "issues.per_household": "the number of issues a household",
    "negotiation.noise": "the noise in what is heard of offers",
    "work.transfer_silo": "the time of a hand-over (days)",
}


def hundred(line: pd.Series) -> tuple[int, int, int]:
    """Sooner, level and later of a hundred cities, as whole numbers that sum to a hundred."""
    exact = [100.0 * float(line[side]) for side in SIDES]
    whole = [math.floor(value) for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in by_rest[: 100 - sum(whole)]:
        whole[place] += 1
    sooner, level, later = whole
    return sooner, level, later


def ends(line: pd.Series, side: str) -> str:
    """The interval of a share, of a hundred."""
    if math.isnan(line[f"{side}_low"]):
        return ""
    return f" [{100 * line[f'{side}_low']:.0f}–{100 * line[f'{side}_high']:.0f}]"


def days(value: float) -> str:
    """Signed days: whole ones, or a decimal near zero."""
    text = f"{value:+.0f}" if abs(value) >= 9.5 else f"{value:+.1f}"
    return "0" if float(text) == 0.0 else text.replace("-", "−")


def amount(value: float) -> str:
    """A size with a separator, three digits of it."""
    if math.isinf(value):
        return "any number"
    size = abs(value)
    if size < 10:
        return f"{size:.1f}".removesuffix(".0")
    step = 10 ** max(0, math.floor(math.log10(size)) - 2)
    return f"{round(size / step) * step:,.0f}"


def signed(value: float) -> str:
    """The same with its sign."""
    size = amount(value)
    return size if size == "0" else f"{'−' if value < 0 else '+'}{size}"


def called(number: str) -> str:
    """A drawn number in words."""
    return NUMBERS.get(number, number)


def short(value: float) -> str:
    """A cut of a tree: two digits that matter."""
    return f"{value:.2g}" if abs(value) < 100 else f"{value:,.0f}"


def clear(line: pd.Series) -> bool:
    """Whether the interval of the mean difference leaves out zero."""
    return bool(line["ci_low"] > 0 or line["ci_high"] < 0)


def leaning(line: pd.Series) -> str:
    """Which side a line leans to: sooner, later, or either where the intervals of the two shares meet."""
    if line["later_low"] > line["sooner_high"]:
        return "later"
    return "sooner" if line["sooner_low"] > line["later_high"] else "either"
