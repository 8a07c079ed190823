"""Writing the page on two comparisons: one HTML file in both languages, in the folder that is named first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.report.beside.differs import Differing, differing
from experiments.report.front.compared import team_of
from experiments.report.front.model import Front, Row
from experiments.report.page import read_front
from experiments.report.plausible.said import clear
from experiments.report.plausible.verdict import BEST, Verdict
from experiments.report.plausible.words import in_order
from experiments.report.results import Results, read_results
from experiments.report.setting import HERE, environment
from experiments.report.shares import METRIC
from experiments.report.speech import Two, same, titled, word
from experiments.report.translating import knowing
from experiments.study.store import write_whole
from sim.yaml_scan import ConfigError

SHOWN = 12  # differences that stand open; the others are folded
LONGEST = 60  # characters of a folder's name in that of the page


@dataclass(frozen=True, slots=True)
class Side:
    """One comparison: its folder, what its page says first, and its verdict where cities were drawn."""

    results: Results
    front: Front
    verdict: Verdict | None

    @property
    def name(self) -> str:
        """What the folder is called."""
        return self.results.folder.resolve().name

    @property
    def rivals(self) -> list[str]:
        """Whom the team is compared with: in a verdict the headlines first, then every other arm."""
        if self.verdict is None:
            return [self.results.baseline]
        return list(dict.fromkeys([*(head for head, _ in in_order(self.verdict)), *self.verdict.others]))

    def lean(self, rival: str) -> int:
        """Which way the team points beside a rival: -1 sooner, 1 later, 0 where that is not known."""
        line = self.line(rival)
        if line is None or math.isnan(line["difference"]) or not clear(line):
            return 0
        return -1 if line["difference"] < 0 else 1

    def line(self, rival: str) -> pd.Series | None:
        """The comparison of the team with a rival."""
        if self.verdict is not None:
            return self.verdict.line(rival)
        return pd.Series(self.results.line(METRIC, team_of(self.results), self.results.primary))


def build_beside(first: Path, second: Path) -> Path:
    """Write the page on both into the *first* folder; the page. Raises ConfigError for folders that are not two."""
    if first.resolve() == second.resolve():
        raise ConfigError(f"{second}: is the same folder twice; name another comparison")
    sides = (side_of(first), side_of(second))
    found = differing(sides[0].results, sides[1].results)
    page = environment().get_template("beside.html.j2").render(
        sides=sides, found=found[:SHOWN], more=found[SHOWN:], nothing=word("beside.same") if not found else None,
        notes=notes(sides, found), agree=agreement(sides), rows=list(paired(sides)), word=word, heads=heads(sides),
        css=(HERE / "page.css").read_text(encoding="utf-8") + (HERE / "beside.css").read_text(encoding="utf-8"),
    )  # fmt: skip
    path = first / f"beside_{re.sub(r'[^A-Za-z0-9_.-]', '_', sides[1].name)[:LONGEST]}.html"
    write_whole(path, page.encode())
    return path


def side_of(folder: Path) -> Side:
    """What stands in one folder."""
    results = read_results(folder)
    with knowing(results.titles):
        front, verdict = read_front(results)
    return Side(results, front, verdict)


def notes(sides: tuple[Side, Side], found: tuple[Differing, ...]) -> list[Two]:
    """What can be set beside the other, and what cannot."""
    one, other = (side.results for side in sides)
    said = []
    if one.config["clients"] != other.config["clients"]:
        said.append(word("beside.other_clients"))
    if one.judged != other.judged:
        said.append(word("beside.other_question"))
    if one.manifest["code_hash"] != other.manifest["code_hash"]:
        said.append(
            word("beside.other_code", one=one.manifest["code_hash"][:12], other=other.manifest["code_hash"][:12])
        )
    if len(found) == 1 and not said:
        said.append(word("beside.only"))
    return said


def agreement(sides: tuple[Side, Side]) -> Two:
    """Whether the team points the same way in both, beside the first rival that both compare it with."""
    shared = [rival for rival in sides[0].rivals if rival in sides[1].rivals]
    if not shared:
        return word("beside.no_rival")
    leans = [side.lean(shared[0]) for side in sides]
    if 0 in leans:
        said = word("beside.unknown" if any(leans) else "beside.neither")
    elif leans[0] == leans[1]:
        said = word("beside.agree_sooner" if leans[0] < 0 else "beside.agree_later")
    else:
        names = {key: same(sides[leans.index(lean)].name) for key, lean in (("one", -1), ("other", 1))}
        said = word("beside.disagree", **names)
    rival = word("beside.best") if shared[0] == BEST else titled(sides[0].results.arm_title(shared[0]))
    return word("beside.against", rival=rival) + said


def paired(sides: tuple[Side, Side]) -> Iterator[tuple[Two, list[tuple[Two, ...]]]]:
    """A row a measure that either table shows, its cells of both sides."""
    tables: list[dict[str, Row]] = [{row.name: row for row in side.front.rows} for side in sides]
    for name in dict.fromkeys((*tables[0], *tables[1])):
        there = [table.get(name) for table in tables]
        cells = [
            row.cells if row else (same("–"),) * len(side.front.heads) for row, side in zip(there, sides, strict=True)
        ]
        yield next(row.measure for row in there if row), cells


def heads(sides: tuple[Side, Side]) -> list[Two]:
    """The heads of the table: the arms of both sides, with the name of the folder."""
    found = []
    for side in sides:
        found += [Two(f"{side.name}: {head.en}", f"{side.name}：{head.zh}") for head in side.front.heads]
    return found
