"""How far is a study, and what does it show so far? Reads a folder while it is worked on, and changes nothing.

python -m experiments.status results/sweep

Exit codes: 0; 2 when the folder is not that of a study.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from experiments.attribution.players import NOBODY
from experiments.study.front import BAD_INPUT, DONE, run, say
from experiments.study.intervals import Judgement, as_text
from experiments.study.locks import busy
from experiments.study.manifest import is_there, read_manifest
from experiments.study.parts import PARTS, part_files
from experiments.study.statistics import compare_table
from experiments.study.strangers import doubted, read_parquet, rows_in
from sim.measures.columns import COLUMNS
from sim.yaml_scan import ConfigError

COLUMN = next(column for column in COLUMNS if column.name == "restricted_days")
WANTED = ["run_id", "point", "replication", "arm", "resources", "status"]
JUDGEMENT = Judgement(confidence=0.95, resamples=1000, target=0.05)


def main(arguments: list[str]) -> int:
    """Say how far the study in the folder is; the exit code."""
    if len(arguments) != 1:
        say("status takes one argument: the folder of a study")
        return BAD_INPUT
    folder = Path(arguments[0])
    manifest = read_manifest(folder)
    working = ", a process works in it" if busy(folder) else ""
    lines = [f"{folder}: {manifest['kind']}, {manifest['status']}{working}"]
    if is_there(folder / "design.parquet"):
        with doubted(folder):
            lines.append(progress_as_text(kept_runs(folder), rows_in(folder, "design.parquet")))
    print("\n".join(lines))
    return DONE


def kept_runs(folder: Path) -> pd.DataFrame:
    """Every run that stands in a part, once; a part that cannot be read is left for the study itself to judge."""
    tables = []
    for path in part_files(folder):
        try:
            frame = read_parquet(folder, f"{PARTS}/{path.name}", WANTED)
            tables.append(frame[[name for name in (*WANTED, COLUMN.name) if name in frame]])
        except ConfigError:
            say(f"{path.name}: cannot be read; it will be simulated again")
    if not tables:
        return pd.DataFrame(columns=[*WANTED, COLUMN.name])
    frame = pd.concat(tables, ignore_index=True)
    return frame.sort_values("status", ascending=False, kind="stable").drop_duplicates("run_id")


def progress_as_text(runs: pd.DataFrame, planned: int) -> str:
    """Counts, and the first paired table of the headline measure, all points together."""
    failed = int((runs["status"] != "ok").sum())
    lines = [f"runs: {len(runs)} of {planned} ({100 * len(runs) / max(planned, 1):.0f} %), failed: {failed}"]
    if COLUMN.name in runs and len(runs):
        combinations = runs["arm"].unique()
        if NOBODY in combinations:  # of ingredients: the first and the last say how far it is, all of them too much
            everybody = max(combinations, key=lambda arm: arm.count("+"))
            lines.append(f"  {len(combinations)} combinations; of everything together against nothing:")
            runs = runs[runs["arm"].isin([NOBODY, everybody])].replace({"arm": {everybody: "everything"}})
        ordered = runs.sort_values(["point", "replication"], kind="stable")
        for row in compare_table(ordered, JUDGEMENT, (COLUMN,)).to_dict("records"):
            lines.append(
                f"  {COLUMN.name}, {row['resources']}: {row['arm']} {row['difference']:+.2f} {as_text(row)} "
                f"against {row['baseline']} ({row['runs']:.0f} pairs so far)"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    run(main, __doc__)
