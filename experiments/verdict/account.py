"""The account in two currencies: client-days that an arm gains and routine matter-days that it costs, and their rate.

A kind may count something else first, such as money. The rate *v* says how many routine matter-days one is worth.
Nobody has a number for it: so it is swept.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from experiments.study.intervals import Judgement
from experiments.study.resampling import MANY
from experiments.verdict.cities import CITY, Cities
from experiments.verdict.clusters import bounds, centre, doubtful, drawn, laid_out, quantiles, share_bounds, weights

YEAR = 365.0  # days
GAINED, LOST = "goal_days", "routine_matter_days"
CUT_OFF = {"left_end": "clients_left", "routine_open_end": "routine_open"}  # what nobody follows beyond the horizon
QUARTILES = (0.25, 0.5, 0.75)
SPREAD = (0.1, 0.9)  # of a hundred cities eighty lie between
RATES = (1.0, 1000.0)  # least and most that are looked at
STEPS = 61


def accounts(
    cities: Cities, arm: str, other: str, horizon: float, currency: str = GAINED, beside: str = ""
) -> pd.DataFrame:
    """A row a city: what *arm* gains and loses a year beside *other*, and from which rate on it pays there.

    *currency* is the measure of what clients bear, *beside* one that is told with it; what departments bear is the
    same of every kind.
    """
    year = YEAR / horizon
    gained = 0.0 - year * cities.differences(currency, arm, other)["difference"]
    lost = year * cities.differences(LOST, arm, other)["difference"]
    told = {"beside": 0.0 - year * cities.differences(beside, arm, other)["difference"]} if beside else {}
    cut = {name: cities.differences(measure, arm, other)["difference"] for measure, name in CUT_OFF.items()}
    return cities.points[CITY].assign(gained=gained, lost=lost, rate=rate(gained, lost), **told, **cut)


def rate(gained: pd.Series, lost: pd.Series) -> pd.Series:
    """From which rate on an arm pays: 0 where it does at any, inf where it does at none or only below one."""
    value = pd.Series(np.where(gained > 0, np.maximum(lost, 0.0) / gained.where(gained > 0, 1.0), np.inf), gained.index)
    return value.where(gained.notna() & lost.notna())


def pays(rows: pd.DataFrame, value: float) -> pd.Series:
    """Whether an arm pays in each city (1 or 0) where a client-day is worth *value* routine matter-days."""
    worth = value * rows["gained"] - rows["lost"]
    return (worth > 0).astype(float).where(worth.notna())


def account_line(rows: pd.DataFrame, judgement: Judgement) -> dict[str, Any]:
    """Means and middle 80 of 100 cities of both currencies, quartiles of the rate, and cities in which no rate helps.

    *never* pays is what gains no client-day and no routine either; *reversed* loses client-days and gains routine: it
    pays only where a client-day is worth less than some rate. *always* pays what loses neither and gains one.
    """
    line: dict[str, Any] = {}
    for name in ("gained", "lost", *(["beside"] if "beside" in rows else [])):
        values = laid_out(rows, name)
        low, high = bounds(values, judgement)
        line |= {name: centre(values), f"{name}_low": low, f"{name}_high": high}
        line["interval_doubtful"] = line.get("interval_doubtful", False) or doubtful(values)
    known = rows.dropna(subset=["gained", "lost"])
    weigh = weights(known)
    for name, ats in (("gained", SPREAD), ("lost", SPREAD), ("rate", QUARTILES)):
        for at, value in zip(ats, quantiles(known[name].to_numpy(), weigh, ats), strict=True):
            line[f"{name}_{at * 100:.0f}"] = value
    gained, lost = known["gained"], known["lost"]
    counted = {
        "never": (gained <= 0) & (lost >= 0),
        "reversed": (gained <= 0) & (lost < 0),
        "always": (gained > 0) & (lost <= 0),
    }
    line |= {name: float(weigh @ holds.to_numpy(float)) if len(known) else math.nan for name, holds in counted.items()}
    return line | {name: centre(laid_out(rows, name)) for name in CUT_OFF.values()} | {"cities": len(known)}


def rates_table(rows: pd.DataFrame, judgement: Judgement, rates: tuple[float, float] = RATES) -> pd.DataFrame:
    """In what share of cities an arm pays, at every rate of the sweep, with intervals; *rates* are least and most."""
    lines = []
    for value in np.geomspace(*rates, STEPS):
        holds = laid_out(rows.assign(pays=pays(rows, float(value))), "pays")
        low, high = share_bounds(holds, judgement)
        lines.append({"value": float(value), "share": centre(holds), "low": low, "high": high})
        lines[-1]["interval_doubtful"] = drawn(holds) < MANY
    return pd.DataFrame(lines)


def ended_table(cities: Cities, team: str, others: list[str], horizon: float, currency: str = GAINED) -> pd.DataFrame:
    """Both currencies apart for runs whose team ended before the horizon and runs whose team went on to it."""
    ends = cities.wide("team_ended")
    year, rows = YEAR / horizon, []
    gained, lost = cities.wide(currency), cities.wide(LOST)
    for other in others:
        if team not in ends or other not in gained:
            continue
        for ended in (1.0, 0.0):
            held = ends[team] == ended
            pairs = pd.DataFrame({"gained": gained[other] - gained[team], "lost": lost[team] - lost[other]})[
                held
            ].dropna()
            rows.append({"against": other, "ended": int(ended), "runs": len(pairs)} | dict(year * pairs.mean()))
    return pd.DataFrame(rows, columns=["against", "ended", "runs", "gained", "lost"])
