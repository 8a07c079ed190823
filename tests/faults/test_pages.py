"""Every kind of study has a page, and whatever can be known before a run is said by its dry run."""

import re
import shutil

import pytest

from experiments import compare, explain, fit, sensitivity, sweep
from experiments.report import __main__ as report
from experiments.study.dependence import FEWEST, methods_of, too_few
from experiments.study.manifest import read_manifest, write_manifest
from tests.codes import unexplained
from tests.faults.doors import GRID, SWEEP, through
from tests.faults.test_strangers import COMPARED

pytestmark = pytest.mark.timeout(180)

EXPLAIN = [
    "households.total=20", "calendar.intervention_day=60", "calendar.horizon_days=60", "issues.per_household=0.9",
    "ingredients=[pooled,authority,staff]", "replications=3", "resamples=200", "executor=serial",
]  # fmt: skip
ACROSS, UP = "{name: work.validity, values: [60.0, 90.0]}", "{name: issues.per_household, values: [0.3, 0.6]}"
MAP = f"study.design.axes=[{ACROSS}, {UP}]"


def without_its_figures(folder) -> str:
    """The page made anew where the figures are gone."""
    shutil.rmtree(folder / "figures", ignore_errors=True)
    assert through(report.main, [folder]).code == 0
    return (folder / "report.html").read_text()


def page_of(folder, *said) -> None:
    """A page that stands alone, shows every table that the manifest names, its figures, and the command."""
    told = through(report.main, [folder])
    assert (told.code, told.out, told.said) == (0, f"{folder / 'report.html'}\n", [])
    page = (folder / "report.html").read_text()
    outputs = [name for name in read_manifest(folder)["outputs"] if name.endswith(".csv")]
    assert all(f"<h3>{name}</h3>" in page for name in outputs)
    assert not unexplained(folder)
    assert len(re.findall(r'<img[^>]* src="data:image/png;base64,', page)) == len(list(folder.glob("figures/*.png")))
    assert all(one in page for one in ("python -m experiments.", *said))
    assert not re.search(r'(src|href)="(?!data:|#)', page)
    again = through(report.main, [folder])
    assert again.code == 0
    assert (folder / "report.html").read_text() == page
    assert "<img" not in without_its_figures(folder)


def test_a_sweep_has_a_page_with_its_table_and_map(tmp_path):
    assert sweep.main([*SWEEP, MAP, f"output={tmp_path}/s"]) == 0
    page_of(tmp_path / "s", "comparison.csv", "work.validity", "What the measures mean", "restricted_days")


def test_an_attribution_has_a_page_with_its_shares_and_waterfall(tmp_path):
    assert explain.main([*EXPLAIN, f"output={tmp_path}/s"]) == 0
    page_of(tmp_path / "s", "attribution.csv", "interactions.csv", "authority", "figures/attribution.png")


def test_a_fit_has_a_page_with_its_table(tmp_path):
    words = ["explanation=abandoned", "replications=2", "executor=serial", f"output={tmp_path}/s"]
    assert fit.main(words) == 0
    page_of(tmp_path / "s", "fit.csv", "misfit")


def test_what_has_no_page_says_which_command_shows_it(tmp_path):
    """A study under way, and a folder that holds the runs of a study above it."""
    assert sweep.main([*SWEEP, GRID, f"output={tmp_path}/s"]) == 0
    there = read_manifest(tmp_path / "s")
    write_manifest(tmp_path / "s", there | {"status": "interrupted"})
    told = through(report.main, [tmp_path / "s"])
    assert (told.code, told.said) == (2, [f"{tmp_path / 's'}: the study is interrupted; run its command again"])
    write_manifest(tmp_path / "s", there)
    shutil.copytree(tmp_path / "s", tmp_path / "s" / "rivals" / "x")
    write_manifest(tmp_path / "s" / "rivals" / "x", there | {"kind": "villages", "outputs": {}})
    told = through(report.main, [tmp_path / "s" / "rivals" / "x"])
    assert (told.code, len(told.said)) == (2, 1)
    assert "so it has no page; python -m experiments.status shows it" in told.said[0]


