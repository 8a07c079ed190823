"""Hand-made plausible cities: a few lines say what every arm did in every village of every city."""

import pandas as pd
import yaml

from experiments.kinds.told import Alike
from experiments.study.intervals import Judgement
from experiments.study.manifest import write_manifest
from experiments.study.settings import load_study
from experiments.study.store import write_csv
from experiments.verdict.cities import cities_of
from experiments.verdict.comparison import compare_cities
from experiments.verdict.tables import Ask, verdict_tables

JUDGEMENT = Judgement(0.95, 500, 0.05)
NO_CASE = Alike("left", 3, 20, "villages like the case", "类似的村")
SAME = {"goal_days": 0.0, "routine_matter_days": 0.0, "left_end": 0.0, "routine_open_end": 0.0, "team_ended": 1.0}


def village(point, replication, arm, days, **values):
    """One run; *days* None: it failed."""
    row = {"point": point, "replication": replication, "arm": arm, "resources": "closed"}
    row |= {
        "seed": replication,
        "status": "ok",
        "error": "",
        "restricted_days": days,
        "backlog_before": 1.0,
        "left": 9.0,
    }
    row |= SAME | values
    return row if days is not None else row | {"status": "failed", "error": "UnstaffedError: 2 seats cannot be filled"}


def frames(cities, **numbers):
    """Runs and points of *cities*: (draw, explanation, {arm: days of each village}); *numbers* by city."""
    runs, points = [], []
    for point, (draw, explanation, arms) in enumerate(cities):
        points.append({"draw": draw, "explanation": explanation})
        for arm, villages in arms.items():
            for replication, days in enumerate(villages):
                values = days if isinstance(days, dict) else {"days": days}
                runs.append(village(point, replication, arm, **values))
    frame = pd.DataFrame(points)
    for name, values in numbers.items():
        frame[name], frame[f"unit.{name}"] = values, values
    return pd.DataFrame(runs), frame


def made(cities, **numbers):
    """The same as the verdict's own table of cities."""
    return cities_of(*frames(cities, **numbers), "closed")


def asked(arms, against, rivals, alike=None):
    """A verdict on the team beside some arms, the first of which is the baseline."""
    return Ask(
        "task_force", against, rivals, arms, "restricted_days", 1.0, (8.0, 20.0), 365.0, JUDGEMENT, alike
    )  # fmt: skip


def folder_of(path, runs, points, ask):
    """A finished folder of such a study, as compare leaves it; the tables by name."""
    study = load_study([f"arms=[{','.join(ask.arms)}]", "resources=[closed]"]).model_dump(mode="json")
    study["study"]["design"]["kind"] = "plausible"
    headline = {"team": ask.team, "against": list(ask.against), "rivals": list(ask.rivals)}
    study["study"]["headline"] = headline | {"backlog_bands": list(ask.bands)}
    path.mkdir()
    (path / "config.yaml").write_text(yaml.safe_dump(study, sort_keys=False), encoding="utf-8")
    manifest = {
        "kind": "comparison",
        "status": "complete",
        "command": ["compare"],
        "failures": [],
        "seed": 1,
        "rng_scheme": 1,
        "versions": {},
    }
    manifest |= {"config_hash": "c", "code_hash": "d", "current": {"code_hash": "d", "versions": {}}, "schema": 2}
    manifest |= {"code_changes": [], "outputs": {}}
    write_manifest(path, manifest)
    runs.to_parquet(path / "runs.parquet")
    compared = compare_cities(cities_of(runs, points, "closed"), ask.arms, "closed", ask.judgement)
    tables = {"comparison.csv": compared} | verdict_tables(runs, points, "closed", ask)
    for name, table in tables.items():
        write_csv(path / name, table)
    return tables
