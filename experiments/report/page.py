"""The page: figures, tables and words in one HTML file that needs no network."""

from __future__ import annotations

import shlex
from importlib import import_module
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report import conclusions, doubt, people, pictures, shares, tables, tail, words
from experiments.report.figures import attribution, bearers, headline, ledger, rivals, style, time_parts
from experiments.report.plausible.page import build_verdict
from experiments.report.results import Results, read_results
from experiments.report.setting import HERE, environment
from experiments.study.store import write_whole

FIGURES = {
    "headline": headline.draw,
    "time": time_parts.draw,
    "ledger": ledger.draw,
    "bearers": bearers.draw,
}


def build_report(folder: Path) -> Path:
    """Write figures and ``report.html`` into *folder*; the page. Raises ConfigError for a folder that is unfinished."""
    results = read_results(folder)
    if results.judged:
        return build_verdict(results)
    drawings = draw_all(results)
    template = environment().get_template("page.html.j2")
    page = template.render(
        results=results,
        css=(HERE / "page.css").read_text(encoding="utf-8"),
        drawings=drawings,
        answer=words.answer(results),
        prices=words.prices(results),
        disagreements=words.disagreements(results) if "rivals" in drawings else [],
        shares=shares.english(results) if "attribution" in drawings else [],
        shares_in_chinese=shares.chinese(results) if "attribution" in drawings else [],
        shares_hold=shares.made_of(results) if "attribution" in drawings else [],
        three_numbers=shares.three_numbers(results) if "attribution" in drawings else [],
        can=conclusions.can(results),
        cannot=conclusions.cannot(results),
        outcome=words.outcome(results),
        pictures=pictures.pictures(results),
        people=people.rows(results),
        evaluation=people.evaluation(results),
        held_equal=words.held_equal(results),
        set_aside=words.set_aside(results),
        warnings=tail.warnings(results),
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
        failures=len(results.manifest["failures"]),
    )
    path = folder / "report.html"
    write_whole(path, page.encode("utf-8"))
    return path


def shown(results: Results) -> pd.DataFrame:
    """The lines of the comparison that the page shows in its primary setting."""
    table = results.comparison[results.comparison["resources"] == results.primary]
    return table[table["metric"].isin([*results.told.table, results.config["study"]["metric"]])]


def draw_all(results: Results) -> dict[str, str]:
    """Every figure as SVG text; each is written as SVG and PNG as well."""
    own = f"experiments.report.figures.{results.config['clients']}"
    wanted = FIGURES | {name: import_module(f"{own}.{name}").draw for name in results.told.figures}
    told = len(results.rivals) and bool((results.rivals["metric"] == "restricted_days").any())
    wanted |= {"rivals": rivals.draw} if told else {}
    wanted |= {"attribution": draw_shares} if len(results.shares) else {}
    wanted |= pictures.drawers(results)
    with mpl.rc_context(style.SETTINGS):  # type: ignore[arg-type]
        return {name: style.save(draw(results), results.folder / "figures", name) for name, draw in wanted.items()}


def draw_shares(results: Results) -> Figure:
    """From the baseline to the arm as it was, share by share."""
    whole = shares.total_of(results)
    level = float(whole["baseline_mean"])
    labels = {name: shares.title(name) for name in results.shares["ingredient"]}
    arms = (results.arm_title(whole["baseline"]), results.arm_title(whole["arm"]))
    return attribution.draw(results.shares, labels, (level, level + float(whole["value"])), arms)
