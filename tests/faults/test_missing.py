"""What never happened: the worst value where it is compared, a real null where it is kept, said where it is shown."""

import json
import math

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
import yaml

from experiments import compare, sensitivity, sweep
from experiments.report.doubt import frequency, wins
from experiments.report.figures.loss_map import NOBODY_LEFT, cell
from experiments.study.intervals import Judgement
from experiments.study.manifest import expected_manifest, write_manifest
from experiments.study.never import counted, middle, ordered, said_of
from experiments.study.settings import load_study, study_points
from experiments.study.statistics import compare_table
from experiments.study.stopping import settled
from experiments.study.store import file_hash
from sim.measures.columns import COLUMNS
from sim.yaml_scan import ConfigError

SMALL = [
    "households.total=12", "calendar.intervention_day=30", "offer.rounds=[0.0]", "study.resamples=200",
    "executor=serial", "arms=[siloed,task_force]", "resources=[as_it_was]",
]  # fmt: skip
ALONE = ["study=one_point", "study.rival_replications=0", "study.attribution_replications=0"]
JUDGEMENT = Judgement(0.95, 200, 0.05)
BY_NAME = {column.name: column for column in COLUMNS}
NAN, INF = math.nan, math.inf


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """Twelve villages watched for sixty days, judged by a measure that some of them never reach."""
    folder = tmp_path_factory.mktemp("never") / "study"
    words = [*ALONE, *SMALL, "calendar.horizon_days=60", "metric=days_to_80", "replications=12"]
    assert compare.main([*words, "executor.chunk=12", f"output={folder}"]) == 0  # in one part, where some get there
    return folder


