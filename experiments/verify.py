"""Is a folder what it says it is? Recompute every hash, and simulate a sample of its rows again, bit for bit.

python -m experiments.verify results/compare sample=20 seed=1

Exit codes: 0 all agree; 1 something differs (each difference in a line); 2 bad input.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa

from experiments.arms.replication import plan_of_study
from experiments.attribution import coalitions
from experiments.forecasting.asked import KIND as FORECAST
from experiments.study.chunk import as_runs, simulated
from experiments.study.design import Points
from experiments.study.files import differing_files, manifests
from experiments.study.front import DONE, SOME_FAILED, run
from experiments.study.growing import identity_of, points_in
from experiments.study.keys import config_hash
from experiments.study.manifest import Manifest, read_manifest
from experiments.study.plan import Branch, Plan
from experiments.study.settings import NOT_CONFIG, Study
from experiments.study.store import file_hash, frames_of, row_hashes, table_hash
from experiments.study.strangers import doubted, plain_file, read_parquet, read_yaml, table_file
from sim.config import compose, validate
from sim.core.parameter import Parameters, count
from sim.overrides import split
from sim.yaml_scan import ConfigError

WITH_RUNS = ("comparison", "sweep", "villages", FORECAST, coalitions.KIND)
HEAD = ["run_id", "arm", "resources", "point", "replication"]


class Wanted(Parameters):
    """How many rows are simulated again, and which."""

    sample: int = count("replications", 0, 1_000_000, "20 catch a change of the model almost surely")
    seed: int = count("seed", 0, 2**31, "any")


def main(arguments: list[str]) -> int:
    """Check the folder; the exit code."""
    if not arguments or "=" in arguments[0]:
        raise ConfigError("verify: name the folder of a study first, as in results/compare sample=20")
    words = {"sample": "20", "seed": "1"} | split(arguments[1:])
    wanted = validate(Wanted, {key: int(value) if value.isdecimal() else value for key, value in words.items()})
    top = Path(arguments[0])
    read_manifest(top)
    with doubted(top):
        folders = list(manifests(top))
    faults = []
    for folder in folders:
        try:
            with doubted(folder):
                faults += [f"{folder}: {fault}" for fault in check(folder, wanted)]
        except ConfigError as error:  # a part of the study that cannot be read at all
            faults += [f"{folder}: {line}" for line in error.lines]
    print("\n".join(faults) or f"{top}: every hash agrees, and every run that was simulated again")
    return SOME_FAILED if faults else DONE


def check(folder: Path, wanted: Wanted) -> list[str]:
    """What does not agree in one folder."""
    manifest = read_manifest(folder)
    if manifest["status"] != "complete":
        return [f"the study is {manifest['status']}: its tables may be missing or old"]
    faults = differing_files(folder, manifest)
    if faults:
        return faults
    canonical = read_yaml(folder, "config.yaml")
    if config_hash(canonical) != manifest["config_hash"]:
        faults.append("config.yaml: is not the configuration that was run")
    for name, expected in manifest["outputs"].items():
        faults += differing(folder, name, expected)
    if faults or manifest["kind"] not in WITH_RUNS:
        return faults
    return [*damaged_rows(folder / "runs.parquet"), *simulated_anew(folder, canonical, manifest, wanted)]


def differing(folder: Path, name: str, expected: str) -> list[str]:
    """Whether one output is the one in the manifest."""
    try:
        table = name.endswith(".parquet")
        found = table_hash(table_file(folder, name)) if table else file_hash(plain_file(folder, name))
    except ConfigError as error:
        return [line.removeprefix(f"{folder}: ").removeprefix(f"{folder}/") for line in error.lines]
    except (OSError, pa.ArrowException) as error:
        return [f"{name}: cannot be read ({str(error).splitlines()[0]})"]
    return [] if found == expected else [f"{name}: its content has hash {found}, the manifest says {expected}"]


def damaged_rows(path: Path) -> list[str]:
    """Rows that do not match their own checksum."""
    faults = []
    for frame in frames_of(path):
        stored = frame.pop("row_hash").to_numpy()
        wrong = frame["run_id"][row_hashes(frame) != stored]
        faults += [f"{path.name}: run {name} does not match its checksum" for name in wrong]
    return faults


def simulated_anew(folder: Path, canonical: dict[str, Any], manifest: Manifest, wanted: Wanted) -> list[str]:
    """Simulate some replications again and compare every value, bit for bit."""
    kept = read_parquet(folder, "runs.parquet", [*HEAD, "ring_fence", "status", "code", "row_hash"], only=True)
    kept = kept.set_index("run_id")
    again = coalitions_again if manifest["kind"] == coalitions.KIND else plan_again
    plan = again(folder, canonical, manifest, kept)
    if plan is None:
        return ["points.parquet: holds other points than were run"]
    if manifest["replications"] * plan.rows != plan.replications * len(kept):
        return [f"runs.parquet: has {len(kept)} runs, not those of {manifest['replications']} replications"]
    many = manifest["replications"] * plan.round
    chosen = np.random.Generator(np.random.Philox(wanted.seed)).permutation(many)[: wanted.sample]
    faults = []
    for number in np.sort(chosen):
        rows = as_runs(plan, simulated(plan, plan.unit(int(number)))[0]).drop_columns(["unit"]).to_pandas()
        there = kept.loc[rows["run_id"]]
        if (there["code"] != plan.code).any():
            faults.append(f"unit {number}: cannot be simulated again, it was run by code {there['code'].iat[0]}")
        elif (there["status"] == "ok").all():
            for name in rows["run_id"][row_hashes(rows) != there["row_hash"].to_numpy()]:
                faults.append(f"runs.parquet: run {name}, simulated again, gives other values")
    return faults


def plan_again(folder: Path, canonical: dict[str, Any], manifest: Manifest, kept: pd.DataFrame) -> Plan | None:
    """The plan that the folder was made by; None where the points are not those of the configuration."""
    rest = compose("study", [])
    data = {name: value for name, value in deepcopy(canonical).items() if name != "points"}
    drawn = {"kind": "none", "points": 0, "dummy": False, "axes": []}  # points are read, not drawn
    data["study"]["design"] |= drawn | {"width": 1.0, "explanations": [], "hold": [], "sets": {}}
    study = validate(Study, data | {name: rest[name] for name in NOT_CONFIG})
    values = points_in(folder)
    if Points(values, pd.DataFrame()).digest != canonical["points"]:
        return None
    first = kept[kept["replication"] == 0].sort_values("point", kind="stable")
    fences: dict[Branch, np.ndarray] = {}
    for key, rows in first.groupby(["resources", "arm"], sort=False):
        resources, arm = cast("tuple[str, str]", key)
        fences[resources, arm] = rows["ring_fence"].to_numpy()
    plan = plan_of_study(study, Points(values, pd.DataFrame()), fences, series=False)
    identity = identity_of(canonical, manifest["code_hash"])
    return replace(plan, identity=identity)


def coalitions_again(folder: Path, canonical: dict[str, Any], manifest: Manifest, kept: pd.DataFrame) -> Plan | None:
    """The same of a difference that was taken apart."""
    points = points_in(folder)
    if Points(points, pd.DataFrame()).digest != canonical["points"]:
        return None
    arms = list(dict.fromkeys(kept.loc[kept["replication"] == 0, "arm"]))  # the same at every point
    identity = identity_of(canonical, manifest["code_hash"])
    where = [canonical[name] for name in ("scenario", "resources", "seed", "replications")]
    plan = coalitions.plan_of_coalitions(json.dumps(canonical["configuration"]), arms, identity, *where)
    return replace(plan, points=points)


if __name__ == "__main__":
    run(main, __doc__)
