"""The tables of a page on plausible cities: rows of text, ready to be set."""

from __future__ import annotations

import math

import pandas as pd

from experiments.report.digits import tidy
from experiments.report.doubt import MOST, frequency, interval_cell
from experiments.report.plausible.said import amount, called, days, ends, frequencies, of_cities, signed
from experiments.report.plausible.verdict import BEST, BOTH, Verdict
from experiments.report.tables import Row
from experiments.report.words import EXPLANATIONS
from experiments.verdict.crossfit import HALVES, OWN

STRONGEST = 8  # numbers that a table shows


def verdict_row(name: str, line: pd.Series) -> Row:
    """One line of a verdict under some name."""
    sooner, level, later = frequencies(line) if line["cities"] > 0 else ("–",) * 3
    of = f" of {of_cities(line)}" if 0 < of_cities(line) < MOST else ""
    return {
        "name": name,
        "sooner": f"{sooner}{of}{ends(line, 'sooner')}",
        "level": f"{level}{of}",
        "later": f"{later}{of}{ends(line, 'later')}",
        "difference": days(line["difference"]),
        "interval": interval_cell(line, days, "draws"),
        "middle": f"{days(line['middle_low'])} to {days(line['middle_high'])}",
        "cities": f"{line['cities']:.0f}",
        "missing": f"{line['missing']:.0f}",
    }


def per_rival(verdict: Verdict) -> list[Row]:
    """A row an arm that the team is compared with, and one for the best of the rivals."""
    found = [(verdict.title(other).removeprefix("the "), verdict.line(other)) for other in [*verdict.others, BEST]]
    return [verdict_row(name, line) for name, line in found if line is not None]


def per_explanation(verdict: Verdict, head: str) -> list[Row]:
    """A row an explanation, and one for replications like the case."""
    found = [(EXPLANATIONS.get(name, name), verdict.line(head, name)) for name in verdict.explanations]
    case = verdict.results.told.alike
    found += [(f"only {case.said}", verdict.alike(head))] if case else []
    return [verdict_row(name.replace("\n", " "), line) for name, line in found if line is not None]


def cross_fit(verdict: Verdict) -> list[Row]:
    """Both halves, the two together, and each city's own best."""
    rows = []
    for name in HALVES:
        line = verdict.half(name)
        other = next(one for one in HALVES if one != name)
        title = f"{name} draws, beside the {verdict.results.arm_title(line['rival'])} (best on {other} draws)"
        rows.append(verdict_row(title, line))
    rows.append(verdict_row("both together", verdict.half(BOTH)))
    own = verdict.half(OWN)
    noun = verdict.results.noun
    title = f"each city's own best rival, chosen on its other {noun}"
    return [*rows, verdict_row(title, own)] if own["cities"] > 0 else rows


def accounts(verdict: Verdict) -> list[Row]:
    """Both currencies: every arm beside the baseline, the team beside every other."""
    rows = []
    for _, line in verdict.tables["account"].iterrows():
        pair = (str(line["arm"]), str(line["against"]))
        if math.isnan(line["gained"]):
            continue
        rows.append(
            {
                "arm": verdict.results.arm_title(pair[0]),
                "against": verdict.results.arm_title(pair[1]),
                "gained": _with_ends(line, "gained"),
                "lost": _with_ends(line, "lost"),
                "rate": ", ".join(_rate(line[f"rate_{at}"]) for at in (25, 50, 75)),
                "never": frequency(line["never"], line["cities"]).removesuffix(f" of {MOST}"),
                "reversed": frequency(line["reversed"], line["cities"]).removesuffix(f" of {MOST}"),
                "always": frequency(line["always"], line["cities"]).removesuffix(f" of {MOST}"),
                "clients_left": signed(line["clients_left"]),
                "routine_open": signed(line["routine_open"]),
            }
        )
    return rows


def _with_ends(line: pd.Series, name: str) -> str:
    """A mean with its interval; in words where there are too few draws for one."""
    if math.isnan(line[f"{name}_low"]):
        return f"{signed(line[name])} [too few draws]"
    mark = " ?" if line["interval_doubtful"] else ""
    return f"{signed(line[name])} [{signed(line[f'{name}_low'])}, {signed(line[f'{name}_high'])}]{mark}"


def _rate(value: float) -> str:
    return "never" if math.isinf(value) else amount(value)


def numbers(verdict: Verdict, head: str) -> list[Row]:
    """The numbers that go most with the difference, with their correlation under every explanation."""
    table = verdict.of("deciding", head)
    if not len(table):
        return []
    order = table.assign(size=table["correlation"].abs()).sort_values("size", ascending=False, kind="stable")
    strongest = list(dict.fromkeys(order["number"]))[:STRONGEST]
    groups = ["all", *verdict.explanations]
    return [
        {"number": called(name), "dotted": name} | {group: _correlation(table, name, group) for group in groups}
        for name in strongest
    ]


def _correlation(table: pd.DataFrame, number: str, group: str) -> str:
    """A correlation with its interval; in brackets where chance shows as much; a dash where it is not drawn."""
    rows = table[(table["number"] == number) & (table["explanation"] == group)]
    if not len(rows):
        return "–"
    line = rows.iloc[0]
    text = tidy(f"{line['correlation']:+.2f} [{line['ci_low']:+.2f}, {line['ci_high']:+.2f}]")
    return text if abs(line["correlation"]) > line["chance"] else f"({text})"


def unfinished(verdict: Verdict) -> list[Row]:
    """Cities by explanation, and in how many of them runs failed."""
    return [
        {
            "name": EXPLANATIONS.get(row["explanation"], row["explanation"]).replace("\n", " "),
            "cities": str(row["cities"]),
            "some": str(row["some_failed"]),
            "none": str(row["all_failed"]),
            "unstaffed": str(row["unstaffed"]),
        }
        for row in verdict.tables["unfinished"].to_dict("records")
    ]
