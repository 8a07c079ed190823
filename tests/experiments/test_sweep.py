"""Sweeps: an even table over a design, looked at while it runs, verified, handed on, and ended when enough is known."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import bundle, status, sweep, verify
from experiments.study.design import Points
from experiments.study.intervals import half_width
from experiments.study.manifest import read_manifest
from experiments.study.settings import load_study, study_points
from experiments.study.stopping import known_well
from experiments.study.varied import varied

TWO = "{name: city.departments.*.utilisation, values: [0.5, 0.9]}]"
SMALL = [
    "study=lapse_and_load", "households.total=12", "calendar.intervention_day=60", "calendar.horizon_days=40",
    "offer.rounds=[0.0]", "study.resamples=200", "executor=serial",
    "study.design.axes=[{name: work.validity, values: [60.0, 90.0]}," + TWO,
]  # fmt: skip


@pytest.fixture(scope="module")
def swept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sweep") / "study"
    assert sweep.main([*SMALL, "replications=3", f"output={folder}"]) == 0
    return folder


def test_every_point_has_the_same_villages_and_its_own_values(swept):
    runs = pd.read_parquet(swept / "runs.parquet")
    assert len(runs) == len(pd.read_parquet(swept / "design.parquet")) == 4 * 3 * 2
    assert runs["run_id"].is_unique
    assert all(list(seeds) == [1, 2, 3] for seeds in runs.groupby("point")["seed"].unique())
    assert list(runs["replication"]) == sorted(runs["replication"])  # village by village: stopped anywhere it is even
    values = runs.groupby("point")[["work.validity", "city.departments.*.utilisation"]].first()
    assert [tuple(row) for row in values.to_numpy()] == [(60.0, 0.5), (60.0, 0.9), (90.0, 0.5), (90.0, 0.9)]
    table = pd.read_csv(swept / "comparison.csv")
    assert set(table["point"]) == {0, 1, 2, 3}
    assert {"metric", "difference", "ci_low", "ci_high", "work.validity"} <= set(table.columns)


def test_a_point_is_the_model_with_those_values(swept):
    """The rows of a point are those of a study in which the values were typed."""
    typed = [word for word in SMALL if "axes" not in word]
    one = "study.design.axes=[{name: issues.per_household, values: [0.45]}]"
    more = ["work.validity=90", *(f"city.departments.{name}.utilisation=0.9" for name in departments())]
    folder = swept.parent / "typed"
    assert sweep.main([*typed, one, *more, "replications=3", f"output={folder}"]) == 0
    runs, alone = (pd.read_parquet(path / "runs.parquet") for path in (swept, folder))
    runs = runs[runs["point"] == 3].reset_index(drop=True)
    for name in ("restricted_days", "staff_days", "home_backlog_days", "seed", "arm"):
        assert list(runs[name]) == list(alone[name])


def departments() -> list[str]:
    return list(load_study([]).city.departments)


def test_verify_agrees_with_what_was_run_and_notices_what_was_changed(swept, tmp_path, capsys):
    assert verify.main([str(swept), "sample=4"]) == 0
    folder = Path(shutil.copytree(swept, tmp_path / "copy"))
    runs = pd.read_parquet(folder / "runs.parquet")
    runs.loc[5, "restricted_days"] += 1e-9
    runs.to_parquet(folder / "runs.parquet")
    capsys.readouterr()
    assert verify.main([str(folder)]) == 1
    assert "runs.parquet: was changed since it was written" in capsys.readouterr().out


def test_a_bundle_is_the_same_file_from_the_same_folder(swept, tmp_path):
    for name in ("a.zip", "b.zip"):
        assert bundle.main([str(swept), str(tmp_path / name)]) == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_status_counts_and_shows_a_first_difference(swept, capsys):
    assert status.main([str(swept)]) == 0
    said = capsys.readouterr().out
    assert "sweep, complete" in said
    assert "runs: 24 of 24 (100 %), failed: 0" in said
    assert "task_force" in said


def test_a_dry_run_says_what_would_be_done_and_touches_nothing(swept, tmp_path, capsys):
    before = {path: path.read_bytes() for path in swept.rglob("*") if path.is_file()}
    assert sweep.main([*SMALL, "replications=3", f"output={swept}", "dry_run=true"]) == 0
    assert "kept: 12; failed, kept: 0; missing: 0; to run: 0" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in swept.rglob("*") if path.is_file()} == before
    assert sweep.main([*SMALL, "replications=3", f"output={tmp_path}/new", "dry_run=true"]) == 0
    assert "missing: 12; to run: 12" in capsys.readouterr().out
    assert not (tmp_path / "new").exists()


def test_sequential_stopping_ends_when_the_difference_is_known(tmp_path):
    enough = [*SMALL[:-1], "study.design.axes=[{name: work.validity, values: [60.0]}]", "sequential=true"]
    assert sweep.main([*enough, "replications=300", "study.smallest=40", f"output={tmp_path}/loose"]) == 0
    assert read_manifest(tmp_path / "loose")["replications"] == 30
    tight = ["replications=60", "study.smallest=0.0", "study.target_half_width=0.001", f"output={tmp_path}/tight"]
    assert sweep.main([*enough, *tight]) == 0
    assert read_manifest(tmp_path / "tight")["replications"] == 60


def test_sequential_stopping_keeps_its_coverage():
    """Promises S14: in 1,000 replays the interval at the stop holds the true difference .935 of the time."""
    draws = np.random.Generator(np.random.Philox(14))
    held = 0
    for _ in range(1000):
        values = 4.0 + draws.standard_normal(6000) * 4.0
        count = 30
        while count < 6000 and not known_well(values[:count], 0.05, 0.0, 0.95):
            count += 20
        held += abs(values[:count].mean() - 4.0) <= half_width(values[:count], 0.95)
    assert held / 1000 >= 0.935


@pytest.mark.parametrize(("kind", "points", "rows"), [("latin_hypercube", 10, 10), ("sobol", 8, 40), ("morris", 5, 20)])
def test_designs_stay_within_bounds_and_are_the_same_again(kind, points, rows):
    axes = "study.design.axes=[{name: work.validity, low: 60, high: 90}, {name: households.total, low: 30, high: 32}]"
    study = load_study([axes, f"study.design.kind={kind}", f"points={points}", "study.design.dummy=true"])
    one, other = study_points(study), study_points(study)
    assert len(one.values) == rows
    assert one.digest == other.digest
    assert one.values["work.validity"].between(60, 90).all()
    assert set(one.values["households.total"]) <= {30, 31, 32}
    assert list(one.unit.columns) == ["work.validity", "households.total", "dummy"]


def test_a_listed_design_is_known_by_its_values_not_by_its_file(tmp_path):
    words = ["study.design.kind=list"]
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("work.validity,households.total\n60,30\n90,40\n")
    a, b = (load_study([*words, f"study.design.file={tmp_path / name}"]) for name in ("a.csv", "b.csv"))
    assert a.canonical(study_points(a)) == b.canonical(study_points(b))
    assert study_points(a).values.to_dict("records")[1] == {"work.validity": 90.0, "households.total": 40}


def test_a_star_stands_for_every_name():
    tree = {"city": {"departments": {"a": {"x": 1.0}, "b": {"x": 2.0}}}}
    assert varied(tree, {"city.departments.*.x": 5.0}) == {"city": {"departments": {"a": {"x": 5.0}, "b": {"x": 5.0}}}}
    assert Points(pd.DataFrame({"p": [1, 2]}), pd.DataFrame()).digest.startswith("2 with hash ")
