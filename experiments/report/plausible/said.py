"""How numbers of a verdict are said: of a hundred cities, whole days, round amounts, what a number is called."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report import digits
from experiments.report.doubt import cases
from experiments.report.speech import there, word
from experiments.report.translating import marked
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
    "households.reservation_median": "what the middle household would sell for (assessed values)",
    "households.adequacy_median": "what the package is worth over the assessed value",
    "households.adequacy_sigma": "how far apart packages of projects lie",
    "households.pace_sigma": "how far apart the paces of visitors of projects lie",
    "households.attached_share": "the share of households that would not move at any ordinary price",
    "issues.load_sigma": "how far apart the loads of issues of projects lie",
    "issues.per_household": "the number of issues a household",
    "negotiation.noise": "the noise in what is heard of offers",
    "work.transfer_silo": "the time of a hand-over (days)",
}


def frequencies(line: pd.Series) -> tuple[int, int, int]:
    """Sooner, level and later of a hundred cities, or of all where they are fewer, as whole numbers that sum to it."""
    whole_of = of_cities(line)
    exact = [whole_of * float(line[side]) for side in SIDES]
    whole = [math.floor(value) for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in by_rest[: whole_of - sum(whole)]:
        whole[place] += 1
    sooner, level, later = whole
    return sooner, level, later


def of_cities(line: pd.Series) -> int:
    """Of how many cities frequencies are said: a hundred, and never more than were compared."""
    return cases(float(line["cities"]))


def count(line: pd.Series, name: str) -> int:
    """A share of cities as so many of them."""
    return round(of_cities(line) * float(line[name]))


def ends(line: pd.Series, side: str) -> str:
    """The interval of a share, of as many cities as the share is said of."""
    if math.isnan(line[f"{side}_low"]):
        return ""
    base = of_cities(line)
    return f" [{base * line[f'{side}_low']:.0f}–{base * line[f'{side}_high']:.0f}]"


def days(value: float) -> str:
    """Signed days: whole ones, or a decimal near zero; a dash for none."""
    if math.isnan(value):
        return "–"
    text = f"{value:+.0f}" if abs(value) >= 9.5 else f"{value:+.1f}"
    return "0" if float(text) == 0.0 else text.replace("-", "−")


def amount(value: float) -> str:
    """A size with a separator, three digits of it; a dash for none."""
    if math.isnan(value):
        return "–"
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
    return size if size in {"0", "–"} else f"{'−' if value < 0 else '+'}{size}"


def called(number: str) -> str:
    """A drawn number in words."""
    return NUMBERS.get(number) or (word(key_of(number)).en if there(key_of(number)) else number)


def called_in_chinese(number: str) -> str:
    """The same in Chinese; its dotted name where there is no word for it."""
    if number in NUMBERS:
        return marked(called(number))
    return word(key_of(number)).zh if there(key_of(number)) else number


def key_of(number: str) -> str:
    """Where the list of words names a parameter."""
    return "numbers." + "_".join(part for part in number.split(".") if part != "*")


def short(value: float) -> str:
    """A cut of a tree: two digits that matter."""
    return digits.short(value)


def clear(line: pd.Series) -> bool:
    """Whether the interval of the mean difference leaves out zero."""
    return bool(line["ci_low"] > 0 or line["ci_high"] < 0)


def leaning(line: pd.Series) -> str:
    """Which side a line leans to: sooner, later, either where the intervals of the shares meet, unknown without any."""
    if math.isnan(line["later_low"]):
        return "unknown"
    if line["later_low"] > line["sooner_high"]:
        return "later"
    return "sooner" if line["sooner_low"] > line["later_high"] else "either"