def runs_of(measure, **arms):
    """Finished runs of some arms, a value of *measure* a village; other columns by arm as a pair of lists."""
    rows = [
        {"status": "ok", "resources": "r", "arm": arm, "point": 0, "replication": k, measure: value}
        for arm, values in arms.items()
        for k, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def test_five_of_thirty_that_never_get_there_are_the_clearest_wins():
    """The specimen: all 30 of the team get to 80 %, 25 of the silo; ahead in all 30, not in 25."""
    silo = [10.0 + k for k in range(25)] + [NAN] * 5
    table = compare_table(runs_of("days_to_80", silo=silo, team=[9.0] * 30), JUDGEMENT, (BY_NAME["days_to_80"],))
    line = table.iloc[0]
    assert line[["pairs", "runs", "ahead", "level", "never", "baseline_never"]].tolist() == [30, 25, 30, 0, 0, 5]
    assert (line["superiority"], line["median"], line["baseline_median"]) == (1.0, 9.0, 24.5)
    assert math.isnan(line["runs_needed"])
    assert said_of(line, "villages") == (
        "never in 0 of 30 villages (team) and in 5 (silo): means and interval are of the 25 in which both get there, "
        "ahead in 30 of all 30, level in 0"
    )


def test_a_pair_in_which_neither_gets_there_is_a_tie_and_a_middle_that_never_does_is_none():
    both, other = np.array([INF, INF, 3.0, 5.0]), np.array([INF, 4.0, INF, 5.0])
    found = counted(both, other, "low")
    assert (found["ahead"], found["level"], found["never"], found["baseline_never"]) == (1.0, 2.0, 2.0, 2.0)
    assert math.isnan(found["median"])
    assert middle(np.array([1.0, 2.0, INF])) == 2.0
    assert math.isnan(middle(np.array([1.0, INF])))


def test_days_of_a_team_are_never_there_only_where_there_is_a_team():
    runs = runs_of("team_days_to_all", silo=[NAN, NAN], team=[40.0, NAN])
    assert np.isnan(ordered(runs, BY_NAME["team_days_to_all"])[:2]).all()
    assert ordered(runs, BY_NAME["team_days_to_all"])[2:].tolist() == [40.0, INF]
    told = runs.assign(team_ended=[NAN, NAN, 1.0, NAN])
    assert ordered(told, BY_NAME["team_days_to_all"])[2] == 40.0
    assert math.isnan(ordered(told, BY_NAME["team_days_to_all"])[3])


def test_nobody_who_ever_gets_there_is_a_line_and_no_empty_table():
    table = compare_table(runs_of("days_to_all", silo=[NAN] * 9, team=[NAN] * 9), JUDGEMENT, (BY_NAME["days_to_all"],))
    line = table.iloc[0]
    assert line[["pairs", "runs", "level", "superiority", "never", "baseline_never"]].tolist() == [9, 0, 9, 0.5, 9, 9]
    assert np.isnan(line[["difference", "ci_low", "ci_high"]].astype(float)).all()


def test_counts_of_never_stand_in_terminal_table_and_page(compared, capsys):
    line = pd.read_csv(compared / "comparison.csv").set_index("metric").loc["days_to_80"]
    runs = pd.read_parquet(compared / "runs.parquet")
    never = runs["days_to_80"].isna().groupby(runs["arm"]).sum()
    assert never["siloed"] > 0
    assert (line["never"], line["baseline_never"], line["pairs"]) == (never["task_force"], never["siloed"], 12)
    page = (compared / "report.html").read_text(encoding="utf-8")
    assert f"never in {never['task_force']} of 12 villages (task force) and in {never['siloed']}" in page
    assert f"(never: {never['task_force']}, baseline {never['siloed']})" in page
    assert "some never get there" in page
    assert compare.main([*ALONE, *SMALL, "calendar.horizon_days=60", "metric=days_to_80", "replications=12",
                         f"output={compared}"]) == 0  # fmt: skip
    assert f"never in {never['task_force']} of 12 villages (task_force)" in capsys.readouterr().out


def test_never_is_null_so_that_duckdb_and_polars_leave_it_out(compared):
    files = [compared / "runs.parquet", *(compared / "parts").glob("*.runs.parquet")]
    for path in files:
        known = pd.read_parquet(path)["days_to_80"]
        assert known.isna().any()
        count, mean = duckdb.connect().execute(f"select count(days_to_80), avg(days_to_80) from '{path}'").fetchall()[0]
        frame = pl.read_parquet(path)["days_to_80"]
        assert count == frame.count() == known.count()
        assert mean == pytest.approx(known.mean())
        assert frame.mean() == pytest.approx(known.mean())
        assert frame.is_nan().sum() == 0


def test_no_table_holds_a_nan_that_is_no_null(compared):
    for path in compared.rglob("*.parquet"):
        frame = pl.read_parquet(path)
        held = [name for name, kind in frame.schema.items() if kind.is_float() and frame[name].is_nan().any()]
        assert not held, path.name


def test_columns_say_unit_meaning_and_what_null_means_and_a_codebook_lies_beside(compared):
    schema = pq.read_schema(compared / "runs.parquet")
    told = schema.field("days_to_80").metadata
    assert (told[b"unit"], told[b"null"]) == (b"day", b"never")
    assert schema.field("seed").metadata[b"meaning"].startswith(b"seed of all luck")
    book = pd.read_csv(compared / "codebook.csv", keep_default_na=False).set_index(["table", "column"])
    for name in ("runs", "daily", "design"):
        for field in pq.read_schema(compared / f"{name}.parquet"):
            assert book.loc[(f"{name}.parquet", field.name), "meaning"], field.name
            assert field.metadata[b"meaning"].decode() == book.loc[(f"{name}.parquet", field.name), "meaning"]
    compared_columns = pd.read_csv(compared / "comparison.csv").columns
    assert all(book.loc[("comparison.csv", name), "meaning"] for name in compared_columns)
    outputs = json.loads((compared / "manifest.json").read_text())["outputs"]
    assert outputs["codebook.csv"] == file_hash(compared / "codebook.csv")


def test_natural_frequencies_claim_no_more_than_was_run(compared):
    line = pd.Series({"pairs": 12.0, "ahead": 12.0, "level": 0.0})
    assert wins(line, "villages") == "ahead in 12 of 12 villages"
    assert (
        wins(pd.Series({"pairs": 200.0, "ahead": 150.0, "level": 20.0}), "v")
        == "ahead in 75 of 100 v, level in 10 of 100"
    )
    assert (frequency(0.5, 7), frequency(1.0, 100), frequency(0.0, 0)) == (
        "4 of 7",
        "100 of 100",
        "none, as there was no case,",
    )
    page = (compared / "report.html").read_text(encoding="utf-8")
    assert "of 100 villages" not in page
    assert " of 12 villages" in page


def row(**values):
    usual = {"pairs": 12, "never": 0, "baseline_never": 0, "difference": -5.0, "baseline_mean": 10.0, "ci_low": -6.0,
             "ci_high": -4.0}  # fmt: skip
    return usual | values


def test_cells_of_a_map_without_a_share_are_words():
    assert cell(row()) == "-50%"
    assert cell(row(difference=0.0, baseline_mean=0.0, ci_low=0.0, ci_high=0.0)) == NOBODY_LEFT
    assert cell(row(difference=3.0, baseline_mean=0.0)) == "0 without it,\n+3 with it"
    assert cell(row(difference=NAN, baseline_mean=NAN, never=12, baseline_never=12)) == "nobody\never gets there"
    assert cell(row(difference=NAN, baseline_mean=NAN, pairs=0)) == "no run\nhas a value"
    assert cell(row(difference=-0.001, ci_low=-0.1, ci_high=0.1)) == "(0%)"  # no -0%
    assert cell(row(baseline_never=4)) == "-50%\nnever: 0 and 4 of 12"


def test_sequential_stopping_needs_a_measure_that_every_run_has(tmp_path):
    words = ["study=lapse_and_load", *SMALL, "calendar.horizon_days=3", "sequential=true", "replications=200",
             f"output={tmp_path}/s"]  # fmt: skip
    for metric, other in (("days_to_all", "restricted_to_all"), ("days_to_50", "restricted_days"),
                          ("team_days_to_all", "restricted_to_all")):  # fmt: skip
        with pytest.raises(ConfigError, match=f"metric = {metric}: sequential stopping needs .* use {other}"):
            sweep.main([*words, f"metric={metric}"])
    alone = [word for word in words if not word.startswith("arms")]
    with pytest.raises(ConfigError, match="sequential = true: there is no difference to know with one arm"):
        sweep.main([*alone, "arms=[siloed]"])
    assert not (tmp_path / "s").exists()


def test_no_data_is_no_certainty_and_ties_are_said():
    def look(**arms):
        return settled(runs_of("y", **arms), "y", 0.05, 1000.0, 0.95)

    nothing = look(silo=[NAN] * 40, team=[NAN] * 40)
    assert (nothing.known, nothing.poor) == (False, 1)
    assert "1 of 1 differences rest on fewer than 30 pairs" in nothing.said(40, "villages")
    some = look(silo=[1.0] * 40, team=[2.0] * 29 + [NAN] * 11)
    assert not some.known
    ties = look(silo=[1.0] * 40, team=[1.0] * 40)
    assert ties.said(40, "villages").startswith("after 40 villages every difference is a tie in every pair")
    assert look(silo=[1.0] * 40, team=[2.0] * 40).said(40, "villages").startswith("every difference is known well")
    assert not look(silo=[1.0] * 40).known


@pytest.fixture
def sampled(tmp_path):
    """A finished sweep over sixty points, made by hand: every fifth run of the silo never gets there."""
    words = ["study=lapse_and_load", *SMALL, "study.design.axes=[{name: work.validity, low: 60, high: 90}]"]
    study = load_study([*words, "study.design.kind=latin_hypercube", "points=60", "metric=days_to_all"])
    points = study_points(study)
    folder = tmp_path / "s"
    folder.mkdir()
    rows = [
        {"status": "ok", "resources": "as_it_was", "arm": arm, "point": k, "replication": 0,
         "days_to_all": NAN if arm == "siloed" and k % 5 == 0 else plus, "restricted_to_all": validity * plus}
        for arm, plus in (("siloed", 1.0), ("task_force", 2.0))
        for k, validity in enumerate(points.values["work.validity"])
    ]  # fmt: skip
    pd.DataFrame(rows).to_parquet(folder / "runs.parquet")
    points.values.join(points.unit.add_prefix("unit.")).to_parquet(folder / "points.parquet")
    (folder / "config.yaml").write_text(yaml.safe_dump(study.model_dump(mode="json")), encoding="utf-8")
    manifest = expected_manifest(tmp_path / "none", "sweep", {}, [], 1, False)
    write_manifest(folder, manifest | {"status": "complete"})
    return folder


def test_sensitivity_of_a_measure_that_some_runs_never_reach_is_refused_with_the_way_out(sampled):
    with pytest.raises(ConfigError, match=r"metric = days_to_all: is missing in .* use restricted_to_all.*\(12 of 120"):
        sensitivity.main([str(sampled)])
    with pytest.raises(ConfigError, match="metric = nothing: is no measure of"):
        sensitivity.main([str(sampled), "metric=nothing"])
    assert not (sampled / "sensitivity.csv").exists()
    assert sensitivity.main([str(sampled), "metric=restricted_to_all"]) == 0
    table = pd.read_csv(sampled / "sensitivity.csv")
    assert set(table["metric"]) == {"restricted_to_all"}
    assert not table["interval_doubtful"].any()


def test_sensitivity_of_too_few_points_is_one_line_and_leaves_nothing(sampled):
    path = sampled / "config.yaml"
    path.write_text(path.read_text().replace("points: 60", "points: 40"))
    pd.read_parquet(sampled / "points.parquet").head(40).to_parquet(sampled / "points.parquet")
    with pytest.raises(ConfigError, match="its latin_hypercube has 40 points; sensitivity needs 50 or more"):
        sensitivity.main([str(sampled), "metric=restricted_to_all"])
    assert not (sampled / "sensitivity.csv").exists()
