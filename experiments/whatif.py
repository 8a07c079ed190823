"""Sample what an official can look up or decide, fit emulators with their errors, and leave a page of sliders.

python -m experiments.whatif scenario=xiaonanmen workers=2 output=results/whatif
       study=whatif arms=[orders,best_silo,task_force] points=100 replications=60 fresh=100 explanation=lapse seed=1
       explanations=[lapse,no_authority] outputs=[goal_days,lost_routine] executor=processes
       dry_run=true any.parameter=value

A study (configs/study/) names the sliders (study.design.axes), the arms and the outputs. Every point is simulated
under each explanation of the stall; emulators answer between the points, and further points (fresh) try their bands:
what does not hold is hidden and named. One city is kept day by day, to be played. Writes emulator.json, emulator.csv,
played.json and whatif.html, which needs no network. The same command again goes on where it stopped. Exit codes:
0 done; 1 some runs failed (the rest is there); 2 bad input; 130 or 143 interrupted, resumable.
"""

from __future__ import annotations

import json
from pathlib import Path

from experiments.emulation.asked import Asked, asked_of, experiments_of, known_by
from experiments.study.command import Command, Tables
from experiments.study.front import run
from experiments.study.manifest import read_manifest
from experiments.study.store import write_whole


def tables(asked: Asked, folder: Path) -> Tables:
    """``emulator.csv``, a row an explanation, output and arm; beside it ``emulator.json``, which the page evaluates."""
    from experiments.emulation.judged import FILE, TABLE, emulators_in
    from experiments.emulation.recorded import FILE as PLAYED
    from experiments.emulation.recorded import recorded

    kept, table = emulators_in(asked, folder)
    made = read_manifest(folder)
    told = {"config_hash": made["config_hash"], "code_hash": made["code_hash"], "seed": made["seed"], "under": kept}
    write_whole(folder / FILE, json.dumps(told, separators=(",", ":")).encode())
    write_whole(folder / PLAYED, json.dumps(recorded(asked, folder), separators=(",", ":")).encode())
    return {TABLE: table}


def told(asked: Asked, folder: Path, made: Tables) -> str:
    """What is shown and what is hidden, and where the page is."""
    from experiments.emulation.judged import FILE, TABLE
    from experiments.whatif_page.page import write_page

    kept = json.loads((folder / FILE).read_text(encoding="utf-8"))["under"]
    table = made[TABLE]
    lines = [f"{name}: no emulator: {one['why']}" for name, one in kept.items() if one["why"]]
    for row in table.to_dict("records"):
        errors = f"R2 {row['r2']:.3f}, held {row['held']:.2f}, width {row['width']:.2f}" if row["model"] else ""
        lines.append(
            f"{row['explanation']:13}{row['output']:26}{row['arm']:22}{row['state']:20}{errors} {row['why']}".rstrip()
        )
    page = write_page(asked, kept, table, folder, read_manifest(folder))
    return "\n".join([*lines, f"\npage: {page}; errors: {folder / TABLE}"])


main = Command(
    read=asked_of,
    configured=lambda asked: asked.first,
    known=known_by,
    experiments=experiments_of,
    tables=tables,
    told=told,
    shown=lambda asked: asked.first.model_dump(mode="json") | {"whatif": asked.wanted.model_dump(mode="json")},
)

if __name__ == "__main__":
    run(main, __doc__)
