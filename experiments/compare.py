"""Compare arms of one scenario, paired seed by seed, in many plausible cities or in one, and leave a report.

python -m experiments.compare scenario=xiaonanmen arms=[siloed,orders,best_silo,task_force] points=100 replications=2
       study=compare study.design.width=0.5 explanation=lapse seed=1 workers=2 output=results/compare
       study=one_point resources=[equal_routine,equal_effort,as_it_was] replications=200 sequential=true
       executor=processes metric=restricted_days dry_run=true any.parameter=value

study=compare draws so many cities (points) from the plausible ranges of their numbers, each under every explanation of
the stall, and simulates each so often; a number that is typed holds in all of them, an explanation= is the only one.
Its pairs of arms (study.headline) are judged in a verdict. study=one_point looks at one city of default numbers. The
first arm is the baseline. The same command again goes on where it stopped. Exit codes: 0 done; 1 some runs failed (the
rest is there); 2 bad input; 130 or 143 interrupted.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from experiments.arms.experiment import BELOW, experiment_of, known_of
from experiments.arms.first_city import people_tables
from experiments.arms.median_run import timeline_table
from experiments.arms.rivals import FOLDER as RIVALS
from experiments.arms.rivals import compare_rivals, rivals_of
from experiments.arms.story import story_tables
from experiments.attribution.of_comparison import FILE as SHARES
from experiments.attribution.of_comparison import Asked, asked_of, experiment_beside, shares_table
from experiments.kinds import plural, told_of
from experiments.study.cities import compare_cities, counted_apart
from experiments.study.command import Command, Tables
from experiments.study.design import PLAUSIBLE
from experiments.study.experiment import HERE, Experiment
from experiments.study.front import run
from experiments.study.intervals import as_text, explained
from experiments.study.manifest import read_manifest
from experiments.study.never import is_partial, said_of
from experiments.study.settings import Study, load_study, study_points
from experiments.study.statistics import before_after, compare_table, judgement_of
from sim.measures.columns import COLUMNS
from sim.yaml_scan import ConfigError

KIND = "comparison"


class Comparison(NamedTuple):
    """A study, the same under other explanations of a stall, and what is asked of the difference; None: nothing."""

    study: Study
    rivals: dict[str, Study]
    shares: Asked | None


def read(arguments: list[str]) -> Comparison:
    """The comparison that *arguments* describe."""
    study = load_study(arguments, {"study": "compare"})
    if len(study.arms) < 2:
        raise ConfigError(f"arms = [{','.join(study.arms)}]: a comparison needs two at least")
    if study.study.design.kind == PLAUSIBLE:
        for key in ("rival_replications", "attribution_replications"):
            if getattr(study.study, key):
                said = "is for one point; the cities of a plausible study stand under every explanation themselves"
                raise ConfigError(f"study.{key} = {getattr(study.study, key)}: {said}")
    elif study.study.design.kind != "none":
        raise ConfigError(f"study.design.kind = {study.study.design.kind}: compare has one point, or cities; use sweep")
    if study.study.headline.named:
        return Comparison(study, {}, None)
    return Comparison(study, rivals_of(study, arguments), asked_of(study))


def experiments(asked: Comparison) -> list[Experiment]:
    """The study itself, its rivals, and every combination of what makes its difference."""
    found = [experiment_of(asked.study, HERE, KIND, series=not asked.study.study.headline.named)]
    for name, rival in asked.rivals.items():
        said = f"the same arms if the stall had another cause: {name}"
        found.append(experiment_of(rival, f"{RIVALS}/{name}", BELOW, said=said))
    return found + ([experiment_beside(asked.shares, asked.study)] if asked.shares else [])


def tables(asked: Comparison, folder: Path) -> Tables:
    """Differences, the same under every explanation, the shares of the difference, and who went where.

    Of plausible cities the differences are means over all of them, with intervals over draws.
    """
    study, judgement = asked.study, judgement_of(asked.study.study)
    if study.study.headline.named:
        from experiments.verdict.tables import tables_of as verdict_of  # when all has run

        return verdict_of(study, folder) | timeline_table(study, folder) | story_tables(study, folder)
    runs = pd.read_parquet(folder / "runs.parquet")
    table = pd.concat(
        [compare_table(runs, judgement), before_after(runs, judgement, told_of(study.clients).naive)], ignore_index=True
    )
    found = {"comparison.csv": table}
    points = study_points(study).values
    if study.study.design.kind == PLAUSIBLE:
        found |= city_tables(study, runs, points)
    if asked.rivals:
        found["rivals.csv"] = compare_rivals({study.explanation: study} | asked.rivals, folder, judgement)
    shares = shares_table(asked.shares, folder, judgement) if asked.shares else pd.DataFrame()
    if len(shares):
        found[SHARES] = shares
    found |= people_tables(study, folder, points) | timeline_table(study, folder)
    return found | story_tables(study, folder)


def city_tables(study: Study, runs: pd.DataFrame, points: pd.DataFrame) -> Tables:
    """The tables that look city by city: ``explanations.csv``, the comparison under each explanation."""
    judgement = judgement_of(study.study)
    return {"explanations.csv": compare_cities(runs, points, judgement, told_of(study.clients).swept)}


def told(asked: Comparison, folder: Path, made: Tables) -> str:
    """The headline as text, and where the report stands."""
    from experiments.report.page import build_report
    from experiments.report.plausible.page import first_screen

    if asked.study.study.headline.named:
        page = build_report(folder)
        return "\n".join([*first_screen(folder), *counted_apart(read_manifest(folder)), f"\nreport: {page}"])
    kind = asked.study.client_kind
    measures = tuple(dict.fromkeys((*kind.headline, asked.study.study.metric)))
    lines = [headline(made["comparison.csv"], measures, plural(kind.noun)), *counted_apart(read_manifest(folder))]
    return "\n".join([*lines, f"\nreport: {build_report(folder)}"])


def headline(table: pd.DataFrame, measures: tuple[str, ...], nouns: str) -> str:
    """The table of the headline measures as text: a block a resource setting, a line an arm and measure."""
    units = {column.name: column.unit for column in COLUMNS}
    lines = []
    for resources in table["resources"].unique():
        lines.append(f"\n{resources}" + (": naive, not a comparison" if resources == "before_after" else ""))
        rows = table[(table["resources"] == resources) & table["metric"].isin(measures)]
        for name in measures:
            for row in rows[rows["metric"] == name].to_dict("records"):
                lines.append(
                    f"  {name:26} {row['arm']:16} {row['mean']:10.2f} against {row['baseline_mean']:10.2f} "
                    f"({row['baseline']}): {row['difference']:+9.2f} {as_text(row)} {units[name]}"
                )
                if is_partial(row):
                    lines.append(f"    {said_of(row, nouns)}")
    lines += explained(table[table["metric"].isin(measures)], nouns)
    return "\n".join(lines)


main = Command(
    read=read,
    configured=lambda asked: asked.study,
    known=lambda asked: known_of(asked.study, KIND),
    experiments=experiments,
    tables=tables,
    told=told,
    shown=lambda asked: asked.study.model_dump(mode="json"),
)

if __name__ == "__main__":
    run(main, __doc__)
