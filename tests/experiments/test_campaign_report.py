"""The campaign's commands: compare leaves a report with its own figures, and what validate reads is sound."""

import pandas as pd
import pytest

from experiments import compare, sweep, validate
from sim.clients.blocks.kind import KIND
from tests.pages import unclean

SMALL = [
    "blocks.total=40", "blocks.assessment.items_sampled=60", "blocks.assessment.first_day=50",
    "blocks.assessment.interval=40", "blocks.assessment.tests=2", "calendar.intervention_day=40",
    "calendar.horizon_days=120", "blocks.assessment.target=60.0",
]  # fmt: skip
STUDY = [
    "study=one_point", "scenario=civilised_city", "arms=[siloed,task_force,campaign_routine]", "resources=[closed]",
    "replications=3", "executor=serial",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small comparison that has been run."""
    where = tmp_path_factory.mktemp("campaign") / "out"
    assert compare.main([*STUDY, *SMALL, f"output={where}", "study.attribution_replications=0"]) == 0
    return where


def test_the_report_shows_the_index_what_the_test_sees_and_what_it_costs(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    for heading in (
        "The index, day by day",
        "What the test sees and what it does not",
        "A year after",
        "What it costs",
    ):
        assert f"<h3>{heading}</h3>" in page
    for name in ("index", "seen", "after", "price"):
        assert (folder / "figures" / f"{name}.svg").is_file()
    assert ">test 2<" in (folder / "figures" / "index.svg").read_text(encoding="utf-8")


def test_no_word_is_missing_and_no_number_is_none(folder):
    assert unclean((folder / "report.html").read_text(encoding="utf-8")) == []


def test_every_headline_measure_stands_in_the_comparison(folder):
    table = (folder / "comparison.csv").read_text(encoding="utf-8")
    assert all(f"\n{name}," in table for name in KIND.headline)


def test_equal_staff_days_are_equal_over_the_whole_horizon(tmp_path):
    """Each arm without a team charges, over the cities of the study, as many staff-days as the one that goes home."""
    words = [word for word in STUDY if not word.startswith(("resources", "arms"))]
    words += ["resources=[equal_staff]", "arms=[siloed,redesigned_silo,task_force]", "study.attribution_replications=0"]
    assert compare.main([*words, *SMALL, f"output={tmp_path}/out"]) == 0
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    charged, fences = runs.groupby("arm")["staff_days"].mean(), runs.groupby("arm")["ring_fence"].first()
    assert fences["task_force"] == 0.0
    for arm in ("siloed", "redesigned_silo"):
        assert 0.1 < fences[arm] < 0.9
        assert charged[arm] == pytest.approx(charged["task_force"], rel=0.01)


def test_a_sweep_and_a_validation_of_it_can_be_read():
    assert sweep.read(["study=relapse_and_upkeep"])
    asked = validate.read(["scenario=civilised_city"])
    assert len(asked.checks) == 2
    assert asked.study.name == "civilised_city"
