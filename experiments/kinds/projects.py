"""Projects of several departments, as commands and the report tell of them."""

from __future__ import annotations

from experiments.kinds.told import Told

USUAL = Told()
TOLD = Told(
    goals=("restricted_days", "projects_ended", "projects_done", *USUAL.goals[1:]),
    rows=(
        "restricted_days",
        "projects_ended",
        "projects_done",
        "unmeasured_days",
        "all_matters_days",
        "home_backlog_days",
        "staff_days",
    ),
    table=("restricted_days", "projects_ended", "projects_done", *USUAL.table[1:]),
    bearers={
        "project work": {
            **USUAL.bearers["project work"],
            "projects_ended": "projects with all files closed",
            "projects_done": "projects really done",
        },
        "home departments": USUAL.bearers["home departments"],
        "the cadres": USUAL.bearers["the cadres"],
    },
    ledger={
        "projects_ended": "projects with all files closed",
        "projects_done": "projects really done",
        **USUAL.ledger,
    },
    people=("projects_moved", "projects_ended", "projects_done"),
)
