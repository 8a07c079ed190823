"""Compare arms of one scenario at equal resources, paired village by village, and leave a report.

python -m experiments.compare scenario=xiaonanmen arms=[siloed,redesigned_silo,task_force]
       resources=[equal_routine,equal_effort,as_it_was] replications=200 seed=1 workers=2 output=results/compare
       any.parameter=value

The first arm is the baseline. The same command again goes on where it stopped. Exit codes: 0 done; 1 some runs
failed (the rest is there); 2 bad input; 130 or 143 interrupted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from experiments.arms.dry_run import rehearse
from experiments.arms.first_city import write_people
from experiments.arms.rivals import FOLDER as RIVALS
from experiments.arms.rivals import NO_STALL, compare_rivals, explanations, under
from experiments.arms.run import KIND as BELOW
from experiments.arms.run import open_study, simulate_below, simulate_in
from experiments.attribution.of_comparison import FILE as PARTS_FILE
from experiments.attribution.of_comparison import FOLDER as PARTS
from experiments.attribution.of_comparison import Question, parts_table, plan_of, question_of, simulate_parts
from experiments.study.command import DONE, SOME_FAILED, check_output, run, say
from experiments.study.conduct import Outcome
from experiments.study.executors import open_executor
from experiments.study.executors.events import Executor
from experiments.study.locks import opened, turn
from experiments.study.manifest import noting_interrupts, write_manifest
from experiments.study.settings import Study, load_study, study_points
from experiments.study.statistics import Judgement, before_after, compare_table
from experiments.study.store import file_hash, write_csv
from sim.core.compiling import announce
from sim.measures.columns import COLUMNS
from sim.yaml_scan import ConfigError

KIND = "comparison"
HEADLINE = (
    "restricted_days",
    "signed_in_40_days",
    "households_left",
    "staff_days",
    "home_backlog_days",
    "lost_routine",
    "money_paid",
    "satisfaction_worst_decile",
    "pressure_mean",
)


def main(arguments: list[str]) -> int:
    """Run the comparison that *arguments* describe; the exit code."""
    study = load_study(arguments)
    if len(study.arms) < 2:
        raise ConfigError(f"arms = [{','.join(study.arms)}]: a comparison needs two at least")
    if study.study.design.kind != "none":
        raise ConfigError(f"study.design.kind = {study.study.design.kind}: compare has one point; use sweep")
    folder = check_output(study.run.output)
    studies = {study.explanation: study} | rivals_of(study, arguments)
    question = question_of(study)
    if study.run.dry_run:
        rivals = [(rival, folder / RIVALS / name, BELOW) for name, rival in list(studies.items())[1:]]
        more = [(plan_of(question, folder / PARTS), folder / PARTS)] if question else []
        return rehearse([(study, folder, KIND), *rivals], more=more)
    announce()
    with opened(folder, study.executor.part), open_executor(study.executor) as executor:
        return compare(studies, question, folder, executor)


def compare(studies: dict[str, Study], question: Question | None, folder: Path, executor: Executor) -> int:
    """Run the main study, its rivals and the parts of its difference, judge, and write all that a comparison leaves."""
    study = next(iter(studies.values()))
    points = study_points(study)
    manifest = open_study(study, points, folder, KIND)
    with noting_interrupts(folder, manifest):
        outcomes = {study.explanation: simulate_in(study, points, folder, manifest, executor)}
        for name, rival in list(studies.items())[1:]:
            say(f"the same arms if the stall had another cause: {name}")
            outcomes[name] = simulate_below(rival, folder / RIVALS / name, executor)
        if question:
            say("every combination of staff, hours, money, authority and coordination")
            outcomes[PARTS] = simulate_parts(question, folder / PARTS, executor)
    owed = sum(outcome.owed for outcome in outcomes.values())
    if owed:
        say(f"shard {study.executor.shard} is done; {owed} villages of other shards are missing, the last one gathers")
        return DONE
    with turn(folder):
        return finish(studies, question, outcomes, folder, manifest)


def finish(
    studies: dict[str, Study], question: Question | None, outcomes: dict[str, Outcome], folder: Path,
    manifest: dict[str, Any],
) -> int:  # fmt: skip
    """The tables of differences, the report, and the last word in the manifest."""
    study = next(iter(studies.values()))
    judgement = Judgement(study.study.confidence, study.study.resamples, study.study.target_half_width)
    runs = pd.read_parquet(folder / "runs.parquet")
    table = pd.concat([compare_table(runs, judgement), before_after(runs, judgement)], ignore_index=True)
    write_csv(folder / "comparison.csv", table)
    hashes = {"comparison.csv": file_hash(folder / "comparison.csv")}
    if len(studies) > 1:
        write_csv(folder / "rivals.csv", compare_rivals(studies, folder, judgement))
        hashes["rivals.csv"] = file_hash(folder / "rivals.csv")
    parts = parts_table(question, folder / PARTS, judgement) if question else pd.DataFrame()
    if len(parts):
        write_csv(folder / PARTS_FILE, parts)
        hashes[PARTS_FILE] = file_hash(folder / PARTS_FILE)
    hashes |= write_people(study, folder, folder)
    write_manifest(folder, manifest | outcomes[study.explanation].noted(hashes))
    from experiments.report.page import build_report

    page = build_report(folder)
    print(headline(table))
    print(f"\nreport: {page}")
    return SOME_FAILED if any(outcome.failed for outcome in outcomes.values()) else DONE


def rivals_of(study: Study, arguments: list[str]) -> dict[str, Study]:
    """The same study under every other explanation of the stall; none where they are left out."""
    settings = study.study
    if settings.rival_replications == 0 or study.explanation == NO_STALL:
        return {}
    villages = min(settings.rival_replications, settings.replications)
    return {name: under(name, arguments, villages) for name in explanations() if name != study.explanation}


def headline(table: pd.DataFrame) -> str:
    """The table of the headline measures as text: a block a resource setting, a line an arm and measure."""
    units = {column.name: column.unit for column in COLUMNS}
    lines = []
    for resources in table["resources"].unique():
        lines.append(f"\n{resources}" + (": naive, not a comparison" if resources == "before_after" else ""))
        rows = table[(table["resources"] == resources) & table["metric"].isin(HEADLINE)]
        for name in HEADLINE:
            for row in rows[rows["metric"] == name].itertuples():
                lines.append(
                    f"  {name:26} {row.arm:16} {row.mean:10.2f} against {row.baseline_mean:10.2f} ({row.baseline}): "
                    f"{row.difference:+9.2f} [{row.ci_low:+.2f}, {row.ci_high:+.2f}] {units[name]}"
                )
    return "\n".join(lines)


if __name__ == "__main__":
    run(main, __doc__)
