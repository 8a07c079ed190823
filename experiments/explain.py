"""Which ingredient makes the difference between two arms? Shapley attribution over chosen ingredients.

python -m experiments.explain scenario=xiaonanmen baseline=siloed treatment=task_force resources=as_it_was
       metric=restricted_days ingredients=[pooled,authority,ownership] replications=100 seed=1 workers=2
       output=results/explain groups={added:[hours,staff,money]} dry_run=true any.parameter=value

Every combination of ingredients is run in the same villages, and the difference is divided among them by Shapley's
value (Owen's with groups) over the orders in which each comes after what it needs. All ingredients that differ take
part; of those not chosen one player is made, rest; ``fuse={name:[...]}`` makes one of those named.
``explain=NAME`` chooses a file of configs/explain/ (``resources``: staff, hours, money, authority, coordination).
``coordination.x=`` sets both arms, ``resources.x=`` the treatment; the baseline is a closed city. Writes
attribution.csv, fused.csv, interactions.csv and figures/attribution.svg. The same command again goes on where it
stopped. Exit codes: 0 done; 1 some runs failed; 2 bad input; 130 or 143 interrupted, resumable.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from experiments.arms.dry_run import rehearse_plan
from experiments.attribution.coalitions import KIND
from experiments.attribution.combinations import canonical, plan_for, values_in
from experiments.attribution.question import Asked, Explain, asked_for, load
from experiments.attribution.tables import TOTAL, attribution, conclusion, interactions
from experiments.study.command import DONE, SOME_FAILED, check_output, run, say
from experiments.study.conduct import Outcome, Share, conduct
from experiments.study.executors import open_executor
from experiments.study.locks import opened, turn
from experiments.study.manifest import (
    command_line,
    expected_manifest,
    noting_interrupts,
    open_manifest,
    write_manifest,
)
from experiments.study.statistics import Judgement
from experiments.study.store import file_hash, write_csv
from sim.core.compiling import announce


def main(arguments: list[str]) -> int:
    """Run the coalitions and divide the difference; the exit code."""
    explain, city = load(arguments)
    asked = asked_for(explain, city)
    folder = check_output(explain.run.output)
    about = (folder, KIND, canonical(explain, asked), command_line(), explain.seed, explain.run.allow_code_change)
    share = Share.of(explain.executor, explain.run)
    expected = expected_manifest(*about)
    announce()
    if explain.run.dry_run:
        return rehearse_plan(plan_for(explain, asked, expected["code_hash"]), folder, share, explain.executor)
    with opened(folder, explain.executor.part), open_executor(explain.executor) as executor:
        with turn(folder):
            manifest = open_manifest(*about)
        plan = plan_for(explain, asked, manifest["code_hash"])
        with noting_interrupts(folder, manifest):
            outcome = conduct(executor, plan, folder, share, "combinations")
        if outcome.owed:
            say(f"shard {explain.executor.shard} is done; {outcome.owed} villages of other shards are missing")
            return DONE
        with turn(folder):
            return finish(explain, asked, folder, manifest, outcome)


def finish(explain: Explain, asked: Asked, folder: Path, manifest: dict[str, Any], outcome: Outcome) -> int:
    """Tables, figure, the printed answer, and the last word in the manifest."""
    values = values_in(folder, explain.metric, asked)
    judgement = Judgement(explain.confidence, explain.resamples, 1.0)
    hashes = {}
    if len(values.table):
        table, together = attribution(asked.gap, values, asked.orders, judgement, explain.permutation_seed)
        pairs = interactions(asked.gap, values, judgement)
        for name, frame in (("attribution", table), ("fused", together), ("interactions", pairs)):
            write_csv(folder / f"{name}.csv", frame)
            hashes[f"{name}.csv"] = file_hash(folder / f"{name}.csv")
        from experiments.report.figures import attribution as figure

        ends = (float(values.of(0).mean()), float(values.of(max(asked.coalitions)).mean()))
        drawing = figure.save(table, asked.gap.members, ends, (explain.baseline, explain.treatment), folder / "figures")
        print(as_text(explain, asked, table, together, len(values.table)))
        print(f"\ntables: {folder}; figure: {drawing}")
    else:
        say("in every village some combination failed: there is nothing to divide")
    write_manifest(folder, manifest | outcome.noted(hashes))
    return SOME_FAILED if outcome.failed else DONE


def as_text(explain: Explain, asked: Asked, table: pd.DataFrame, together: pd.DataFrame, villages: int) -> str:
    """The table of parts as a person reads it, and what can be concluded."""
    count = f"all {asked.gap.orders.count:,}" if asked.orders is None else f"{len(asked.orders)} drawn"
    first = (
        f"{explain.metric}: {explain.treatment} against {explain.baseline}, resources {explain.resources}; "
        f"{villages} villages x {len(asked.coalitions)} combinations, {count} orders"
    )
    lines = [first]
    for row in pd.concat([table, together]).to_dict("records"):
        mark = "=" if row["ingredient"] == TOTAL else " "
        lines.append(
            f"{mark} {row['ingredient']:34} {row['value']:+9.2f} [{row['ci_low']:+.2f}, {row['ci_high']:+.2f}] "
            f"{100 * row['share']:6.1f} %"
        )
    lines += [f"  {one.name} is {', '.join(one.members)}" for one in asked.gap.players if len(one.members) > 1]
    if asked.orders is not None:
        lines.append("  fused pairs are left out: they need every combination (fewer ingredients, or groups)")
    return "\n".join([*lines, "", conclusion(table)])


if __name__ == "__main__":
    run(main, __doc__)
