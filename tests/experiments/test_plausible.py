"""Plausible cities: drawn from declared ranges, each under every explanation, with one history for all arms."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from experiments import compare, explain, sensitivity, sweep, verify
from experiments.arms.replication import branches_at, study_at
from experiments.study.dependence import dependence_on_cities, pawn_distances, sliced
from experiments.study.explanations import explanations, own_parameters
from experiments.study.intervals import Judgement
from experiments.study.keys import canonical_json
from experiments.study.resampling import bca_interval
from experiments.study.settings import Study, load_study, study_points
from sim.city.run import history
from sim.config import load_scenario
from sim.yaml_scan import ConfigError
from tests.codes import unexplained
from tests.stories import SMALL, equal, numbers, scenario

VILLAGE = [
    "households.total=12", "calendar.intervention_day=60", "calendar.horizon_days=40", "offer.rounds=[0.0]",
    "study.resamples=200", "executor=serial",
]  # fmt: skip
NO_VERDICT = ["study.headline.team=''", "study.headline.against=[]", "study.headline.rivals=[]"]
CITIES = ["study=compare", "arms=[siloed,redesigned_silo,task_force]", *NO_VERDICT, *VILLAGE]
MAKES = {  # number -> the explanation that it makes
    "work.validity": "lapse",
    "work.abandon_below": "abandoned",
    "issues.exception_share": "no_authority",
    "households.speculator_share": "waiting",
    "households.speculator_belief": "waiting",
    "negotiation.late_probability": "waiting",
}


def cities(*words: str) -> Study:
    return load_study(["study=compare", "points=20", *words])


def table(*words: str) -> pd.DataFrame:
    return study_points(cities(*words)).values


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """Three draws under four explanations, two villages each."""
    folder = tmp_path_factory.mktemp("cities") / "study"
    assert compare.main([*CITIES, "points=3", f"output={folder}"]) == 0
    return folder


def test_every_column_of_the_verdict_is_explained(compared):
    assert not unexplained(compared)


def test_a_draw_is_the_same_city_under_every_explanation_but_for_what_makes_each():
    points = study_points(cities())
    values, unit = points.values, points.unit
    assert list(values.columns[:2]) == ["explanation", "draw"]
    assert list(values["explanation"][:5]) == [*explanations(), "lapse"]
    assert list(values["draw"]) == [draw for draw in range(20) for _ in range(4)]
    shared = [name for name in unit.columns if name not in MAKES]
    assert (values.groupby("draw")[shared].nunique() == 1).all(axis=None)
    for name in unit.columns:
        drawn = values["explanation"] == MAKES.get(name, "") if name in MAKES else values["explanation"] != ""
        assert list(unit[name].notna()) == list(drawn)
        strata = np.sort((unit.loc[unit[name].notna(), name] * 20).astype(int).unique())
        assert list(strata) == list(range(20))  # a Latin hypercube: one draw in each twentieth
    assert values["work.meeting_period"].dtype == np.int64
    assert values["work.meeting_period"].between(7, 30).all()


def test_under_other_explanations_the_numbers_of_one_cannot_act():
    """They have the value of no stall at all; and a belief that nobody holds changes nothing, bit for bit."""
    none = load_scenario("xiaonanmen", ["explanation=none"]).model_dump(mode="json")
    values = table()
    for name in own_parameters() - {"explanation", "issues.tangled_share", "work.exceptions_grantable"}:
        group, last = name.split(".")
        others = values[values["explanation"] != MAKES[name]]
        assert len(others)
        assert set(others[name]) == {none[group][last]}
        assert none[group][last] not in set(values.loc[values["explanation"] == MAKES[name], name])
    grantable = values.groupby("explanation")["work.exceptions_grantable"].unique()
    assert {name: list(found) for name, found in grantable.items()} == {
        name: [name != "no_authority"] for name in explanations()
    }
    assert values["issues.tangled_share"].nunique() == 20  # no explanation's own: drawn in every city
    told = scenario(**SMALL, households__speculator_share=0.0)
    other = scenario(**SMALL, households__speculator_share=0.0, households__speculator_belief=2.0)
    assert equal(history(told, numbers(told), 1), history(other, numbers(other), 1))


@pytest.mark.slow
def test_one_explanation_has_the_same_cities_as_all_four(compared, tmp_path):
    assert compare.main([*CITIES, "points=3", "explanation=waiting", f"output={tmp_path}/one"]) == 0
    runs, alone = (pd.read_parquet(path / "runs.parquet") for path in (compared, tmp_path / "one"))
    runs = runs[runs["explanation"] == "waiting"].reset_index(drop=True)
    assert set(alone["explanation"]) == {"waiting"}
    for name in ("restricted_days", "staff_days", "home_backlog_days", "seed", "arm", "draw"):
        pd.testing.assert_series_equal(runs[name], alone[name], check_exact=True)


def test_a_typed_number_holds_in_every_city_and_leaves_all_other_draws_alone():
    values, held = table(), table("negotiation.noise=0.1", "work.validity=90", "city.departments.tax.utilisation=0.6")
    assert "negotiation.noise" not in held
    assert "city.departments.*.utilisation" not in held
    assert set(held.loc[held["explanation"] == "lapse", "work.validity"]) == {90.0}
    assert set(held.loc[held["explanation"] != "lapse", "work.validity"]) == {100_000.0}
    pd.testing.assert_frame_equal(held.drop(columns="work.validity"), values[held.columns.drop("work.validity")])


def test_half_the_width_keeps_every_draw_at_its_place_in_a_range_half_as_wide():
    wide, narrow = table(), table("study.design.width=0.5")
    middle = 0.5 * (0.05 + 0.15)
    assert np.allclose(narrow["negotiation.noise"] - middle, 0.5 * (wide["negotiation.noise"] - middle))
    root = math.sqrt(1.5 * 6.0)
    assert np.allclose(np.log(narrow["work.effort_median"] / root), 0.5 * np.log(wide["work.effort_median"] / root))


def test_a_scenario_that_means_another_city_keeps_its_own_numbers():
    study = load_study(["study=compare", "scenario=workbench", "points=2"])
    assert study.study.design.hold == ["city.departments.*.utilisation", "work.meeting_batch", "work.ruling_effort"]
    values = study_points(study).values
    assert list(values["explanation"]) == ["none", "none"]
    assert "stream.effort_sigma" in values


def test_axes_draw_only_what_they_name_by_their_own_law():
    axes = "study.design.axes=[{name: work.validity}, {name: work.rework_effort, low: 0.1, high: 1.0, law: log}]"
    values = table(axes, "study.design.explanations=[lapse,waiting]")
    assert set(values.columns) == {"explanation", "draw", "work.rework_effort", *own_parameters() - {"explanation"}}
    assert values["work.rework_effort"].median() == pytest.approx(math.sqrt(0.1), rel=0.1)
    assert set(values.loc[values["explanation"] == "waiting", "work.validity"]) == {100_000.0}


def test_all_arms_of_a_city_have_one_history():
    study = cities("arms=[siloed,joint_meeting,redesigned_silo,task_force]", *VILLAGE[:4])
    for place in (0, 5, 10):
        point = study_points(study).values.iloc[place].to_dict()
        point = json.loads(json.dumps(point, default=lambda value: value.item()))
        prepared = branches_at(study.model_dump_json(), canonical_json(point))
        pasts = [history(one, records, 3) for one, records in prepared.values()]
        assert len(pasts) == 4
        assert all(equal(pasts[0], past) for past in pasts[1:])
        assert study_at(study.model_dump_json(), point).explanation == point["explanation"]


BAD = [
    (
        "study.design.axes=[{name: work.validity, low: 10}]",
        "work.validity: low = 10: crosses a bound; must be a number",
    ),
    ("study.design.axes=[{name: work.validity, low: 90, high: 80}]", "low = 90: must not exceed high = 80"),
    ("study.design.axes=[{name: work.validity, low: 90, high: 90}]", "equals high, so that there is nothing to draw"),
    ("study.design.axes=[{name: work.validity, law: whole}]", "law = whole: does not fit a number"),
    ("study.design.axes=[{name: work.validity, law: bent}]", "law = bent: must be one of linear, log, whole"),
    ("study.design.axes=[{name: work.meeting_period, law: log}]", "law = log: does not fit a count; it has whole"),
    ("study.design.axes=[{name: staffing.recall_rate, law: log}]", "low = 0: must be above 0 for law log"),
    (
        "study.design.axes=[{name: work.rework_effort}]",
        "work.rework_effort: declares no plausible range; give low and high",
    ),
    ("study.design.axes=[{name: work.forum}]", "a plausible city draws numbers"),
    ("study.design.axes=[{name: arms.task_force.meeting_days, low: 1, high: 3}]", "differs between arms"),
    ("study.design.axes=[{name: explanation}]", "explanation is fixed within a study"),
    ("study.design.explanations=[rain]", "rain is unknown; known: lapse, abandoned, no_authority, waiting, none"),
    ("study.design.explanations=[lapse,lapse]", "lapse stands twice"),
    ("study.design.hold=[work.validty]", "study.design.hold: work.validty is not drawn"),
    ("study.design.width=0", "study.design.width = 0: must be above 0"),
    ("study.design.width=1.5", "study.design.width = 1.5: must be a number between 0 and 1"),
    ("points=0", "study.design.points = 0: must be 2 or more for plausible"),
    ("study.rival_replications=5", "study.rival_replications = 5: is for one point"),
    ("study.attribution_replications=5", "study.attribution_replications = 5: is for one point"),
]


@pytest.mark.parametrize(("word", "said"), BAD, ids=[word for word, _ in BAD])
def test_bad_input_is_one_line_and_nothing_is_written(word, said, tmp_path):
    with pytest.raises(ConfigError) as caught:
        compare.main([*CITIES, word, f"output={tmp_path}/x"])
    assert said in str(caught.value)
    assert len(caught.value.lines) == 1
    assert not (tmp_path / "x").exists()


def test_ranges_with_nothing_to_draw_are_refused():
    everything = ",".join(study_points(cities()).unit.columns).replace("*", r"\*")
    names = [f"'{name}'" for name in everything.replace(r"\*", "*").split(",")]
    with pytest.raises(ConfigError, match="there is nothing to draw"):
        study_points(cities(f"study.design.hold=[{','.join(names)}]"))
    with pytest.raises(ConfigError, match=r"width = 0.5: is for plausible; kind is none"):
        load_study(["study=one_point", "study.design.width=0.5"])


def test_a_comparison_of_cities_counts_a_draw_once(compared):
    points = pd.read_parquet(compared / "points.parquet")
    runs = pd.read_parquet(compared / "runs.parquet")
    assert len(points) == 12
    assert len(runs) == 12 * 2 * 3
    assert {"explanation", "draw", "unit.work.validity"} <= set(points.columns)
    assert list(runs.groupby("point")["draw"].first()) == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    wide = runs.pivot(index=["draw", "point", "replication"], columns="arm", values="restricted_days")
    gaps = wide["task_force"] - wide["siloed"]
    line = pd.read_csv(compared / "comparison.csv").query("metric == 'restricted_days' and arm == 'task_force'").iloc[0]
    assert line["difference"] == pytest.approx(gaps.mean())
    assert np.isnan(line[["ci_low", "ci_high"]].astype(float)).all()  # three draws are too few, whatever the villages
    assert line["interval_doubtful"]
    many = Judgement(0.95, 200, 0.05)
    draws, again = gaps.index.get_level_values("draw").to_numpy(), np.repeat(np.arange(14), len(gaps))
    fourteen = np.concatenate([gaps.to_numpy() + place for place in range(14)])
    low, high = many.interval(fourteen, "salt", again * 3 + np.tile(draws, 14))
    by_draw = gaps.groupby("draw").mean().to_numpy()
    assert (low, high) == pytest.approx(
        bca_interval(np.concatenate([by_draw + place for place in range(14)]), 0.95, 200, "salt")
    )
    under = pd.read_csv(compared / "explanations.csv")
    assert list(under["explanation"].unique()) == ["all", *explanations()]
    page = (compared / "report.html").read_text(encoding="utf-8")
    assert "the same 2 simulated villages in each of 12 plausible cities" in page
    assert verify.main([str(compared), "sample=2"]) == 0


def test_values_that_stand_four_times_are_no_more_news():
    values = np.random.Generator(np.random.Philox(5)).standard_normal(40)
    clusters = np.repeat(np.arange(40), 4)
    once = bca_interval(values, 0.95, 1000, "x")
    assert bca_interval(np.repeat(values, 4), 0.95, 1000, "x", clusters) == pytest.approx(once)
    low, high = bca_interval(np.repeat(values, 4), 0.95, 1000, "x")
    assert high - low < 0.6 * (once[1] - once[0])


TEAMS = ["scenario=city_portfolio", "arms=[siloed,task_force]", "points=3", "replications=1", "staffing.teams=15",
         "calendar.intervention_day=30", "calendar.horizon_days=5", "study.resamples=200", "executor=serial",
         "study.design.axes=[{name: projects.team_members, low: 2, high: 60}]"]  # fmt: skip


def test_a_city_that_cannot_be_staffed_is_counted_apart_and_the_others_go_on(tmp_path, capsys):
    assert compare.main([*TEAMS, f"output={tmp_path}/s"]) == 1
    runs = pd.read_parquet(tmp_path / "s" / "runs.parquet").set_index("point")
    failed = runs[runs["status"] == "failed"]
    unstaffed = set(failed.index)
    assert 1 <= len(unstaffed) < 3
    assert runs["projects.team_members"].idxmax() in unstaffed
    assert runs["projects.team_members"].idxmin() not in unstaffed
    assert set(failed["arm"]) == {"siloed", "task_force"}  # of all arms: a city is in every row of a table or in none
    assert failed["error"].str.startswith("UnstaffedError: this city cannot be staffed: task force").all()
    assert json.loads((tmp_path / "s" / "manifest.json").read_text())["unstaffed"] == len(unstaffed)
    assert f"could not be staffed, in no table and counted here: {len(unstaffed)}" in capsys.readouterr().out
    compared = pd.read_csv(tmp_path / "s" / "comparison.csv").set_index("metric")
    assert compared.loc["all_matters_days", "runs"] == 3 - len(unstaffed)


def test_pawn_and_rank_correlations_find_what_matters_and_the_explanation_is_an_input():
    points = study_points(load_study(["study=compare", "points=60"]))
    drawn = points.values[["explanation", "draw"]].join(points.unit.add_prefix("unit."))
    slow = pd.factorize(drawn["explanation"])[0]
    own = drawn["unit.work.validity"].fillna(0.0).to_numpy()
    values = 10.0 * slow - 5.0 * drawn["unit.work.effort_median"].to_numpy() + 9.0 * own
    values[3] = math.nan  # a city that could not be staffed
    lines = pd.DataFrame(dependence_on_cities(drawn, values))
    pawn = lines[(lines["explanation"] == "all") & (lines["method"] == "pawn")].set_index("input")["value"]
    assert list(pawn.nlargest(2).index) == ["explanation", "work.effort_median"]
    rank = lines[lines["method"] == "rank"].set_index(["explanation", "input"])
    assert rank.loc[("waiting", "work.effort_median"), "value"] == pytest.approx(-1.0)
    assert rank.loc[("lapse", "work.validity"), "low"] > 0.0
    assert ("waiting", "work.validity") not in rank.index
    assert pawn_distances(sliced(np.array([[0.1], [0.2], [0.8], [0.9]]), 2), np.arange(4.0)) == pytest.approx([0.5])


@pytest.mark.slow
def test_sweep_sensitivity_and_explain_take_cities(tmp_path, capsys):
    assert sweep.main([*CITIES, "points=4", "replications=1", f"output={tmp_path}/sweep"]) == 0
    compared = pd.read_csv(tmp_path / "sweep" / "comparison.csv")
    assert list(compared["explanation"].unique()) == ["all", *explanations()]
    assert "explanation all: task_force" in capsys.readouterr().out
    assert sensitivity.main([f"{tmp_path}/sweep"]) == 0
    assert set(pd.read_csv(tmp_path / "sweep" / "sensitivity.csv")["quantity"]) == {"level", "gap"}
    village = [word for word in VILLAGE if "study." not in word]
    words = ["explain=plausible", "points=3", "explanation=lapse", *village, f"output={tmp_path}/explain"]
    assert explain.main([*words, "resamples=200"]) == 0
    shares = pd.read_csv(tmp_path / "explain" / "attribution.csv").set_index("ingredient")["value"]
    assert shares.drop("total").sum() == pytest.approx(shares["total"])
    assert "3 draws (3 plausible cities)" in capsys.readouterr().out
    assert verify.main([f"{tmp_path}/explain", "sample=1"]) == 0
