"""What a forecast says in words: how many sign, by when, how sure that is, and what was known and what drawn."""

from __future__ import annotations

from typing import Any

import pandas as pd

from experiments.forecasting.asked import Forecast
from experiments.forecasting.case import Case
from experiments.forecasting.curve import BANDS, THRESHOLD, ends_of
from experiments.forecasting.setting import BONUS, SIGN_FIRST, SOUNDED, VISITORS

SAID_BAND = 80  # per cent of the simulated projects
LEFT_OPEN = {  # numbers that only a case can give, in words
    BONUS: "the early bonus",
    VISITORS: "how many visit",
    SIGN_FIRST: "whether families may sign before they agree",
    SOUNDED: "whether households were asked before the opening",
}
FEWEST = 40  # simulated projects: with fewer none lies outside the 95 % band on one side
WARNING = (
    "Bands hold what is not known (ranges and luck together), as far as the declared ranges are right; "
    "docs/why.md says how earlier forecasts fared."
)


def percent(share: float) -> str:
    """A share as whole per cent; nearly all is not all."""
    rounded = round(100.0 * share)
    if rounded == 100 and share < 1.0:
        return "over 99 %"
    return "under 1 %" if rounded == 0 and share > 0.0 else f"{rounded} %"


def at_day(row: Any) -> str:
    """The median share of one day with its band."""
    low, high = (percent(row[end]) for end in ends_of(SAID_BAND))
    return f"{percent(row['median'])} have signed (in {SAID_BAND} of 100 simulated projects {low} to {high})"


def finding(asked: Forecast, table: pd.DataFrame) -> str:
    """The forecast in one sentence."""
    case = asked.case
    day = case.window or case.horizon
    when = f"the end of the window, day {day}" if case.window else f"day {day}"
    return f"{case.title}: by {when}, {at_day(table.iloc[day])}"


def sentences(asked: Forecast, table: pd.DataFrame, many: int) -> list[str]:
    """The forecast as a few lines; *many* is how many projects were simulated."""
    case, last = asked.case, table.iloc[-1]
    lines = [finding(asked, table)]
    if case.window not in {None, case.horizon}:
        lines.append(f"by day {case.horizon}, the horizon: {at_day(last)}")
    everybody = round(last["reached_100"] * many)
    lines.append(
        f"by then 80 % have signed in {percent(last['reached_80'])} of the projects, 90 % in "
        f"{percent(last['reached_90'])}, and everybody in {everybody} of {many}"
    )
    few = [f"{many} projects are too few for the ends of the 95 % band; take more points"] if many < FEWEST else []
    return [*lines, *kept(case, table, many), *outcomes(table), *basis(asked), *few, WARNING]


def kept(case: Case, table: pd.DataFrame, many: int) -> list[str]:
    """In how many projects the threshold is reached: elsewhere all signatures of the window are void."""
    if case.threshold is None or case.window is None:
        return []
    reached = round(table[THRESHOLD].iloc[case.window] * many)
    said = (
        f"the threshold of {percent(case.threshold)} is reached within the window in {reached} of {many} projects; in "
        "the others its signatures are void, and shares of later days are of those who sign anew"
    )
    return [said]


def outcomes(table: pd.DataFrame) -> list[str]:
    """What came about, where that is known, and the narrowest band that holds it."""
    lines = []
    for row in table[table["outcome"].notna()].to_dict("records"):
        held = [band for band in BANDS if row[ends_of(band)[0]] <= row["outcome"] <= row[ends_of(band)[1]]]
        where = f"inside the {held[0]} % band" if held else f"outside the {BANDS[-1]} % band"
        lines.append(f"in fact, by day {row['day']}: {percent(row['outcome'])}, {where}")
    return lines


def basis(asked: Forecast) -> list[str]:
    """What the case says and leaves open, how many numbers were drawn, and under which explanations."""
    case, design = asked.case, asked.study.study.design
    known = [f"{case.households} households", f"{case.land} land", asked.study.arms[case.arm].title]
    known += [f"{case.prework} day{'s' * (case.prework > 1)} of pre-work" if case.prework else "no pre-work"]
    known += [f"a window of {case.window} day{'s' * (case.window > 1)}"] if case.window else ["no deadline"]
    known += [f"void below {percent(case.threshold)}"] if case.threshold is not None else []
    known += ["compulsion in view"] if case.compulsion else []
    known += [f"{case.visitors} visitor{'s' * (case.visitors > 1)}"] if case.visitors is not None else []
    open_ = [said for name, said in LEFT_OPEN.items() if name in asked.cities.unit]
    open_ += ["how many are blocked"] if case.blocked is None else []
    width = f", ranges at {design.width:g} of their width" if design.width != 1.0 else ""
    drawn = (
        f"{len(asked.cities.unit.columns)} numbers, {design.points} times, each under {', '.join(design.sets)}{width}"
    )
    return [
        f"known: {', '.join(known)}",
        f"not known, so drawn: {', '.join(open_ or ['nothing that a case can say'])}",
        f"drawn: {drawn}",
    ]
