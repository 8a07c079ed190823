"""A question and its runs: the plan that answers it, what its folder is known by, and the values that were found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.attribution.coalitions import plan_of
from experiments.attribution.question import Asked, Explain
from experiments.attribution.tables import Values
from experiments.study.command import say
from experiments.study.keys import canonical_json, digest
from experiments.study.plan import Plan


def canonical(explain: Explain, asked: Asked) -> dict[str, Any]:
    """Everything that decides the answer, as plain data."""
    return explain.model_dump(mode="json", exclude={"executor", "run"}) | {"configuration": asked.gap.configuration}


def plan_for(explain: Explain, asked: Asked, code: str) -> Plan:
    """The plan of a question in a folder that was begun with *code*."""
    identity = digest(canonical_json([canonical(explain, asked), code]))
    where = (explain.scenario, explain.resources, explain.seed, explain.replications)
    return plan_of(asked.gap.text, [asked.gap.arm(one) for one in asked.coalitions], identity, *where)


def values_in(folder: Path, metric: str, asked: Asked) -> Values:
    """The metric of every village in which no combination failed."""
    runs = pd.read_parquet(folder / "runs.parquet", columns=["arm", "replication", "status", metric])
    wide = runs[runs["status"] == "ok"].pivot(index="replication", columns="arm", values=metric)
    table = wide.reindex(columns=[asked.gap.arm(one) for one in asked.coalitions]).to_numpy(float)
    whole = ~np.isnan(table).any(axis=1)
    if not whole.all():
        say(f"{(~whole).sum()} villages are left out: some of their combinations failed")
    return Values(metric, asked.coalitions, table[whole])
