"""How forecasts stand beside their rivals, in words: every point, the totals, and what may be concluded."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from experiments.forecasting.case import names
from experiments.forecasting.scoring import ALL, FORECASTERS, SIMULATION, WIDTH_OF
from experiments.forecasting.told import percent

BASIS = (
    "No number was fitted to these outcomes: ranges come from the evidence (docs/parameters.md); the Weibull curve was "
    "fitted to the outcomes of the other cases."
)
KNOWN_BEFORE = (
    "Calibration cases ({cases}): their outcomes were known while the rules of households were written. "
    "Cases of your own are the test."
)
CORRELATED = "Few points tell little: those of one case hang together, and a gap of some hundredths is chance."


def standing(table: pd.DataFrame) -> str:
    """The whole of ``score.csv`` as a person reads it."""
    points, totals = table[table["case"] != ALL], table[table["case"] == ALL]
    rivals = [name for name in FORECASTERS if name != SIMULATION]
    lines = [at_point(rows) for _, rows in points.groupby(["case", "day"], sort=False)]
    many, cases = len(lines), points["case"].unique()
    lines += [
        "",
        f"{many} points of {len(cases)} cases{'':3}mean CRPS  in 50 %  in 80 %  in 95 %  median width  mean bias",
    ]
    lines += [total(row) for row in totals.to_dict("records")]
    lines += [
        "",
        *(
            f"the simulation is nearer than the {name} curve at {ahead(points, name)} of {many} points"
            for name in rivals
        ),
    ]
    ours = [name for name in cases if name in names()]
    lines += [BASIS, *([KNOWN_BEFORE.format(cases=", ".join(ours))] if ours else []), CORRELATED]
    return "\n".join(lines)


def at_point(rows: pd.DataFrame) -> str:
    """One point: what came about, what was forecast, and the CRPS of every forecaster."""
    by = {row["forecaster"]: row for row in rows.to_dict("records")}
    ours = by[SIMULATION]
    held = "inside" if ours[f"in_{WIDTH_OF}"] else "outside"
    scores = ", ".join(f"{name} {by[name]['crps']:.3f}" for name in FORECASTERS)
    return (
        f"{ours['case']}, day {ours['day']:.0f}: {percent(ours['outcome'])} signed; forecast {percent(ours['median'])} "
        f"[{percent(ours['low'])} to {percent(ours['high'])}], {held}; CRPS: {scores}"
    )


def total(row: dict[Any, Any]) -> str:
    """The totals of one forecaster."""
    covered = "".join(f"{_or_none(row[f'in_{band}'], '.0%'):>9}" for band in (50, 80, 95))
    return (
        f"  {row['forecaster']:20}{row['crps']:11.3f}{covered}{_or_none(row['width'], '.2f'):>14}{row['bias']:+11.2f}"
    )


def _or_none(value: float, form: str) -> str:
    return "none" if math.isnan(value) else format(value, form)


def ahead(points: pd.DataFrame, rival: str) -> int:
    """At how many points the simulation has the smaller CRPS."""
    wide = points.pivot(index=["case", "day"], columns="forecaster", values="crps")
    return int((wide[SIMULATION] < wide[rival]).sum())
