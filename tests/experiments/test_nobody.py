"""A comparison of a village without households: no interval from nobody, and a page that says so."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from experiments import compare
from experiments.report.page import build_report
from sim.measures.columns import COLUMNS

SMALL = [
    *("study=one_point", "replications=2", "arms=[siloed,task_force]", "resources=[closed]", "executor=serial"),
    *("households.total=0", "calendar.intervention_day=20", "calendar.horizon_days=15", "study.resamples=200"),
]
OVER_CLIENTS = ("restricted_days", "done_share", "satisfaction_mean", "pressure_mean", "project_days", "queue_share")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("nobody") / "study"
    assert compare.main([*SMALL, f"output={where}"]) == 0
    return where


def test_no_mean_and_no_interval_is_made_of_nobody(folder):
    runs = pd.read_parquet(folder / "runs.parquet")
    assert runs[list(OVER_CLIENTS)].isna().all(axis=None)
    table = pd.read_csv(folder / "comparison.csv")
    rows = table[table["metric"].isin(OVER_CLIENTS)]
    assert rows[["mean", "baseline_mean", "difference", "ci_low", "ci_high", "superiority"]].isna().all(axis=None)
    assert set(table["metric"]) < {column.name for column in COLUMNS}


def test_the_page_says_that_nobody_was_there(folder):
    text = re.sub(r"<svg.*?</svg>|<style.*?</style>|<[^>]+>", " ", build_report(folder).read_text(), flags=re.DOTALL)
    said = " ".join(text.split())
    assert "the task force cannot be compared: no run has anybody whose" in said
    assert re.search(r"\bnan\b", said) is None
    assert "restricted_days" not in said.partition("What the measures mean")[0].partition("For researchers")[2]