SAMPLED = "study.design.axes=[{name: work.validity, low: 30, high: 90}]"
DRY = [
    (sweep.main, [*SWEEP, GRID], [
        "12 runs = 3 villages x 2 points x 2 arms", "to run: 6", "executor: serial, 1 worker; memory: about",
        "arms: siloed, task_force; resources: equal_effort; metric: restricted_days", "stopping: after all 3",
        "sensitivity: none, its design is a grid; it needs one of", "page: with tables and figures, by python -m",
    ]),
    (sweep.main, [*SWEEP, SAMPLED, "study.design.kind=latin_hypercube", "points=49"], [
        "sensitivity: none, its latin_hypercube has 49 points; sensitivity needs 50 or more",
    ]),
    (sweep.main, [*SWEEP, SAMPLED, "study.design.kind=latin_hypercube", "points=50"], ["sensitivity: PAWN"]),
    (sweep.main, [*SWEEP, SAMPLED, "study.design.kind=sobol", "points=2"], ["sensitivity: Sobol indices"]),
    (sweep.main, [*SWEEP, SAMPLED, "study.design.kind=morris", "points=2", "sequential=true", "replications=90"], [
        "sensitivity: elementary effects",
        "stopping: looks at the differences after 30 replications, then after every 20, 90 at most",
    ]),
    (compare.main, [*COMPARED, "executor=processes", "workers=3", "executor.memory_limit=20"], [
        "executor: processes, 3 workers; memory: about", "executor.memory_limit = 20 MB may be too low",
        "page: report.html, at the end",
    ]),
    (explain.main, EXPLAIN, ["page: with tables and figures, by python -m", "30 runs = 3 villages x 10 arms"]),
]  # fmt: skip


@pytest.mark.parametrize(("main", "words", "said"), DRY, ids=[str(place) for place in range(len(DRY))])
def test_a_dry_run_says_what_can_be_known(tmp_path, main, words, said):
    kept = {word.partition("=")[0]: word for word in words}  # the last of a key
    told = through(main, [*kept.values(), f"output={tmp_path}/s", "dry_run=true"])
    assert told.code == 0, told
    for one in said:
        assert one in told.out
    assert not (tmp_path / "s").exists()


def test_a_disk_that_is_too_small_is_said(tmp_path, monkeypatch):
    from experiments.study import dry_run

    monkeypatch.setattr(dry_run.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1_000}))
    assert list(dry_run.room_for(2e6, tmp_path / "not" / "there")) == ["the disk has 0.0 MB free, too few"]
    assert not list(dry_run.room_for(999, tmp_path))


@pytest.mark.parametrize(("kind", "points", "first"), [
    ("latin_hypercube", FEWEST - 1, ""), ("latin_hypercube", FEWEST, "PAWN"), ("morris", 4, "elementary effects"),
    ("sobol", 4, "Sobol indices"), ("plausible", 4, "rank correlations"),
])  # fmt: skip
def test_which_indices_a_design_allows(kind, points, first):
    assert (methods_of(kind, points) or [""])[0] == first
    assert bool(too_few(kind, points)) == (not first)


@pytest.mark.parametrize("words", [
    [SAMPLED, "study.design.kind=latin_hypercube", "points=8"],
    [SAMPLED, "study.design.kind=latin_hypercube", "points=2", "study.design.dummy=true"],
    ["study.design.axes=[{name: work.validity, low: 90, high: 90}]", "study.design.kind=morris", "points=2"],
], ids=["eight points", "two and an input that does nothing", "nothing varies"])  # fmt: skip
def test_indices_that_cannot_be_had_are_refused_and_nothing_is_written(tmp_path, words):
    folder = tmp_path / "s"
    assert sweep.main([*SWEEP, *words, f"output={folder}"]) == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    told = through(sensitivity.main, [folder])
    assert (told.code, told.out) == (2, "")
    assert str(folder) in told.said[-1]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
