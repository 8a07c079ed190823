"""The page of a study of plausible cities, from its tables alone."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report import doubt, story, tables, tail, words
from experiments.report.figures import both, style
from experiments.report.figures.plausible import frontier, pays, sign_map
from experiments.report.figures.reading import cities
from experiments.report.front import judged
from experiments.report.front.model import Front
from experiments.report.plausible import chinese, grounds, rows
from experiments.report.plausible.boxes import tree
from experiments.report.plausible.verdict import Verdict, read_verdict
from experiments.report.plausible.words import answer, beside_the_map, in_order
from experiments.report.results import Results, read_results
from experiments.report.speech import Two
from experiments.report.whole import set_fold, write_page


def build_verdict(results: Results) -> Path:
    """Write figures and ``report.html`` into the folder of *results*; the page."""
    verdict = read_verdict(results)
    heads = [head for head, _ in in_order(verdict)]
    fold = set_fold(
        "plausible.html.j2",
        results=results,
        verdict=verdict,
        drawings=draw_all(verdict),
        answer=answer(verdict),
        beside_the_map=beside_the_map(verdict),
        chinese=[*chinese.answer(verdict), *tail.chinese(results)],
        last_ones=tail.rows(results),
        last_costs=tail.heads(results),
        last_said=tail.said(results),
        doubts=doubt.doubts(pd.concat([verdict.tables["verdict"], verdict.tables["crossfit"]]), "draws"),
        rests_on=grounds.rests_on(verdict),
        beside_prices=[*grounds.cut_off(verdict), *grounds.ended(verdict)],
        per_rival=rows.per_rival(verdict),
        cross_fit=rows.cross_fit(verdict),
        accounts=rows.accounts(verdict),
        heads={verdict.title(head): rows.per_explanation(verdict, head) for head in heads},
        numbers={verdict.title(head): rows.numbers(verdict, head) for head in heads},
        trees=[sentence for head in heads[1:] for sentence in tree(verdict, head)],
        unfinished=rows.unfinished(verdict),
        coin=results.told.counted_in,
        held_equal=words.held_equal(results),
        measures=tables.measures(results),
        idle_measures=tables.measures(results, idle=True),
        command=shlex.join(results.manifest["command"]),
        manifest=results.manifest,
    )
    return write_page(results.folder, front_of(verdict), fold, results.manifest, story=story.told(results))


def front_of(verdict: Verdict) -> Front:
    """What stands above the fold, with its figure."""
    return replace(judged.front(verdict), drawing=cities.drawing(verdict, verdict.results.folder / "figures"))


def first_screen(folder: Path) -> list[str]:
    """The answer as lines of text."""
    return answer(read_verdict(read_results(folder)))


def draw_all(verdict: Verdict) -> dict[str, Two]:
    """The figures of the researcher's part in both languages; each is written as SVG and PNG as well."""
    wanted = {"frontier": frontier.draw, "pays": pays.draw}
    wanted |= {"sign_map": sign_map.draw} if len(verdict.tables["sign_map"]) else {}
    results = verdict.results
    own = f"experiments.report.figures.{results.config['clients']}"
    for name in results.told.of_cities:
        wanted[name] = partial(of_results, import_module(f"{own}.{name}").draw)
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        folder = results.folder / "figures"
        return {name: both.save(draw(verdict), folder, name) for name, draw in wanted.items()}


def of_results(draw: Callable[[Results], Figure], verdict: Verdict) -> Figure:
    """A figure of the kind's own, from the runs behind a verdict."""
    return draw(verdict.results)
