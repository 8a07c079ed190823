"""A small tree: where an arm is sooner and where later, by two questions at most, counted on cities it never saw."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from experiments.study.intervals import Judgement
from experiments.verdict.clusters import bounds, laid_out
from experiments.verdict.crossfit import HALVES
from experiments.verdict.lines import Line, line_of

DEPTH = 2
LEAST = 0.05  # of the cities: a smaller leaf is no rule
OR = "|"  # between explanations of which one must hold
IS = "explanation = "  # begins the name of a question about the explanation


class Question(NamedTuple):
    """One step to a leaf: *name* is at most *cut* or, with *above*, more; for an explanation 0 or 1 with cut .5."""

    name: str
    cut: float
    above: bool


def tree_table(differences: pd.DataFrame, numbers: pd.DataFrame, judgement: Judgement, smallest: float) -> pd.DataFrame:
    """A row a leaf with the questions that lead to it: fitted on odd draws, counted on even ones.

    CART on where a city came out (-1 sooner, 0 level, +1 later), as the sign is what is asked. Empty where the half
    holds too few cities, or no question parts them. *gain_low* is the lower bound of how much better than without any
    question it foretells, by its square, where an unseen city comes out: below zero it is no rule.
    """
    known = differences.dropna(subset=["difference"])
    numbers = numbers.loc[known.index]
    asked = questions(known, numbers)
    fitted = known["draw"] % 2 == HALVES["odd"]
    if fitted.sum() < 2 / LEAST or (~fitted).sum() == 0:
        return pd.DataFrame()
    paths = _leaves(asked[fitted], _outcome(known.loc[fitted, "difference"], smallest))
    gain_low = _gain(known, asked, paths, fitted, smallest, judgement)
    rows = []
    for found in paths if len(paths) > 1 else []:
        path = [_asked_of(step, known, numbers) for step in found]
        inside = known[~fitted & _inside(asked, path)]
        steps: Line = {}
        for place in range(DEPTH):
            step = path[place] if place < len(path) else Question("", math.nan, above=False)
            steps |= {f"question_{place}": step.name, f"cut_{place}": step.cut, f"above_{place}": int(step.above)}
        steps |= {"fitted": int(_inside(asked[fitted], path).sum()), "gain_low": gain_low}
        rows.append(steps | line_of(inside, judgement, smallest))
    return pd.DataFrame(rows)


def _gain(
    known: pd.DataFrame,
    asked: pd.DataFrame,
    paths: list[list[Question]],
    fitted: pd.Series,
    smallest: float,
    judgement: Judgement,
) -> float:
    """By how much the tree foretells unseen cities better than the mean of the fitted ones, at least."""
    outcome = pd.Series(_outcome(known["difference"], smallest), known.index)
    plain = pd.Series(float(outcome[fitted].mean()), known.index)
    told = plain.copy()
    for path in paths:
        inside = _inside(asked, path)
        told[inside] = outcome[fitted & inside].mean()
    unseen = known.assign(gain=(outcome - plain) ** 2 - (outcome - told) ** 2)[~fitted]
    return bounds(laid_out(unseen, "gain"), judgement)[0]


def questions(known: pd.DataFrame, numbers: pd.DataFrame) -> pd.DataFrame:
    """What may be asked of a city: which explanation holds, and each number; below every value where none is drawn."""
    names = [str(name) for name in known["explanation"].unique()]
    drawers = {column: _drawers(known, numbers[column]) for column in numbers}
    sets = [*([name] for name in names), *(some for some in drawers.values() if 0 < len(some) < len(names))]
    named = {IS + OR.join(some): known["explanation"].isin(some).astype(float) for some in sets}
    return pd.DataFrame(named).join(numbers.fillna(_floors(numbers)))


def _drawers(known: pd.DataFrame, number: pd.Series) -> list[str]:
    """The explanations that draw a number."""
    there = number.notna().groupby(known["explanation"], sort=False).any()
    return [str(name) for name in there.index[there]]


def _floors(numbers: pd.DataFrame) -> pd.Series:
    """A value below all that are drawn, for where nothing is."""
    return numbers.min() - (numbers.max() - numbers.min()).clip(lower=1.0)


def _asked_of(step: Question, known: pd.DataFrame, numbers: pd.DataFrame) -> Question:
    """The same question in its own words: what parts drawn from not drawn asks for the explanation."""
    if step.name not in numbers or not (numbers[step.name].isna().any() and step.cut < numbers[step.name].min()):
        return step
    return Question(IS + OR.join(_drawers(known, numbers[step.name])), 0.5, step.above)


def _outcome(difference: pd.Series, smallest: float) -> np.ndarray:
    return np.asarray(np.sign(difference.where(difference.abs() > smallest, 0.0)))


def _leaves(asked: pd.DataFrame, outcome: np.ndarray) -> list[list[Question]]:
    """The questions to every leaf of a tree that is fitted on *asked*, from left to right."""
    from sklearn.tree import DecisionTreeRegressor

    least = max(1, math.ceil(LEAST * len(asked)))
    grown = DecisionTreeRegressor(max_depth=DEPTH, min_samples_leaf=least, random_state=0)
    tree = grown.fit(asked.to_numpy(float), outcome).tree_
    names: Sequence[str] = list(asked.columns)

    def below(node: int, path: list[Question]) -> list[list[Question]]:
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        if left == right:
            return [path]
        name, cut = names[tree.feature[node]], float(tree.threshold[node])
        return below(left, [*path, Question(name, cut, above=False)]) + below(
            right, [*path, Question(name, cut, above=True)]
        )

    return below(0, [])


def _inside(asked: pd.DataFrame, path: list[Question]) -> pd.Series:
    """Which cities lie in a leaf."""
    inside = pd.Series(True, asked.index)
    for step in path:
        inside &= (asked[step.name] > step.cut) == step.above
    return inside
