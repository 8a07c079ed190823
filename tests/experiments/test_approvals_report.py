"""Approvals' commands: a comparison leaves a page with the kind's own figures, a verdict shows them, too."""

import pandas as pd
import pytest

from experiments import compare, sweep, validate
from experiments.kinds.approvals import FIGURES, ON_PATH
from experiments.kinds.told import Told
from experiments.validate import scale
from sim.clients.approvals.kind import KIND

SMALL = ["scenario=sports_centre", "executor=serial", "calendar.intervention_day=40", "calendar.horizon_days=400"]
ONE = ["study=one_point", "arms=[siloed,best_silo,task_force_far]", "resources=[closed]", "replications=3"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small comparison that has been run."""
    where = tmp_path_factory.mktemp("approvals") / "out"
    assert compare.main([*SMALL, *ONE, "study.attribution_replications=0", f"output={where}"]) == 0
    return where


def test_the_page_shows_the_median_run_where_days_went_far_reviews_and_what_would_be_left(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    for name, (heading, _) in FIGURES.items():
        assert f"<h3>{heading}</h3>" in page
        assert (folder / "figures" / f"{name}.svg").is_file()
    assert ">critical path<" in (folder / "figures" / "gantt.svg").read_text(encoding="utf-8")


def test_the_timeline_is_the_median_run_of_every_arm_from_one_history(folder):
    """Its reviews are as many in each arm, its critical path ends with the last, and the arm told of is the last."""
    table, runs = pd.read_csv(folder / "timeline.csv"), pd.read_parquet(folder / "runs.parquet")
    own = runs[runs["arm"] == "task_force_far"].sort_values("restricted_days")
    assert table["seed"].unique().tolist() == [own["seed"].iloc[1]]
    assert table.groupby("arm").size().to_dict() == dict.fromkeys(("siloed", "best_silo", "task_force_far"), 10)
    assert table.loc[table["told"], "arm"].unique().tolist() == ["task_force_far"]
    there = table[table["arm"] == "task_force_far"]
    if there["closed"].notna().all():
        assert there.loc[there["closed"].idxmax(), "critical"]
        assert (there["filed"] >= there["released"]).all()
        assert (there["closed"] >= there["filed"] + there["floor"] - 1e-9).all()


def test_every_headline_measure_stands_in_the_comparison_and_the_case_is_the_same_in_all_arms(folder):
    table = (folder / "comparison.csv").read_text(encoding="utf-8")
    assert all(f"\n{name}," in table for name in (*KIND.headline, *ON_PATH))
    runs = pd.read_parquet(folder / "runs.parquet")
    assert (runs.groupby("seed")["case_hash"].nunique() == 1).all()
    assert runs["case_hash"].nunique() == 3


def test_a_verdict_over_plausible_cities_is_about_approvals_in_two_currencies(tmp_path, capsys):
    words = [
        "study=approvals",
        "points=3",
        "arms=[siloed,orders,task_force_far]",
        "study.headline.rivals=[siloed,orders]",
    ]
    assert compare.main([*SMALL, *words, f"output={tmp_path}/out"]) == 0
    said = capsys.readouterr().out
    assert "had the approval granted sooner in" in said
    assert "approval-days" in said
    assert (
        "routine matter-days more open" in said or "routine matter-days less" in said or "routine matter-days" in said
    )
    assert (tmp_path / "out" / "figures" / "gantt.svg").is_file()


def test_patterns_that_repeat_an_input_are_counted_apart():
    rows = [("scale: as many as were set", True), ("what could have failed", True), ("scale: more", False)]
    table = pd.DataFrame(rows, columns=["statement", "passed"])
    assert scale(table) == ["scale: 2 patterns only repeat what was set, of which 1 fail; 1 could have failed"]
    assert scale(table.iloc[1:2]) == []


def test_one_day_of_a_client_has_its_article():
    assert (Told(client="approval").a_day, Told().a_day) == ("an approval-day", "a client-day")


def test_a_sweep_and_validations_can_be_read():
    assert sweep.read(["study=far_share"])
    assert [len(validate.read([f"scenario={name}"]).checks) for name in ("railway_approval", "sports_centre")] == [2, 1]
