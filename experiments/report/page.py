"""The page: figures, tables and words in one HTML file that needs no network."""

from __future__ import annotations

import shlex
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report import conclusions, doubt, people, pictures, shares, story, tables, tail, words
from experiments.report.figures import attribution, bearers, both, headline, ledger, rivals, style, time_parts
from experiments.report.figures.reading import arms
from experiments.report.front import compared, judged
from experiments.report.front.model import Front
from experiments.report.plausible.page import build_verdict
from experiments.report.plausible.verdict import Verdict, read_verdict
from experiments.report.results import Results, read_results
from experiments.report.speech import Two
from experiments.report.translating import knowing
from experiments.report.whole import set_fold, write_page

FIGURES = {
    "headline": headline.draw,
    "time": time_parts.draw,
    "ledger": ledger.draw,
    "bearers": bearers.draw,
}


def build_report(folder: Path) -> Path:
    """Write figures and ``report.html`` into *folder*; the page. Raises ConfigError for a folder that is unfinished."""
    results = read_results(folder)
    with knowing(results.titles):
        return build_verdict(results) if results.judged else build_comparison(results)


def build_comparison(results: Results) -> Path:
    """Write the page of a comparison at one point, and its figures."""
    drawings = draw_all(results)
    fold = set_fold(
        "page.html.j2",
        results=results,
        drawings=drawings,
        disagreements=words.disagreements(results) if "rivals" in drawings else [],
        shares=shares.english(results) if "attribution" in drawings else [],
        shares_in_chinese=shares.chinese(results) if "attribution" in drawings else [],
        shares_hold=shares.made_of(results) if "attribution" in drawings else [],
        three_numbers=shares.three_numbers(results) if "attribution" in drawings else [],
        can=conclusions.can(results),
        cannot=conclusions.cannot(results),
        pictures=pictures.pictures(results),
        people=people.rows(results),
        evaluation=people.evaluation(results),
        held_equal=words.held_equal(results),
        set_aside=words.set_aside(results),
        last_ones=tail.rows(results),
        last_costs=tail.heads(results),
        last_said=tail.said(results),
        conditioned=tail.conditioned(results),
        last_ones_in_chinese=tail.chinese(results),
        tables={setting: tables.comparison_rows(results, setting) for setting in results.settings},
        doubts=doubt.doubts(shown(results), results.places),
        never=list(doubt.never_said(shown(results), results.arm_title, results.places)),
        naive=tables.naive_rows(results),
        measures=tables.measures(results),
        idle_measures=tables.measures(results, idle=True),
        command=shlex.join(results.manifest["command"]),
        manifest=results.manifest,
    )
    return write_page(results.folder, front_of(results), fold, results.manifest, story=story.told(results))


def front_of(results: Results) -> Front:
    """What stands above the fold, with its figure."""
    return replace(compared.front(results), drawing=arms.drawing(results, results.folder / "figures"))


def read_front(results: Results) -> tuple[Front, Verdict | None]:
    """What the page of a comparison says first, without its figure; and the verdict, where cities were drawn."""
    if not results.judged:
        return compared.front(results), None
    verdict = read_verdict(results)
    return judged.front(verdict), verdict


def shown(results: Results) -> pd.DataFrame:
    """The lines of the comparison that the page shows in its primary setting."""
    table = results.comparison[results.comparison["resources"] == results.primary]
    return table[table["metric"].isin([*results.told.table, results.config["study"]["metric"]])]


def draw_all(results: Results) -> dict[str, Two]:
    """Every figure of the researcher's part as SVG text in both languages; each is written as SVG and PNG as well."""
    own = f"experiments.report.figures.{results.config['clients']}"
    wanted = FIGURES | {name: import_module(f"{own}.{name}").draw for name in results.told.figures}
    told = len(results.rivals) and bool((results.rivals["metric"] == "restricted_days").any())
    wanted |= {"rivals": rivals.draw} if told else {}
    wanted |= {"attribution": draw_shares} if len(results.shares) else {}
    wanted |= pictures.drawers(results)
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        return {name: both.save(draw(results), results.folder / "figures", name) for name, draw in wanted.items()}


def draw_shares(results: Results) -> Figure:
    """From the baseline to the arm as it was, share by share."""
    whole = shares.total_of(results)
    level = float(whole["baseline_mean"])
    labels = {name: shares.title(name) for name in results.shares["ingredient"]}
    arms = (results.arm_title(whole["baseline"]), results.arm_title(whole["arm"]))
    return attribution.draw(results.shares, labels, (level, level + float(whole["value"])), arms)
