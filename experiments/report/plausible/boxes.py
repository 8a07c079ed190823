"""The small tree in one sentence: where an arm is sooner and where later, by two questions at most."""

from __future__ import annotations

import pandas as pd

from experiments.report.plausible.said import called, days, frequencies, of_cities, short
from experiments.report.plausible.verdict import Verdict
from experiments.report.words import EXPLANATIONS
from experiments.verdict.tree import DEPTH, IS, OR


def tree(verdict: Verdict, head: str) -> list[str]:
    """The small tree in one sentence, the box that the team loses most first; empty where none was found."""
    rows = verdict.of("tree", head)
    rows = rows[rows["cities"] > 0] if len(rows) else rows
    if not len(rows):
        return []
    if not rows["gain_low"].iloc[0] > 0:
        return [f"No two questions part the cities against {verdict.title(head)}: on unseen draws none held."]
    ordered = rows.assign(lean=rows["sooner"] - rows["later"]).sort_values("lean", kind="stable")
    boxes = [_box(row, verdict.explanations) for _, row in ordered.iterrows()]
    said = (
        f"A small tree parts the cities against {verdict.title(head)} (found on odd draws, counted on even ones): "
        f"{'; '.join(boxes)}."
    )
    return [said]


def _box(row: pd.Series, explanations: list[str]) -> str:
    """One leaf: its questions and how its cities came out."""
    left, steps = set(explanations), []
    for place in range(DEPTH):
        name, above = row[f"question_{place}"], bool(row[f"above_{place}"])
        if isinstance(name, str) and name.startswith(IS):
            asked = set(name.removeprefix(IS).split(OR))
            left = left & asked if above else left - asked
        elif isinstance(name, str) and name:
            steps.append(f"{called(name)} is {'above' if above else 'at most'} {short(float(row[f'cut_{place}']))}")
    sooner, level, later = frequencies(row)
    where = " and ".join([*_reasons(left, explanations), *steps])
    return (
        f"where {where}, sooner in {sooner}, level in {level}, later in {later} of {of_cities(row)} "
        f"({days(row['difference'])} days; {row['cities']:.0f} cities)"
    )


def _reasons(left: set[str], explanations: list[str]) -> list[str]:
    """The explanations that a leaf leaves possible, as a clause; what they are not where that is shorter."""
    kept = [name for name in explanations if name in left]
    gone = [name for name in explanations if name not in left]
    if not gone:
        return []
    clauses = [EXPLANATIONS.get(name, name).replace("\n", " ") for name in (gone if len(gone) < len(kept) else kept)]
    return [f"it is not that {' or that '.join(clauses)}" if len(gone) < len(kept) else " or ".join(clauses)]
