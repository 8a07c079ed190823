"""The commands of earthworks: compare leaves a report with a map, and what validate and sweep read is sound."""

import pandas as pd
import pytest

from experiments import compare, explain, sweep, validate
from experiments.validation.patterns import counted_apart
from sim.clients.sites.kind import KIND

STUDY = [
    "study=one_point", "scenario=earthworks", "arms=[siloed,dispatch_orders]", "resources=[closed]", "replications=2",
    "executor=serial", "study.attribution_replications=0", "sites.ground.total=6", "calendar.intervention_day=196",
    "calendar.horizon_days=392",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small comparison that has been run."""
    where = tmp_path_factory.mktemp("earthworks") / "out"
    assert compare.main([*STUDY, f"output={where}"]) == 0
    return where


def test_the_report_shows_the_map_the_costs_and_who_stood_still(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    for heading in ("Where earth lay and went", "What it cost, and what it could have", "Who stood still"):
        assert f"<h3>{heading}</h3>" in page
    for name in ("map", "costs", "blocked"):
        assert (folder / "figures" / f"{name}.svg").is_file()


def test_the_map_of_the_first_town_is_a_table_of_every_arm(folder):
    places = pd.read_csv(folder / "places.csv")
    assert set(places["arm"]) == {"siloed", "dispatch_orders"}
    assert places.groupby("arm")["site"].nunique().tolist() == [10, 10]
    before = places[places["day"] == 0].groupby("arm")["lying"].sum()
    assert before.iloc[0] == before.iloc[1] > 300_000  # the heap of the common past
    assert len(pd.read_csv(folder / "flows.csv"))


def test_every_headline_measure_stands_in_the_comparison(folder):
    table = (folder / "comparison.csv").read_text(encoding="utf-8")
    assert all(f"\n{name}," in table for name in KIND.headline)


def test_what_the_other_commands_ask_can_be_read():
    for study in ("horizon_and_stores", "thin_market"):
        assert sweep.read([f"study={study}"])
    asked = validate.read(["scenario=earthworks"])
    assert len(asked.checks) == 2
    assert asked.study.name == "earthworks"
    words = ["scenario=earthworks", "baseline=siloed", "treatment=dispatch_orders", "metric=total_money"]
    assert explain.read(words)


def test_patterns_of_scale_are_counted_apart():
    rows = pd.DataFrame({"statement": ["scale: members", "days"], "passed": [True, False]})
    said = "  hold: 0 of 1 that could have failed, 1 of 1 that repeat what was set (scale)"
    assert counted_apart(rows) == said
