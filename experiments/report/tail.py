"""Who does not get there, what the last ones cost, what ran out on the way, and what is known beforehand: in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from experiments.kinds.told import Tail
from experiments.report.plausible.said import amount, called, called_in_chinese
from experiments.report.results import Results
from experiments.report.speech import Two, titled
from experiments.report.tables import Row


def rows(results: Results) -> list[Row]:
    """A row an arm: how many replications do not finish, and what a last one cost beside those before; texts."""
    tail = _tail(results)
    return [
        {"arm": results.arm_title(arm), "unfinished": _unfinished(runs[tail.left]), "with_last": str(many)}
        | {
            f"cost{place}": f"{last} (before: {earlier})" if many else "–"
            for place, (last, earlier) in enumerate(costs)
        }
        for arm, runs, many, costs in _told(results)
    ]


def heads(results: Results) -> list[str]:
    """The units of the costs."""
    return [cost.unit for cost in _tail(results).costs]


def said(results: Results) -> str:
    """What the table counts."""
    client, places = results.told.client, results.places
    return (
        f"“Do not finish”: not every {client} has signed by day {results.horizon}. What a last {client} costs is the "
        "mean over the last tenth of the signatures after day 0, beside the mean of all before: the time charged from "
        "the day on which all others had signed until the last signature, and the price signed for. It is a mean of "
        f"{places} with two signatures or more, which are other ones in other arms; time that brought no signature any "
        "more is in neither."
    )


def chinese(results: Results) -> list[str]:
    """The same in Chinese, with what is known beforehand."""
    return [*_never_in_chinese(results), *_last_in_chinese(results), *_known(results, True)]


def warnings(results: Results) -> list[str]:
    """What ran out or fell through, so that the outcome is not only one of how the work was organised."""
    return list(_warned(results, False))


def warned(results: Results) -> list[Two]:
    """The same in both languages."""
    return [Two(*both) for both in zip(_warned(results, False), _warned(results, True), strict=True)]


def conditioned(results: Results) -> list[str]:
    """What is known of the case beforehand and held."""
    return list(_known(results, False))


def _arms(results: Results, *needed: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """The runs of each arm in the primary setting; nothing where the folder lacks what is *needed*."""
    runs = results.within(results.primary)
    if set(needed) <= set(runs):
        yield from ((arm, runs[runs["arm"] == arm]) for arm in results.arms if (runs["arm"] == arm).any())


def _tail(results: Results) -> Tail:
    """What is told of the last ones; of some kinds of client, nothing."""
    return results.told.tail or Tail()


def _told(results: Results) -> Iterator[tuple[str, pd.DataFrame, int, list[tuple[str, str]]]]:
    """Each arm with its runs, how many have a last one, and its costs (now, before); dashes where none has."""
    tail = _tail(results)
    names = [name for cost in tail.costs for name in (cost.last, cost.earlier)]
    for arm, runs in _arms(results, tail.left, *names):
        there = runs[names].dropna()
        mean = there.mean()
        if runs[tail.left].notna().any():
            yield (
                arm,
                runs,
                len(there),
                [(_amount(mean[cost.last]), _amount(mean[cost.earlier])) for cost in tail.costs],
            )


def _unfinished(left: pd.Series) -> str:
    """In how many replications somebody is left, of those in which there was anybody."""
    return f"{(left > 0).sum()} of {left.notna().sum()}"


def _amount(value: float) -> str:
    """A cost: two decimals where it is small, as prices of households lie close together."""
    return amount(value) if math.isnan(value) or abs(value) >= 10 else f"{value:.2f}"


def _never_in_chinese(results: Results) -> Iterator[str]:
    """How many villages do not finish, arm by arm."""
    left = _tail(results).left
    said = [
        f"{_arm(results, arm)}：{runs[left].notna().sum()}个村中{(runs[left] > 0).sum()}个"
        for arm, runs, *_ in _told(results)
    ]
    if said:
        yield f"到第{results.horizon}天仍未全部签约的村：{'；'.join(said)}。"


def _last_in_chinese(results: Results) -> Iterator[str]:
    """What a last signature takes, and one before."""
    units = [cost.chinese for cost in _tail(results).costs]
    said = []
    for arm, _, many, costs in _told(results):
        each = "，".join(f"{last}{unit}（此前{before}）" for unit, (last, before) in zip(units, costs, strict=True))
        said += [f"{_arm(results, arm)}：{each}"] if many else []
    if said:
        yield f"最后一成签约中每户的代价：{'；'.join(said)}。"


def _warned(results: Results, in_chinese: bool) -> Iterator[str]:
    """A warning for each arm and thing that ran out."""
    for warning in _tail(results).warned:
        for arm, runs in _arms(results, warning.measure):
            hit = runs[runs[warning.measure] > 0]
            if not len(hit):
                continue
            many = {"hit": len(hit), "of": len(runs), "mean": amount(float(hit[warning.measure].mean()))}
            if in_chinese:
                yield warning.chinese.format(arm=_arm(results, arm), **many)
            else:
                yield warning.said.format(arm=results.arm_title(arm), places=results.places, **many)


def _known(results: Results, in_chinese: bool) -> Iterator[str]:
    """The numbers that a scenario is conditioned on, with their values."""
    names = results.config.get("conditioned") or []
    if not names:
        return
    title = results.config["title"]
    if in_chinese:
        title = titled(title).zh
        held = "，".join(f"{called_in_chinese(name)} = {_value(results.config, name)}" for name in names)
        yield f"以已知情况为条件：{title}的下列数值不抽取，在所有城市中固定不变：{held}。"
        yield "这些数值按该案例的已知结果设定，不适用于情况未知的项目。"
        return
    held = "; ".join(f"{called(name)} = {_value(results.config, name)}" for name in names)
    yield (
        f"Conditioned on what is known of {title}: these numbers are held and never drawn: {held}. They were set so "
        "that what is known of the case comes out, so that the page says nothing of a project of which nothing is "
        "known (scenario=relocation)."
    )


def _value(config: dict[str, Any], name: str) -> str:
    """What stands in the configuration under a dotted name."""
    node: Any = config
    for part in name.split("."):
        node = node[part]
    return f"{node:g}"


def _arm(results: Results, arm: str) -> str:
    return titled(results.arm_title(arm)).zh
