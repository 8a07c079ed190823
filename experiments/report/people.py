"""The section on people: a table by arm, and what evaluation does to what it does not see."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from experiments.report.results import Results
from experiments.report.shares import interval
from experiments.report.speech import Two, word
from experiments.report.tables import number, unit_of
from experiments.report.words import is_clear
from experiments.study.intervals import Judgement, half_width
from experiments.study.resampling import LEAST
from experiments.study.statistics import compare_table
from sim.measures.column import Column
from sim.measures.columns import COLUMNS

MEASURES = (
    "members_mean",
    "seats_filled",
    "coverage",
    "fit_mean",
    "talent_premium",
    "young_share",
    "titled_share",
    "experienced_share",
    "days_to_staff",
    "withdrawn",
    "recalled",
    "tapered",
)
CLOCKS = ("measured_closed_days", "measured_days", "unmeasured_days")
NO_TWINS = (
    """No two arms here differ in the monthly evaluation alone, so what it does to what is measured and to what is not
    cannot be told apart from all else that differs.""",
    "这里没有只在月度考核上不同的两种做法，因此看不出考核本身的作用。",
)
SAID = {
    "measured_closed_days": ("what the evaluation sees was closed for the first time", "考核看得见的事项首次办结"),
    "measured_days": ("it was really solved", "真正办成"),
    "unmeasured_days": ("what it does not see was solved", "考核看不见的事项办成"),
}


def rows(results: Results) -> list[dict[str, str | Two | list[str]]]:
    """A row a measure of people: its mean and interval in each arm; measures missing or 0 everywhere are left out."""
    units = {column.name: column for column in COLUMNS}
    within = results.within(results.primary)
    return [
        {
            "name": name,
            "words": word(f"measures.{name}"),
            "said_unit": unit_of(units[name].unit),
            "values": [cell(results, within.loc[within["arm"] == arm, name], units[name]) for arm in results.arms],
        }
        for name in (*MEASURES, *results.told.people, *CLOCKS)
        if name in within and within[name].fillna(0.0).any()
    ]


def cell(results: Results, values: pd.Series, column: Column) -> str:
    """Mean of the runs that have the measure, and the half-width of its interval."""
    known = values.dropna() * (100.0 if column.unit == "share" else 1.0)
    if not len(known):
        return "–"
    if len(known) < LEAST:  # too few for an interval
        return number(float(known.mean())) if known.mean() else "0"
    half = half_width(known.to_numpy(float), float(results.config["study"]["confidence"]))
    mean = float(known.mean())
    return (number(mean) if mean else "0") + (f" ± {number(half)}" if half > 0.0 and not math.isinf(half) else "")


def twins(results: Results) -> list[tuple[str, str]]:
    """Pairs of arms that differ in the monthly evaluation alone: with it, without it."""

    def rest(arm: str) -> dict[str, object]:
        told = results.config["arms"][arm]
        return {name: value for name, value in told.items() if name not in {"title", "evaluated"}}

    watched = [arm for arm in results.arms if results.config["arms"][arm]["evaluated"]]
    others = [arm for arm in results.arms if not results.config["arms"][arm]["evaluated"]]
    return [(one, other) for one in watched for other in others if rest(one) == rest(other)]


def evaluation(results: Results) -> list[tuple[str, str]]:
    """What evaluation does to what it sees and to what it does not, in both languages, as the intervals allow."""
    pairs = twins(results)
    if not pairs:
        return [NO_TWINS]
    return [told for with_it, without in pairs for told in of_pair(results, with_it, without)]


def of_pair(results: Results, with_it: str, without: str) -> Iterator[tuple[str, str]]:
    """The three clocks of one pair, and what they say together."""
    lines = clocks(results, with_it, without)
    if not lines:
        return
    who, other = results.arm_title(with_it), results.arm_title(without)
    yield (
        f"The {who} and the {other} differ in the monthly evaluation alone. With it, "
        + "; ".join(f"{SAID[name][0]} {english(line)} ({interval(line)})" for name, line in lines.items())
        + ".",
        "两种做法只差“月度考核”一项。有考核时："
        + "；".join(f"{SAID[name][1]}{chinese(line)}" for name, line in lines.items())
        + "。",
    )
    yield verdict(lines)


def clocks(results: Results, with_it: str, without: str) -> dict[str, pd.Series]:
    """The line of each clock, paired city by city; none of a clock that no run has."""
    within = results.within(results.primary)
    pair = pd.concat([within[within["arm"] == without], within[within["arm"] == with_it]])
    study = results.config["study"]
    judgement = Judgement(study["confidence"], study["resamples"], study["target_half_width"])
    table = compare_table(pair, judgement, tuple(one for one in COLUMNS if one.name in CLOCKS))
    found = {str(line["metric"]): line for _, line in table.iterrows()}
    return {name: found[name] for name in CLOCKS if name in found and pair[name].fillna(0.0).any()}


def gains(lines: dict[str, pd.Series], name: str) -> bool:
    """Whether a clock is clearly shorter with evaluation."""
    return name in lines and is_clear(lines[name]) and bool(lines[name]["difference"] < 0)


def loses(lines: dict[str, pd.Series], name: str) -> bool:
    """Whether a clock is clearly longer with evaluation."""
    return name in lines and is_clear(lines[name]) and bool(lines[name]["difference"] > 0)


def verdict(lines: dict[str, pd.Series]) -> tuple[str, str]:
    """What the clocks say together, and no more than they do."""
    official, solved, unseen = CLOCKS
    better = gains(lines, official) or gains(lines, solved)
    worse = loses(lines, official) or loses(lines, solved)
    said, chinese_too = [], []
    if gains(lines, official) and not gains(lines, solved):
        said.append("The official clock shows a gain that real solutions do not show.")
        chinese_too.append("账面上的办结变快了，真正办成看不出变快。")
    if better and loses(lines, unseen):
        said.append("What is counted gains, and what nobody counts waits longer for it.")
        chinese_too.append("被考核的事变快了，不被考核的事因此等得更久。")
    elif better and gains(lines, unseen):
        said.append("What nobody counts gains as well.")
        chinese_too.append("不被考核的事也变快了。")
    elif better and unseen in lines:
        said.append("Whether what nobody counts pays for it cannot be told here.")
        chinese_too.append("不被考核的事是否因此受损，这里看不出来。")
    elif loses(lines, unseen) and worse:
        said.append("What nobody counts waits longer, and what is counted does not gain: some of it is later, too.")
        chinese_too.append("不被考核的事等得更久，被考核的事也没有变快，有的还明确变慢了。")
    elif loses(lines, unseen):
        said.append("What nobody counts waits longer, and what is counted does not clearly gain.")
        chinese_too.append("不被考核的事等得更久，被考核的事也看不出变快。")
    elif worse:
        said.append("Some of what is counted is clearly later, and what nobody counts does not clearly change.")
        chinese_too.append("被考核的事有的确有变慢，不被考核的事看不出变化。")
    if not said:
        said.append("None of this can be told from chance.")
        chinese_too.append("这些差异都可能只是随机波动。")
    return " ".join(said), "".join(chinese_too)


def english(line: pd.Series) -> str:
    """A clear difference as days sooner or later."""
    if not is_clear(line):
        return "neither clearly sooner nor clearly later"
    return f"{size(line)} days {'sooner' if line['difference'] < 0 else 'later'}"


def chinese(line: pd.Series) -> str:
    """The same in Chinese."""
    if not is_clear(line):
        return "看不出差别"
    return f"{'提前' if line['difference'] < 0 else '推迟'}{size(line)}天"


def size(line: pd.Series) -> str:
    """How large a difference is, with a decimal where it is small."""
    days = abs(float(line["difference"]))
    return f"{days:.0f}" if days >= 10 else f"{days:.2g}"
