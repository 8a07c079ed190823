"""The first screen in English: against whom, in how many plausible cities, at what price, and what decides it."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report.digits import tidy
from experiments.report.plausible.boxes import tree
from experiments.report.plausible.said import (
    amount,
    called,
    clear,
    count,
    days,
    ends,
    frequencies,
    leaning,
    of_cities,
    signed,
)
from experiments.report.plausible.verdict import ALL, BEST, Verdict
from experiments.report.words import EXPLANATIONS
from experiments.study.resampling import LEAST

STARTS = {
    "later": "It loses more often than it wins against",
    "either": "It goes either way against",
    "sooner": "It wins more often than it loses against",
    "unknown": "Too few draws of cities tell how it stands against",
}
ORDER = ("later", "either", "sooner", "unknown")  # what contradicts the hope is said first
APART = 10  # of a hundred cities: explanations that differ by less are said to agree
NAMED = 2  # numbers that are named


def in_order(verdict: Verdict) -> list[tuple[str, pd.Series]]:
    """The headline pairs that have a city: those that the team loses first."""
    found = [(head, verdict.line(head)) for head in verdict.heads]
    known = [(head, line) for head, line in found if line is not None]
    return sorted(known, key=lambda one: (ORDER.index(leaning(one[1])), float(one[1]["sooner"] - one[1]["later"])))


def answer(verdict: Verdict) -> list[str]:
    """The sentences of the first screen, in their order."""
    pairs = in_order(verdict)
    if not pairs:
        return ["No plausible city has a pair of runs that ended: there is no verdict."]
    sentences = [against(verdict, head, line) for head, line in pairs]
    sentences += [price for head, _ in pairs for price in prices(verdict, head)]
    return [*sentences, *decides(verdict, pairs[0][0]), *silent(verdict)]


def beside_the_map(verdict: Verdict) -> list[str]:
    """What else decides: beside the other pairs, in a tree, and in villages like the case."""
    heads = [head for head, _ in in_order(verdict)]
    others = [sentence for head in heads[1:] for sentence in decides(verdict, head)]
    return [*others, *(tree(verdict, heads[0]) if heads else []), *like_the_case(verdict)]


def against(verdict: Verdict, head: str, line: pd.Series) -> str:
    """One pair: of a hundred plausible cities so many sooner, level, later, and the mean."""
    results = verdict.results
    sooner, level, later = frequencies(line)
    word = "sooner" if line["difference"] < 0 else "later"
    interval = interval_of(line)
    mean = f"{days(abs(line['difference'])).lstrip('+')} days {word}" if clear(line) else "no clear difference"
    return (
        f"{STARTS[leaning(line)]} {named(verdict, head)}: of {of_cities(line)} plausible cities, the "
        f"{results.arm_title(verdict.team)} had {results.told.done} sooner in {sooner}{ends(line, 'sooner')}, level "
        f"(within {unit(verdict)}) in {level}, later in {later}{ends(line, 'later')}; on average {mean} ({interval})."
    )


def interval_of(line: pd.Series) -> str:
    """The interval of a mean in words, with what is doubtful of it."""
    if math.isnan(line["ci_low"]):
        return f"too few draws for an interval, {line['draws']:.0f} instead of {LEAST} or more"
    doubt = f", doubtful: {line['draws']:.0f} draws, or very skewed" if line["interval_doubtful"] else ""
    return f"95 % interval {days(line['ci_low'])} to {days(line['ci_high'])}{doubt}"


def unit(verdict: Verdict) -> str:
    """The smallest difference of interest in words."""
    return f"{verdict.smallest:g} day{'' if verdict.smallest == 1 else 's'}"


def named(verdict: Verdict, head: str) -> str:
    """Whom a headline is about, and for the best of several how it was chosen."""
    if head != BEST:
        return verdict.title(head)
    rivals = dict.fromkeys(verdict.chosen.values())
    which = " or the ".join(verdict.results.arm_title(rival) for rival in rivals)
    return (
        f"the best of {len(verdict.rivals)} rivals (the {which}; chosen on one half of the cities and judged on the "
        "other, both ways)"
    )


def prices(verdict: Verdict, head: str) -> list[str]:
    """What the team costs and gains beside one rival, and from which rate on it pays; two where the halves differ."""
    rivals = dict.fromkeys(verdict.chosen.values()) if head == BEST else [head]
    return [price(verdict, rival) for rival in rivals if verdict.account(verdict.team, rival) is not None]


def price(verdict: Verdict, rival: str) -> str:
    """The account beside one arm in one sentence."""
    results, line = verdict.results, verdict.account(verdict.team, rival)
    assert line is not None
    coin = results.told.counted_in
    lost = _currency(line, "lost", "routine matter-days", ("leaves {} more open", "leaves {} fewer open"))
    gained = _currency(line, "gained", coin.many, ("gains {}", "loses {}"), coin.said)
    if "beside" in line:
        gained += f"; it {_currency(line, 'beside', coin.what, ('spares {}', 'costs {} more'))}"
    return (
        f"Beside the {results.arm_title(rival)}, in a city and year, the {results.arm_title(verdict.team)} {lost} and "
        f"{gained}; {_rate(verdict, line)}."
    )


def _currency(line: pd.Series, name: str, unit_: str, said: tuple[str, str], bare: str = "") -> str:
    """One currency with its interval: more, less, or no clear difference."""
    low, high, value = float(line[f"{name}_low"]), float(line[f"{name}_high"]), float(line[name])
    if math.isnan(low):
        return f"changes {unit_} by {signed(value)} (too few draws for an interval)"
    if low <= 0 <= high:
        return f"makes no clear difference to {bare or unit_} [{_span(low, high)}]"
    (more, less), size = said, f"{amount(value)} {unit_}"
    return f"{less.format(size)} [{_span(-high, -low)}]" if value < 0 else f"{more.format(size)} [{_span(low, high)}]"


def _span(low: float, high: float) -> str:
    """Two ends of an interval."""
    return " to ".join(("−" if value < 0 else "") + amount(value) for value in (low, high))


def _rate(verdict: Verdict, line: pd.Series) -> str:
    """From which rate on it pays, in the middle city and the quartiles, and where no rate helps."""
    coin = verdict.results.told.counted_in
    never = count(line, "never")
    rest = [f"it never pays in {never} of {of_cities(line)}"] if never else []
    if count(line, "reversed"):
        rest.append(f"in {count(line, 'reversed')} it saves routine and loses {coin.said}")
    if count(line, "always"):
        rest.append(f"in {count(line, 'always')} it loses neither")
    tail = f"; {', '.join(rest)}" if rest else ""
    middle = float(line["rate_50"])
    if math.isinf(middle):
        return f"in the middle city no worth of {coin.one} makes it pay{tail}"
    low, high = amount(line["rate_25"]), "never" if math.isinf(line["rate_75"]) else amount(line["rate_75"])
    return (
        f"in the middle city it pays where {coin.one} is worth more than {amount(middle)} routine matter-days "
        f"(quartiles {low} to {high}){tail}"
    )


def decides(verdict: Verdict, head: str) -> list[str]:
    """Whether the explanation decides the sign beside one rival, and which numbers do."""
    found = [(name, verdict.line(head, name)) for name in verdict.explanations]
    lines = [(name, one) for name, one in found if one is not None]
    if len(lines) < 2:
        said = _numbers(verdict, head).strip()
        return [f"Beside {verdict.title(head)}: {said}"] if said else []
    worst = max(lines, key=lambda one: float(one[1]["later"] - one[1]["sooner"]))
    best = min(lines, key=lambda one: float(one[1]["later"] - one[1]["sooner"]))
    gap = 100.0 * float(best[1]["sooner"] - best[1]["later"] - worst[1]["sooner"] + worst[1]["later"])
    if gap < APART:
        base = min(of_cities(one) for _, one in lines)
        low, high = (round(base * end(float(one["sooner"]) for _, one in lines)) for end in (min, max))
        first = (
            f"Beside {verdict.title(head)} it hardly matters why things had stalled: sooner in {low} to {high} of "
            f"{base}."
        )
    else:
        first = (
            f"Beside {verdict.title(head)}, why the {verdict.results.noun} had stalled decides: {_case(*worst)}; "
            f"{_case(*best)}."
        )
    return [f"{first}{_numbers(verdict, head)}"]


def _case(name: str, line: pd.Series) -> str:
    """The outcome under one explanation, the larger side first."""
    sooner, _, later = frequencies(line)
    parts = [f"later in {later}", f"sooner in {sooner}"]
    parts = parts if later > sooner else parts[::-1]
    return f"{parts[0]} and {parts[1]} of {of_cities(line)} ({days(line['difference'])} days) if {_clause(name)}"


def _numbers(verdict: Verdict, head: str) -> str:
    """The numbers that go with the difference more than chance would show."""
    rows = verdict.of("deciding", head)
    if not len(rows):
        return ""
    strong = rows[(rows["correlation"].abs() > rows["chance"]) & (rows["ci_low"] * rows["ci_high"] > 0)]
    if not len(strong):
        many = rows["number"].nunique()
        return f" None of the {many} numbers looked at goes with the difference more than chance would show."
    everywhere = strong[strong["explanation"] == ALL]
    if len(everywhere):
        start = "Whatever the explanation," if len(verdict.explanations) > 1 else "Over all cities"
        return f" {start} the difference goes most with {' and '.join(map(_goes, _rows(everywhere)))}."
    within = strong.sort_values("correlation", key=abs, ascending=False, kind="stable").drop_duplicates("explanation")
    said = [f"{_goes(row)} if {_clause(row['explanation'])}" for row in _rows(within)]
    return f" No number goes with it whatever the explanation; it goes with {', and with '.join(said)}."


def _rows(table: pd.DataFrame) -> list[pd.Series]:
    """The first rows of a table, as many as are named."""
    return [row for _, row in table.head(NAMED).iterrows()]


def _goes(row: pd.Series) -> str:
    """How the difference goes with a number."""
    way = "later" if row["correlation"] > 0 else "sooner"
    size = tidy(f"{row['correlation']:+.2f}")
    return f"{called(row['number'])} (the more, the {way}; rank correlation {size})"


def _clause(name: str) -> str:
    """An explanation as a clause."""
    return EXPLANATIONS.get(name, name).replace("\n", " ")


def like_the_case(verdict: Verdict) -> list[str]:
    """The same verdicts among replications that are like the case."""
    case = verdict.results.told.alike
    parts = []
    for head, _ in in_order(verdict):
        line = verdict.alike(head)
        if case is not None and line is not None:
            sooner, level, later = frequencies(line)
            parts.append(f"{sooner} sooner, {level} level, {later} later against {verdict.title(head)}")
    if case is None or not parts:
        return []
    line = verdict.alike(in_order(verdict)[0][0])
    assert line is not None
    return [
        f"Counting only {case.said} ({line['cities']:.0f} cities have one): {'; '.join(parts)}, of {of_cities(line)}."
    ]


def silent(verdict: Verdict) -> list[str]:
    """Cities without any finished pair, where there are any: they are in none of the shares."""
    lines = [line for _, line in in_order(verdict) if line["missing"] > 0]
    if not lines:
        return []
    most = max(int(line["missing"]) for line in lines)
    return [f"{most} of {len(verdict.tables['cities'])} cities give no verdict, as their runs failed; see below."]
