"""Five numbers that an official should look up before believing an answer, and where to find each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.report.front.amounts import UNITS, number
from experiments.report.plausible.said import called, called_in_chinese
from experiments.report.plausible.verdict import Verdict
from experiments.report.plausible.words import in_order
from experiments.report.results import Results
from experiments.report.speech import Two, same, there, word
from experiments.verdict.deciding import ALL
from sim.core.parameter import Description
from sim.scenario import every_parameter

FIVE = 5


@dataclass(frozen=True, slots=True)
class Check:
    """A number: what it is called, what the model took for it, and where an official finds the own one."""

    name: Two
    value: Two
    where: Two
    dotted: str


def five(results: Results, verdict: Verdict | None) -> tuple[Check, ...]:
    """Those that go most with the difference where cities were drawn; elsewhere those that the kind of client names."""
    names = deciding(verdict) if verdict is not None else []
    names += [name for name in results.told.checks if name not in names]
    declared = {one.name: one for one in every_parameter()}
    drawn = verdict is not None
    return tuple(check(name, declared.get(name), results.config, drawn) for name in names[:FIVE])


def deciding(verdict: Verdict) -> list[str]:
    """Numbers of the first headline, the strongest rank correlation first, where it is more than chance shows."""
    heads = [head for head, _ in in_order(verdict)]
    table = verdict.of("deciding", heads[0]) if heads else None
    if table is None or not len(table):
        return []
    rows = table[(table["explanation"] == ALL) & (table["correlation"].abs() > table["chance"])]
    order = rows.assign(size=rows["correlation"].abs()).sort_values("size", ascending=False, kind="stable")
    return [str(name) for name in order["number"]]


def check(name: str, declared: Description | None, config: Mapping[str, Any], drawn: bool) -> Check:
    """One number; *drawn* says that cities were drawn from its range."""
    said = Two(called(name), called_in_chinese(name))
    if declared is None:
        return Check(said, word("brief.came_about"), where(name), name)
    span = declared.plausible
    if drawn and span is not None:
        value = word("brief.drawn", low=_bare(span.low, declared.unit), high=_amount(span.high, declared.unit))
    else:
        there_is = [float(one) for one in values(config, name.split("."))]
        value = _amount(sum(there_is) / len(there_is), declared.unit) if there_is else word("brief.came_about")
        if len(set(there_is)) > 1:
            value = word("brief.mean_of", mean=value)
    return Check(said, value, where(name), name)


def values(tree: Any, path: list[str]) -> list[Any]:
    """What stands in a configuration at a dotted name; all of them where a star stands for several."""
    if not path:
        return [] if tree is None else [tree]
    if not isinstance(tree, Mapping):
        return []
    here = tree.values() if path[0] == "*" else [tree[path[0]]] if path[0] in tree else []
    return [value for one in here for value in values(one, path[1:])]


def where(name: str) -> Two:
    """Where an official finds a number: as said for it, else for the nearest group that it belongs to."""
    parts = [part for part in name.split(".") if part != "*"]
    for many in range(len(parts), 0, -1):
        key = "brief.where." + "_".join(parts[:many])
        if there(key):
            return word(key)
    return word("brief.where.nobody")


def _bare(value: float, unit: str) -> Two:
    """A value without its unit."""
    return same(number(100.0 * value if unit.startswith(("share", "probability")) else value))


def _amount(value: float, unit: str) -> Two:
    """A value with its unit; a share in per cent."""
    unit = UNITS.get(unit, unit)
    own = f"brief.units.{unit}"
    if unit.startswith(("share", "probability")):
        return same(number(100.0 * value)) + (word(own) if there(own) else same("%"))
    said = word(own) if there(own) else word(f"units.{unit}")
    return Two(f"{number(value)} {said.en}".strip(), f"{number(value)}{said.zh}")
