"""Growing a study: a finished folder keeps every run when more is asked, or judged otherwise; the rest is refused."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import sweep
from experiments.study.growing import deciding, identity_of
from experiments.study.manifest import read_manifest
from experiments.study.parts import part_files
from experiments.study.settings import load_study, study_points
from experiments.study.store import table_hash
from experiments.verify import main as verify
from sim.yaml_scan import ConfigError

ROOT = Path(__file__).resolve().parents[2]
BASE = {
    "study": "lapse_and_load", "households.total": "12", "calendar.intervention_day": "30",
    "calendar.horizon_days": "20", "offer.rounds": "[0.0]", "replications": "2", "study.resamples": "200",
    "arms": "[siloed,task_force]", "resources": "[as_it_was]", "executor": "serial",
    "study.design.axes": "[{name: work.validity, values: [60.0, 90.0]}]",
}  # fmt: skip


def words(folder: Path, **more: str) -> list[str]:
    told = BASE | {key.replace("__", "."): value for key, value in more.items()}
    return [f"{key}={value}" for key, value in told.items()] + [f"output={folder}"]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "study"
    assert sweep.main(words(folder)) == 0
    return folder


def copied(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "grown"))


def parts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in part_files(folder)}


def tables(folder: Path) -> list[str]:
    return [table_hash(folder / name) for name in ("runs.parquet", "design.parquet", "points.parquet")]


WIDER = "[{name: work.validity, values: [60.0, 90.0, 120.0]}]"
GROWN = [
    pytest.param({"replications": "5"}, 8, 12, marks=pytest.mark.slow),
    pytest.param({"study__design__axes": WIDER}, 8, 4, marks=pytest.mark.slow),
    ({"replications": "3", "study__design__axes": WIDER}, 8, 10),
]


@pytest.mark.parametrize(("more", "kept", "made"), GROWN, ids=["replications", "points", "both"])
def test_more_is_made_beside_what_is_there_and_gives_the_undisturbed_table(small, tmp_path, more, kept, made):
    folder = copied(small, tmp_path)
    there = parts(folder)
    assert sweep.main(words(folder, **more)) == 0
    assert there.items() <= parts(folder).items()  # not one run was made again
    assert sweep.main(words(tmp_path / "at once", **more)) == 0
    assert tables(folder) == tables(tmp_path / "at once")
    assert (folder / "comparison.csv").read_bytes() == (tmp_path / "at once" / "comparison.csv").read_bytes()
    story = read_manifest(folder)["story"]
    assert [(line["kept"], line["made"]) for line in story] == [(0, 8), (kept, made)]
    assert story[-1]["asked"]["replications"] == int(more.get("replications", 2))
    assert verify([str(folder), "sample=3"]) == 0
    again = parts(folder)
    assert sweep.main(words(folder, **more)) == 0  # asked once more: nothing is made, and nothing is news
    assert (parts(folder), read_manifest(folder)["story"]) == (again, story)


JUDGED = {
    "confidence": {"study__confidence": "0.8"},
    "metric": {"metric": "handovers"},
    "resamples": {"study__resamples": "300"},
    "smallest": {"study__smallest": "2.0"},
}


@pytest.mark.parametrize("more", JUDGED.values(), ids=JUDGED)
def test_another_way_of_judging_makes_no_run(small, tmp_path, more):
    folder = copied(small, tmp_path)
    there, runs = parts(folder), (folder / "runs.parquet").read_bytes()
    assert sweep.main(words(folder, **more)) == 0
    assert (parts(folder), (folder / "runs.parquet").read_bytes()) == (there, runs)
    assert [(line["kept"], line["made"]) for line in read_manifest(folder)["story"]] == [(0, 8), (8, 0)]


OTHER = {
    "parameter": ({"work__decision_days": "9"}, "work.decision_days = "),
    "seed": ({"seed": "5"}, "study.seed = 5: the folder .* holds 1"),
    "arm": ({"arms": "[siloed,redesigned_silo]"}, "arms"),
    "fewer": ({"replications": "1"}, "replications = 1: the folder .* holds 2; a study grows"),
    "other points": ({"study__design__axes": "[{name: work.validity, values: [61.0, 90.0]}]"}, "not as the first of"),
    "between": ({"study__design__axes": "[{name: work.validity, values: [60.0, 75.0, 90.0]}]"}, "not as the first of"),
    "fewer points": ({"study__design__axes": "[{name: work.validity, values: [60.0]}]"}, "not as the first of"),
    "other axis": ({"study__design__axes": "[{name: work.rework, values: [0.1, 0.2]}]"}, "not as the first of"),
}


@pytest.mark.parametrize(("more", "said"), OTHER.values(), ids=OTHER)
def test_what_would_change_a_run_is_refused_and_nothing_is_touched(small, more, said):
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    with pytest.raises(ConfigError, match=said):
        sweep.main(words(small, **more))
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


def listed(tmp_path: Path, values: list[float]) -> dict[str, str]:
    path = tmp_path / "points.csv"
    path.write_text("work.validity\n" + "\n".join(map(str, values)) + "\n")
    return {"study__design__kind": "list", "study__design__axes": "[]", "study__design__file": str(path)}


def test_a_list_of_points_may_become_longer(tmp_path):
    folder = tmp_path / "study"
    assert sweep.main(words(folder, **listed(tmp_path, [60.0, 90.0]))) == 0
    there = parts(folder)
    assert sweep.main(words(folder, **listed(tmp_path, [60.0, 90.0, 75.0]))) == 0
    assert there.items() <= parts(folder).items()
    assert list(pd.read_parquet(folder / "points.parquet")["work.validity"]) == [60.0, 90.0, 75.0]
    with pytest.raises(ConfigError, match="not as the first of these"):
        sweep.main(words(folder, **listed(tmp_path, [75.0, 60.0, 90.0, 80.0])))


SAMPLED = {"sobol": True, "morris": True, "latin_hypercube": False}


@pytest.mark.parametrize(("kind", "continues"), SAMPLED.items())
def test_a_larger_sample_continues_the_smaller_where_its_law_does(kind, continues):
    made = []
    for points in ("4", "8"):
        told = {"study__design__kind": kind, "points": points, "study__design__axes": "[{name: work.validity}]"}
        made.append(study_points(load_study(words(Path("results/x"), **told)[:-1])).values)
    first = made[1].iloc[: len(made[0])]
    assert np.array_equal(first.to_numpy(), made[0].to_numpy()) == continues


def test_seeds_of_plausible_cities_follow_their_replications_and_so_they_decide():
    """Cities of different draws have luck of their own: seeds of a draw come behind those of the draw before."""
    canonical = {"study": {"replications": 2, "metric": "x", "design": {"kind": "plausible"}}, "points": "4 with hash"}
    other = {"study": {"replications": 3, "metric": "y", "design": {"kind": "plausible"}}, "points": "8 with hash"}
    grid = {"study": {"replications": 3, "metric": "x", "design": {"kind": "grid"}}, "points": "9"}
    assert identity_of(canonical, "c") != identity_of(other, "c")
    assert deciding(grid) == deciding(grid | {"study": grid["study"] | {"replications": 9, "metric": "z"}})


def test_what_equal_routine_is_sought_on_decides():
    """A silo's share is found on the first replications: more of these would change it, more of the others not."""
    canonical = {
        "study": {"replications": 50, "matching_seeds": 40},
        "resources": {"r": {"ring_fence": "equal_routine"}},
    }
    grown = {"study": {"replications": 90, "matching_seeds": 40}, "resources": {"r": {"ring_fence": "equal_routine"}}}
    few = {"study": {"replications": 30, "matching_seeds": 40}, "resources": {"r": {"ring_fence": "equal_routine"}}}
    assert deciding(canonical) == deciding(grown) != deciding(few)
