"""Why it comes out as it does, and when a team is not the answer."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report.front.amounts import amount, days
from experiments.report.results import Results
from experiments.report.shares import METRIC, part_name, percent, table_of, total_of
from experiments.report.speech import Two, same, titled, word
from experiments.report.split import stays
from experiments.report.words import is_clear

PEOPLE = ("staff", "hours", "freed")  # parts that are time of people, not the way they work
PARTS = 4
CASES = 3


def reasons(results: Results, arm: str) -> tuple[Two, ...]:
    """The parts of the difference, people's time apart from the way of working; else where a file's time goes."""
    if not len(results.shares):
        return times(results, arm)
    whole = total_of(results)
    if not is_clear(whole):
        return (word("why.unclear"), *times(results, arm))
    table = table_of(results)
    lines = [part(line) for _, line in table.head(PARTS).iterrows()]
    people = table[table["ingredient"].isin(PEOPLE)]
    total = word("why.people", days=amount(float(people["value"].sum()), "day", sign=True))
    head = word("why.whole", days=amount(float(whole["value"]), "day", sign=True))
    return (head, *lines, total + Two(".", "。"))


def part(line: pd.Series) -> Two:
    """One part: its days, and its share of the whole."""
    name = part_name(line)
    if not is_clear(line):
        return word("why.part_unclear", name=name)
    share = percent(float(line["share"])).replace("under ", "<").replace(" ", "")
    return word("why.part", name=name, days=amount(float(line["value"]), "day", sign=True), share=same(share))


def times(results: Results, arm: str) -> tuple[Two, ...]:
    """How many days a file is worked on and waits, in days and not in shares of different totals."""
    rows = results.within(results.primary)
    if not {"project_days", "work_share"} <= set(rows):
        return ()
    found = []
    for name in (results.baseline, arm):
        mean = rows.loc[rows["arm"] == name, ["project_days", "work_share"]].mean()
        if math.isnan(mean["project_days"]) or math.isnan(mean["work_share"]):
            continue
        work = float(mean["project_days"] * mean["work_share"])
        told = {"days": days(mean["project_days"]), "work": days(work), "wait": days(mean["project_days"] - work)}
        found.append(word("why.time", arm=titled(results.arm_title(name)), **told))
    return tuple(found)


def when_not(results: Results, arm: str) -> tuple[Two, ...]:
    """Explanations without a clear gain, arms without a team that do as well, what drags on, what the city loses."""
    found = [*_explanations(results, arm), *_rivals(results, arm), *_city(results, arm)]
    stay, of = stays(results, arm)
    if stay:
        found.append(word("when_not.stays", stay=stay, of=of))
    return tuple(found) or (word("when_not.none"),)


def _explanations(results: Results, arm: str) -> list[Two]:
    """Explanations under which the arm is not clearly sooner."""
    if not len(results.rivals):
        return []
    table = results.rivals[(results.rivals["metric"] == METRIC) & (results.rivals["arm"] == arm)]
    lost = [row for _, row in table.iterrows() if not (is_clear(row) and row["difference"] < 0)]
    told = [row for row in lost if not math.isnan(row["ci_low"])]
    return [word("when_not.no_gain", explanation=word(f"explanations.{row['explanation']}")) for row in told[:CASES]]


def _rivals(results: Results, arm: str) -> list[Two]:
    """Arms without a team that reach the goal as soon as the team does."""
    mine = results.line(METRIC, arm, results.primary)
    found = []
    for name in results.arms[1:]:
        line = results.line(METRIC, name, results.primary)
        if name == arm or results.config["arms"][name].get("team") or math.isnan(line["mean"]):
            continue
        gap = float(mine["mean"] - line["mean"])
        if gap >= 0:
            found.append(word("when_not.rival", rival=titled(results.arm_title(name)), days=days(gap)))
    return found[:CASES]


def _city(results: Results, arm: str) -> list[Two]:
    """All matters of the city, where routine has to be told beside the headline."""
    if not results.told.goes_on:
        return []
    line = results.line("all_matters_days", arm, results.primary)
    worse = is_clear(line) and line["difference"] > 0
    return [word("when_not.whole_city", days=days(line["difference"]))] if worse else []
