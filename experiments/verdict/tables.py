"""Every table of a verdict, by the name of its file: from the runs and points of a study to what the page says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.kinds import told_of
from experiments.kinds.told import Alike
from experiments.study.intervals import Judgement
from experiments.study.settings import Study
from experiments.study.statistics import judgement_of
from experiments.study.strangers import read_parquet
from experiments.verdict.account import GAINED, RATES, account_line, accounts, ended_table, rates_table
from experiments.verdict.cities import CITY, Cities, cities_of, told_by_none
from experiments.verdict.comparison import compare_cities
from experiments.verdict.crossfit import crossfit_table, judged
from experiments.verdict.deciding import deciding, features
from experiments.verdict.lines import line_of, sides
from experiments.verdict.sign_map import sign_map
from experiments.verdict.tree import tree_table

BEST = "best rival"  # the arm that stands in tables for the best of the rivals, chosen on the other half
ALL, ALIKE = "all", "alike"


@dataclass(frozen=True, slots=True)
class Ask:
    """What a verdict is asked: *team* beside each of *against*, beside the best of *rivals*, and beside every arm.

    *arms* begin with the baseline; *bands* cut cities by their backlog; *alike* says which replications are like the
    case; *horizon* is how many days are followed; *currency* the measure of what clients bear, *beside* one so told,
    *rates* the least and most routine matter-days that one may be worth.
    """

    team: str
    against: tuple[str, ...]
    rivals: tuple[str, ...]
    arms: tuple[str, ...]
    metric: str
    smallest: float
    bands: tuple[float, ...]
    horizon: float
    judgement: Judgement
    alike: Alike | None
    currency: str = GAINED
    beside: str = ""
    rates: tuple[float, float] = RATES

    @property
    def others(self) -> list[str]:
        """Every arm that the team is compared with, headline pairs first."""
        named = [*self.against, *self.rivals, *self.arms]
        return [arm for arm in dict.fromkeys(named) if arm != self.team]

    @property
    def heads(self) -> list[str]:
        """What the headline pairs are against: some arms by name, and the best of the rivals."""
        return [*self.against, BEST]


def ask_of(study: Study) -> Ask:
    """What a study asks of its verdict."""
    settings, headline, told = study.study, study.study.headline, told_of(study.clients)
    return Ask(
        team=headline.team,
        against=tuple(headline.against),
        rivals=tuple(headline.rivals),
        arms=tuple(study.arms),
        metric=settings.metric,
        smallest=settings.smallest,
        bands=tuple(headline.backlog_bands),
        horizon=float(study.calendar.horizon_days),
        judgement=judgement_of(settings),
        alike=told.alike,
        currency=told.currency,
        beside=told.counted_in.beside,
        rates=told.counted_in.rates,
    )


def tables_of(study: Study, folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of the verdict on the runs in *folder*, and ``comparison.csv`` in every resource setting."""
    runs, points = (read_parquet(folder, f"{name}.parquet") for name in ("runs", "points"))
    ask, settings = ask_of(study), list(study.resources)
    compared = [compare_cities(cities_of(runs, points, one), ask.arms, one, ask.judgement) for one in settings]
    return {"comparison.csv": pd.concat(compared, ignore_index=True)} | verdict_tables(runs, points, settings[0], ask)


def verdict_tables(runs: pd.DataFrame, points: pd.DataFrame, resources: str, ask: Ask) -> dict[str, pd.DataFrame]:
    """The tables of the verdict in the first resource setting, ready to be written."""
    cities = cities_of(runs, points, resources)
    beside = {other: against(cities, other, ask) for other in ask.others} | {BEST: against(cities, BEST, ask)}
    heads = {other: beside[other] for other in ask.heads}
    numbers = features(cities.points, cities.backlog())
    return {
        "verdict.csv": _verdicts(cities, beside, ask),
        "crossfit.csv": crossfit_table(cities, ask.team, ask.rivals, ask.metric, ask.judgement, ask.smallest),
        "cities.csv": _cities(cities, beside, ask),
        "unfinished.csv": told_by_none(cities, ask.arms),
        "sign_map.csv": _stacked(
            {
                name: sign_map(one, cities.backlog(), ask.bands, ask.judgement, ask.smallest)
                for name, one in heads.items()
            }
        ),
        "deciding.csv": _stacked({name: deciding(one, numbers, ask.judgement) for name, one in heads.items()}),
        "tree.csv": _stacked(
            {name: tree_table(one, numbers, ask.judgement, ask.smallest) for name, one in heads.items()}
        ),
    } | _accounts(cities, ask)


def against(cities: Cities, other: str, ask: Ask) -> pd.DataFrame:
    """Differences of the team to an arm, or to the best of the rivals as chosen on the other half."""
    if other == BEST:
        return judged(cities, ask.team, ask.rivals, ask.metric)[1]
    return cities.differences(ask.metric, ask.team, other)


def _stacked(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Tables of several pairs as one, with whom they are against first."""
    kept = [table.assign(against=name) for name, table in tables.items() if len(table)]
    if not kept:
        return pd.DataFrame(columns=["against"])
    frame = pd.concat(kept, ignore_index=True)
    return frame[["against", *(name for name in frame.columns if name != "against")]]


def _verdicts(cities: Cities, beside: dict[str, pd.DataFrame], ask: Ask) -> pd.DataFrame:
    """``verdict.csv``: a row a pair for all cities, for each explanation, and for villages like the case."""
    like = cities.like(ask.alike) if ask.alike else None
    rows = []
    for other, differences in beside.items():
        groups = {(ALL, ALL): differences}
        for explanation in cities.explanations:
            groups[ALL, explanation] = differences[differences["explanation"] == explanation]
        if like is not None:
            groups[ALIKE, ALL] = against(like, other, ask)
        for (among, explanation), chosen in groups.items():
            head = {"against": other, "among": among, "explanation": explanation}
            rows.append(head | line_of(chosen, ask.judgement, ask.smallest))
    return pd.DataFrame(rows)


def _cities(cities: Cities, beside: dict[str, pd.DataFrame], ask: Ask) -> pd.DataFrame:
    """``cities.csv``: a row a city with its backlog and, beside each arm, the difference and the side it falls on."""
    frame = cities.points[CITY].assign(backlog_before=cities.backlog())
    for other, differences in beside.items():
        split = sides(differences, ask.smallest)
        frame[f"difference to {other}"] = differences["difference"]
        frame[f"pairs with {other}"] = differences["pairs"]
        side = split[["sooner", "level", "later"]].fillna(0.0)
        frame[f"side to {other}"] = side.idxmax(axis=1).where(side.any(axis=1), "missing")
    return frame.reset_index()


def _accounts(cities: Cities, ask: Ask) -> dict[str, pd.DataFrame]:
    """Both currencies: every arm beside the baseline, the team beside every other arm; and at which rates it pays."""
    baseline = ask.arms[0]
    pairs = [(arm, baseline) for arm in ask.arms[1:]] + [(ask.team, other) for other in ask.others if other != baseline]
    lines, rates = [], {}
    for arm, other in dict.fromkeys(pairs):
        rows = accounts(cities, arm, other, ask.horizon, ask.currency, ask.beside)
        lines.append({"arm": arm, "against": other} | account_line(rows, ask.judgement))
        if arm == ask.team:
            rates[other] = rates_table(rows, ask.judgement, ask.rates)
    return {
        "account.csv": pd.DataFrame(lines),
        "rates.csv": _stacked(rates),
        "ended.csv": ended_table(cities, ask.team, ask.others, ask.horizon, ask.currency),
    }
