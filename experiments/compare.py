"""Compare arms of one scenario at equal resources, paired village by village, and leave a report.

python -m experiments.compare scenario=xiaonanmen arms=[siloed,redesigned_silo,task_force]
       resources=[equal_routine,equal_effort,as_it_was] replications=200 seed=1 workers=2 output=results/compare
       any.parameter=value

The first arm is the baseline. The same command again goes on where it stopped. Exit codes: 0 done; 1 some runs
failed (the rest is there); 2 bad input; 130 or 143 interrupted.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from experiments.front import DONE, SOME_FAILED, Interrupted, check_output, run, say
from experiments.matching import matched
from experiments.rivals import FOLDER as RIVALS
from experiments.rivals import compare_rivals, explanations, simulate_in, under
from experiments.study.engine import outputs, run_study
from experiments.study.manifest import command_line, locked, open_manifest, write_manifest
from experiments.study.settings import Study, load_study
from experiments.study.statistics import Judgement, before_after, compare_table
from experiments.study.store import file_hash, write_csv
from sim.core.compiling import announce
from sim.measures.columns import COLUMNS
from sim.yaml_scan import ConfigError

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
    folder = check_output(study.study.output)
    announce()
    with locked(folder):
        return compare(study, arguments, folder)


def compare(study: Study, arguments: list[str], folder: Path) -> int:
    """Run, judge, and write everything that a comparison leaves."""
    manifest = open_manifest(folder, study.canonical(), command_line(), study.study.seed)
    try:
        runs, failed = run_study(folder, study, matched(study, folder))
        rivals, more = run_rivals(study, arguments, folder)
    except (KeyboardInterrupt, Interrupted):
        write_manifest(folder, manifest | {"status": "interrupted"})
        raise
    judgement = Judgement(study.study.confidence, study.study.resamples, study.study.target_half_width)
    table = pd.concat([compare_table(runs, judgement), before_after(runs, judgement)], ignore_index=True)
    write_csv(folder / "comparison.csv", table)
    hashes = outputs(folder, runs) | {"comparison.csv": file_hash(folder / "comparison.csv")}
    if rivals:
        write_csv(folder / "rivals.csv", compare_rivals(study, runs, rivals, judgement))
        hashes["rivals.csv"] = file_hash(folder / "rivals.csv")
    failures = runs.loc[runs["status"] != "ok", ["run_id", "error"]].to_dict("records")
    write_manifest(folder, manifest | {"status": "complete", "failures": failures, "outputs": hashes})
    from experiments.report.page import build_report

    page = build_report(folder)
    print(headline(table))
    print(f"\nreport: {page}")
    return SOME_FAILED if failed + more else DONE


def run_rivals(study: Study, arguments: list[str], folder: Path) -> tuple[dict[str, pd.DataFrame], int]:
    """The same arms under every other explanation of the stall; runs by explanation, and how many failed."""
    if study.study.rival_replications == 0:
        return {}, 0
    runs, failed = {}, 0
    for explanation in explanations():
        if explanation != study.explanation:
            rival = under(explanation, arguments, min(study.study.rival_replications, study.study.replications))
            say(f"the same arms if the stall had another cause: {explanation}")
            runs[explanation], lost = simulate_in(rival, folder / RIVALS / explanation, command_line())
            failed += lost
    return runs, failed


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
