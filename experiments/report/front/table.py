"""The one table of the first screen, and who gains and who pays: levels on both sides, and in words what they mean."""

from __future__ import annotations

from collections.abc import Iterable

from experiments.report.doubt import cases
from experiments.report.findings import BETTER, FEW, NEVER, WORSE, Finding, finding, goals
from experiments.report.front.amounts import bare, change, level, of_kind
from experiments.report.front.model import Bearer, Row
from experiments.report.results import Results
from experiments.report.speech import Two, there, word
from experiments.report.translating import marked

SHOWN = 2  # measures that are named of each bearer and side


def rows(results: Results, arm: str, rival: str = "") -> tuple[Row, ...]:
    """A row a measure that the kind of client names, and one more for each goal or harm that is clearly worse.

    With a *rival* its level stands between those of the baseline and of the arm.
    """
    named = [name for name in results.told.rows if name in results.runs]
    worse = [name for name in goals(results) if name not in named and finding(results, name, arm).bad]
    return tuple(row_of(results, finding(results, name, arm), rival) for name in (*named, *worse))


def row_of(results: Results, one: Finding, rival: str = "") -> Row:
    """One measure."""
    levels = [one.other, one.level]
    if rival:
        levels.insert(1, float(results.line(one.measure, rival, results.primary)["mean"]))
    cells = tuple(level(one.measure, value) for value in levels)
    return Row(of_kind(results, one.measure), one.measure, cells, in_words(one), side_of(one))


def side_of(one: Finding) -> str:
    """Better, worse or neither, for the eye."""
    artefact = bool(one.each) or one.reserved
    return one.kind if one.kind in {BETTER, WORSE} and not artefact else "no"


def in_words(one: Finding) -> Two:
    """What a measure says; artefacts are named as what they are."""
    if one.reserved:
        return word("cell.reserved")
    if one.each and one.kind in {BETTER, WORSE}:
        return word("cell.each", mine=level(one.measure, one.each[0]))
    said = word(f"cell.{one.kind}")
    if one.kind in {BETTER, WORSE, "differs"}:
        by = change(one.measure, one.difference)
        said = Two(f"{said.en}, {by.en}", f"{said.zh}，{by.zh}")
    return word("cell.skewed", words=said) if one.skewed and one.kind not in {NEVER, FEW} else said


def bearers(results: Results, arm: str) -> tuple[Bearer, ...]:
    """Each group with what it clearly gains and pays, and in how many of a hundred."""
    found = []
    for group, measures in results.told.bearers.items():
        told = [finding(results, name, arm) for name in measures if name in results.runs]
        who = word(f"bearer.{group}") if there(f"bearer.{group}") else Two(group, marked(group))
        found.append(Bearer(who, _of(results, told, BETTER), _of(results, told, WORSE)))
    return tuple(found)


def _of(results: Results, told: Iterable[Finding], side: str) -> tuple[Two, ...]:
    """What a group gains, or what it pays."""
    chosen = [one for one in told if one.kind == side and not one.reserved and not one.each][:SHOWN]
    return tuple(
        word(
            "bearer.line",
            measure=of_kind(results, one.measure),
            mean=level(one.measure, one.level),
            bare=bare(one.measure, one.level),
            bare_base=bare(one.measure, one.other),
            base=level(one.measure, one.other),
            how=_how(results, one, side),
        )
        for one in chosen
    )


def _how(results: Results, one: Finding, side: str) -> Two:
    """In how many pairs it is so, of a hundred or of as many as there were."""
    line = results.line(one.measure, one.arm, results.primary)
    base = cases(line["pairs"])
    ahead = line["ahead"] if side == BETTER else line["pairs"] - line["ahead"] - line["level"]
    return word("bearer.how", ahead=f"{base * ahead / line['pairs']:.0f}", of=base) if base else Two("", "")
