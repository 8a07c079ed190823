"""Forecasts: a tiny case from file to curve and score, rivals and scores against what is known, bad input in a line."""

from __future__ import annotations

import contextlib
import io
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from experiments import forecast, score, verify
from experiments.forecasting.asked import forecast_of
from experiments.forecasting.case import Case, names, read_case
from experiments.forecasting.curve import BANDS, shares_in, table_of
from experiments.forecasting.rivals import fitted, logit, naive, points_of, rivals, weibull
from experiments.forecasting.scoring import NAIVE, SIMULATION, WEIBULL, crps, points_table, scored, totals_of
from experiments.forecasting.setting import (
    BONUS,
    SIGN_FIRST,
    SOUNDED,
    VISITORS,
    apportioned,
    people,
    staffed,
    usual_visitors,
)
from experiments.forecasting.told import percent, sentences
from experiments.study.manifest import read_manifest
from experiments.study.settings import Study
from experiments.study.varied import varied
from sim.yaml_scan import ConfigError

TINY = {
    "name": "tiny", "title": "Twenty households", "source": "made up", "households": 20, "land": "state",
    "arm": "siloed", "visitors": None, "prework": 10, "horizon": 30, "window": 20, "threshold": None, "bonus": None,
    "compulsion": False, "sounded": None, "sign_first": None, "blocked": None,
    "known": [{"day": 5, "share": 0.5}, {"day": 20, "share": 0.9}],
}  # fmt: skip
FEW = ["points=4", "executor=serial"]
CITIES = 16  # four draws, each under four explanations


def case(**changes) -> Case:
    return Case.model_validate(TINY | changes)


def written(folder: Path, **changes) -> Path:
    path = folder / f"{changes.get('name', 'tiny')}.yaml"
    path.write_text(yaml.safe_dump(TINY | changes))
    return path


def described(folder: Path, table: str) -> list[str]:
    """Columns of a table that the codebook explains."""
    codes = pd.read_csv(folder / "codebook.csv")
    return list(codes[(codes["table"] == table) & codes["meaning"].notna()]["column"])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A score of two tiny cases, one of which has a threshold: the folder, the words, and what was printed."""
    folder = tmp_path_factory.mktemp("forecast")
    other = {"name": "other", "threshold": 0.8, "bonus": 0.05, "visitors": 3, "sounded": False, "sign_first": True,
             "blocked": 2, "known": [{"day": 20, "share": 1.0}]}  # fmt: skip
    words = [*FEW, f"cases=[{written(folder)},{written(folder, **other)}]", f"output={folder}/study"]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert score.main(words) == 0
    return folder, words, said.getvalue()


def test_a_curve_is_the_share_by_the_end_of_each_day_of_signing(made):
    """Day 1 is the first day of signing, which comes after the pre-work; nobody has signed on day 0."""
    folder = made[0] / "study" / "tiny"
    shares = shares_in(folder, case())
    daily = pd.read_parquet(folder / "daily.parquet")
    assert shares.shape == (CITIES, 31)
    assert not shares[:, 0].any()
    first = daily["run_id"].iloc[0]
    alone = daily[daily["run_id"] == first].set_index("day")["signed"]
    assert list(shares[0, 1:]) == [alone[day] for day in range(10, 40)]
    assert not daily[daily["day"] < 10]["signed"].any()
    end = pd.read_parquet(folder / "runs.parquet")["signed_share"]
    assert list(shares[:, -1]) == list(end)


def test_the_table_holds_bands_and_who_gets_how_far(made):
    shares = shares_in(made[0] / "study" / "tiny", case())
    table = table_of(shares, case())
    assert list(table["day"]) == list(range(31))
    for day in (1, 20, 30):
        row = table.iloc[day]
        assert row["median"] == np.median(shares[:, day])
        assert (row["low_80"], row["high_80"]) == tuple(np.quantile(shares[:, day], (0.1, 0.9)))
        assert row["low_95"] <= row["low_80"] <= row["low_50"] <= row["median"] <= row["high_50"] <= row["high_80"]
        assert row["reached_100"] <= row["reached_90"] <= row["reached_80"]
    assert table["outcome"].dropna().to_dict() == {5: 0.5, 20: 0.9}


def test_who_reached_a_level_reached_it_though_signatures_became_void():
    shares = np.array([[0.0, 0.85, 0.0], [0.0, 0.5, 1.0], [0.0, 0.1, 0.2]])
    table = table_of(shares, case(horizon=2, window=1, threshold=0.75, known=[]))
    assert [list(table[name]) for name in ("reached_threshold", "reached_80", "reached_90", "reached_100")] == [
        [0.0, 1 / 3, 2 / 3], [0.0, 1 / 3, 2 / 3], [0.0, 0.0, 1 / 3], [0.0, 0.0, 1 / 3],
    ]  # fmt: skip


def test_a_forecast_writes_its_files_says_what_it_rests_on_and_judges_what_becomes_known(made, capsys, monkeypatch):
    words = [f"case={made[0]}/tiny.yaml", *FEW, f"output={made[0]}/alone"]
    assert forecast.main(words) == 0
    said = capsys.readouterr().out
    folder = made[0] / "alone"
    table = pd.read_csv(folder / "forecast.csv")
    assert {f"{side}_{band}" for side in ("low", "high") for band in BANDS} <= set(table)
    assert read_case(str(folder / "case.yaml")) == case()
    assert all((folder / "figures" / f"forecast.{kind}").stat().st_size for kind in ("svg", "png"))
    assert described(folder, "forecast.csv") == list(table)
    row = table.iloc[20]
    assert f"by the end of the window, day 20, {percent(row['median'])} have signed" in said
    assert f"in 80 of 100 simulated projects {percent(row['low_80'])} to {percent(row['high_80'])}" in said
    assert f"everybody in {round(table['reached_100'].iloc[-1] * CITIES)} of {CITIES}" in said
    assert "not known, so drawn: the early bonus, how many visit," in said
    assert f"{CITIES} projects are too few" in said
    assert "each under lapse, abandoned, no_authority, waiting" in said
    assert (folder / "figures" / "forecast.svg").read_text().count("Twenty households: by the end of the window")
    written(made[0], known=[{"day": 20, "share": 0.0}])
    assert forecast.main(words) == 0
    assert "in fact, by day 20: 0 %, outside the 95 % band" in capsys.readouterr().out
    assert [line["made"] for line in read_manifest(folder)["story"]] == [CITIES]  # what came about decides no run
    written(made[0])
    again = []
    simulated = verify.simulated
    monkeypatch.setattr(verify, "simulated", lambda plan, unit: again.append(unit.number) or simulated(plan, unit))
    assert verify.main([str(folder), "sample=2"]) == 0
    assert len(again) == 2
    alike = pd.read_parquet(made[0] / "study" / "tiny" / "runs.parquet").drop(columns=["code"])
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "runs.parquet").drop(columns=["code"]), alike)


def test_a_folder_of_another_case_is_refused(made):
    path = written(made[0], name="elsewhere", households=21)
    with pytest.raises(ConfigError, match=r"households\.total = 21: the folder .* holds 20"):
        forecast.main([f"case={path}", *FEW, f"output={made[0]}/study/tiny"])


def test_a_dry_run_writes_nothing(made, capsys):
    assert forecast.main([f"case={made[0]}/tiny.yaml", *FEW, f"output={made[0]}/dry", "dry_run=true"]) == 0
    assert f"{CITIES} runs" in capsys.readouterr().out
    assert not (made[0] / "dry").exists()


def test_what_a_case_says_is_set_and_only_what_it_leaves_open_is_drawn(made):
    open_ = forecast.read([f"case={made[0]}/tiny.yaml", *FEW]).cities
    said = forecast.read([f"case={made[0]}/other.yaml", *FEW])
    assert {BONUS, VISITORS, SIGN_FIRST, SOUNDED} <= set(open_.unit)
    assert not {BONUS, VISITORS, SIGN_FIRST, SOUNDED} & set(said.cities.unit)
    study = said.study
    assert (study.offer.threshold, study.offer.window, study.offer.bonus_scale) == (0.8, 20.0, 0.5)
    assert (study.offer.opening, study.calendar.horizon_days) == (10.0, 40)
    assert (study.offer.sounded, study.negotiation.sign_first, study.issues.per_household) == (False, True, 0.1)
    assert sum(seat.members for seat in study.staffing.seats.values()) == 3
    assert open_.values[BONUS].between(0.03, 3.0).all()  # .3 to 30 % of value, in steps of a tenth


def test_a_number_that_is_typed_holds_in_all_cities(made):
    words = [f"{BONUS}=0.7", f"{SIGN_FIRST}=true", "city.departments.township.cadres=12", "negotiation.noise=0.07"]
    asked = forecast.read([f"case={made[0]}/tiny.yaml", *FEW, *words])
    assert not {BONUS, SIGN_FIRST, "negotiation.noise", "city.departments.township.cadres"} & set(asked.cities.values)
    assert (asked.study.offer.bonus_scale, asked.study.city.departments["township"].cadres) == (0.7, 12)


def test_the_score_is_that_of_every_point_beside_two_rivals(made):
    folder, _, said = made
    table = pd.read_csv(folder / "study" / "score.csv")
    assert described(folder / "study", "score.csv") == list(table)
    points = table[table["case"] != "all"]
    assert [tuple(row) for row in points[["case", "day", "forecaster"]].to_numpy()] == [
        (name, day, forecaster)
        for name, day in (("tiny", 5), ("tiny", 20), ("other", 20))
        for forecaster in (SIMULATION, NAIVE, WEIBULL)
    ]
    shares = shares_in(folder / "study" / "tiny", case())
    first = points.iloc[0]
    assert first["crps"] == pytest.approx(crps(shares[:, 5], 0.5))
    assert first["bias"] == pytest.approx(np.median(shares[:, 5]) - 0.5)
    assert points.iloc[1]["crps"] == pytest.approx(0.5 - 0.95 * 5 / 20)
    totals = table[table["case"] == "all"].set_index("forecaster")
    assert totals.loc[SIMULATION, "crps"] == pytest.approx(points[points["forecaster"] == SIMULATION]["crps"].mean())
    assert math.isnan(totals.loc[NAIVE, "in_80"])
    assert "tiny, day 5: 50 % signed; forecast" in said
    assert "3 points of 2 cases" in said
    assert "No number was fitted to these outcomes" in said
    assert "Calibration cases" not in said


def test_a_score_takes_further_cases_and_keeps_what_was_run(made):
    folder, words, _ = made
    more = written(folder, name="third", horizon=20)
    story = read_manifest(folder / "study" / "tiny")["story"]
    cases = words[2].replace("]", f",{more}]")
    assert score.main([*FEW, cases, words[3]]) == 0
    assert read_manifest(folder / "study" / "tiny")["story"] == story
    assert set(pd.read_csv(folder / "study" / "score.csv")["case"]) == {"tiny", "other", "third", "all"}
    assert verify.main([str(folder / "study"), "sample=1"]) == 0


@pytest.mark.parametrize(("ensemble", "outcome", "right"), [
    ([0.4], 0.7, 0.3),
    ([0.0, 1.0], 0.5, 0.25),
    ([0.0, 1.0], 1.0, 0.25),
    ([0.2, 0.2, 0.8], 0.2, 0.2 - 0.4 / 3),
])  # fmt: skip
def test_crps_of_small_ensembles(ensemble, outcome, right):
    values = np.array(ensemble)
    assert crps(values, outcome) == pytest.approx(right)
    pairs = np.abs(values[:, None] - values).mean() / 2
    assert crps(values, outcome) == pytest.approx(np.abs(values - outcome).mean() - pairs)


def test_crps_of_a_normal_is_its_closed_form():
    from scipy.stats import norm

    values = norm.ppf((np.arange(20_000) + 0.5) / 20_000, 0.4, 0.1)
    for outcome in (0.4, 0.55, 0.1):
        z = (outcome - 0.4) / 0.1
        closed = 0.1 * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / math.sqrt(math.pi))
        assert crps(values, outcome) == pytest.approx(closed, abs=1e-5)


def test_bands_hold_what_lies_between_their_quantiles():
    ensemble = np.arange(101) / 100
    assert scored(ensemble, 0.88) == {
        "median": 0.5, "crps": crps(ensemble, 0.88), "in_50": 0.0, "low": pytest.approx(0.1),
        "high": pytest.approx(0.9), "width": pytest.approx(0.8), "in_80": 1.0, "in_95": 1.0,
        "bias": pytest.approx(-0.38),
    }  # fmt: skip


def test_the_naive_curve_is_a_line_to_the_deadline():
    days = np.array([0, 10, 20, 30])
    assert list(naive(case(), days)) == pytest.approx([0.0, 0.475, 0.95, 0.95])
    assert list(naive(case(window=None), days)) == pytest.approx([0.0, 0.95 / 6, 0.95 / 3, 0.475])


def test_the_weibull_curve_finds_the_curve_of_many_points_and_before_any_what_was_assumed():
    told = rivals()
    times = np.linspace(0.05, 3.0, 60)
    shares = logit(0.8 * -np.expm1(-((times / 0.4) ** 1.5)))
    middle, root, spread = fitted(times, shares, np.full(60, 0.01), told)
    assert middle == pytest.approx([logit(0.8), np.log(0.4), np.log(1.5)], abs=0.05)
    assert spread == pytest.approx(math.sqrt(2 / 62), abs=0.01)
    assert (np.diag(root) < told.widths / 3).all()
    nothing = points_of([])
    assert nothing[0].shape == (0,)
    middle, root, spread = fitted(*nothing, told)
    assert middle == pytest.approx(told.middle)
    assert (np.diag(root), spread) == (pytest.approx(told.widths), told.spread)


def test_the_weibull_curve_never_sees_the_case_that_it_is_scored_on():
    """Whatever came about, its forecast is the same; another case's outcome moves it. A curve never falls."""
    days = [{"day": 5, "share": 0.1}, {"day": 20, "share": 0.2}]
    others = [case(name=f"other_{n}") for n in range(3)]
    low = [case(name=f"other_{n}", known=days) for n in range(3)]
    curves = [np.tile(np.linspace(0.0, 1.0, 31), (3, 1))] * 4

    def forecast_of(mine: Case, rest: list[Case]) -> list[float]:
        table = points_table([mine, *rest], curves)
        return list(table[(table["case"] == "tiny") & (table["forecaster"] == WEIBULL)]["median"])

    assert forecast_of(case(), others) == forecast_of(case(known=days), others)
    assert all(a < b for a, b in zip(forecast_of(case(), low), forecast_of(case(), others), strict=True))
    drawn = weibull(case(), np.arange(1, 31), others)
    assert drawn.shape == (rivals().draws, 30)
    assert (np.diff(drawn, axis=1) >= 0).all()
    assert ((drawn >= 0) & (drawn <= 1)).all()


def test_totals_are_means_over_points_and_a_point_forecast_has_no_bands():
    made_up = [case(name="a", known=[{"day": 10, "share": 0.475}]), case(name="b", known=[{"day": 20, "share": 0.55}])]
    ensemble = np.tile(np.array([[0.4], [0.5], [0.6]]), (1, 31))
    totals = totals_of(points_table(made_up, [ensemble, ensemble])).set_index("forecaster")
    assert totals.loc[NAIVE, "crps"] == pytest.approx(0.2)
    assert totals.loc[NAIVE, "bias"] == pytest.approx(0.2)
    assert totals.loc[NAIVE, ["in_50", "in_80", "in_95", "width"]].isna().all()
    assert list(totals.loc[SIMULATION, ["in_50", "in_80", "in_95"]]) == [1.0, 1.0, 1.0]
    assert totals.loc[SIMULATION, "width"] == pytest.approx(0.16)


def test_seats_are_apportioned_by_largest_remainders():
    assert apportioned(6, {"a": 4, "b": 2, "c": 1}) == {"a": 3, "b": 2, "c": 1}
    assert apportioned(1, {"a": 1, "b": 1}) == {"a": 1, "b": 0}
    assert apportioned(0, {"a": 3, "b": 1}) == {"a": 0, "b": 0}
    for whole in range(40):
        assert sum(apportioned(whole, people()[1]).values()) == whole


def test_departments_have_the_people_whom_a_team_takes():
    cadres, seats = people()
    words = staffed(case(households=10_000), 400, cadres, seats)
    for name, members in apportioned(400, seats).items():
        assert words[f"staffing.seats.{name}.members"] == members
        assert words[f"city.departments.{name}.cadres"] >= members
    assert words["city.departments.township.cadres"] >= 400
    assert staffed(case(), 3, cadres, seats)["city.departments.housing.cadres"] == cadres["housing"]


@pytest.mark.parametrize(("changes", "most"), [({"households": 10_000}, 4_000), ({"visitors": 4_000}, 4_000)])
def test_whatever_a_case_may_say_and_leave_open_is_a_city_that_can_be(changes, most):
    """The seats of the most visitors and of the fewest lie within their bounds."""
    asked = forecast_of(case(**changes), {"study.design.points": "2"})
    tree = json.loads(asked.study.model_dump_json())
    for visitors in (1, most):
        study = Study.model_validate(varied(tree, staffed(asked.case, visitors, *people())))
        assert sum(seat.members for seat in study.staffing.seats.values()) == visitors
    assert usual_visitors(asked.case, 0.0) <= most


def test_cases_that_are_shipped_are_read_and_have_outcomes():
    assert names() == ["hangzhou_east", "hong_kong", "huasu", "qianlong", "qiaojia"]
    assert sum(len(read_case(name).known) for name in names()) == 6
    assert [one.name for one in score.cases_of("")] == names()


@pytest.mark.parametrize(("changes", "line"), [
    ({"treshold": 0.8}, r"treshold = 0\.8: unknown parameter; did you mean threshold\?"),
    ({"threshold": 1.2}, r"threshold = 1\.2: must be less than or equal to 1"),
    ({"threshold": 0.8, "window": None}, r"window = null: a threshold needs a window of 1 to 100 days"),
    ({"threshold": 0.8, "window": 120, "horizon": 200}, r"window = 120: a threshold needs a window"),
    ({"window": 0}, r"window = 0: must be greater than or equal to 1"),
    ({"window": 31}, r"window = 31: must end within the horizon of 30 days"),
    ({"window": None, "bonus": 0.1}, r"bonus = 0\.1: needs a window"),
    ({"bonus": 30}, r"bonus = 30: must be less than or equal to 0\.3"),
    ({"blocked": 21}, r"blocked = 21: must not exceed the 20 households"),
    ({"households": 3}, r"households = 3: must be a whole number between 5 and 10000"),
    ({"households": "twenty"}, r"households = twenty: must be a whole number"),
    ({"prework": 2001}, r"prework = 2001: must be a whole number between 0 and 2000"),
    ({"prework": 2000, "horizon": 2000}, r"horizon = 2000: with prework at most 3650 days"),
    ({"known": [{"day": 31, "share": 0.5}]}, r"known: day 31: must lie within the horizon of 30 days"),
    ({"known": [{"day": 0, "share": 0.5}]}, r"known\[0\]\.day = 0: must be a whole number between 1 and 3650"),
    ({"known": [{"day": 3, "share": 66.7}]}, r"known\[0\]\.share = 66\.7: must be a number between 0 and 1"),
    ({"known": [{"day": 3, "share": 0.5}, {"day": 3, "share": 0.6}]}, r"known: day 3 after day 3: must be in "),
    ({"known": [{"day": 3, "share": 0.5}, {"day": 4, "share": 0.4}]}, r"known: share 0\.4 on day 4 .* must not fall"),
    ({"arm": "taskforce"}, r"arm = taskforce: unknown; known: .*task_force"),
    ({"land": "private"}, r"land = private: must be one of state, collective"),
    ({"name": "../up"}, r"name = \.\./up: must be"),
    ({"title": "red \x1b[31m"}, r"title: must be one line of printable letters"),
    ({"sounded": "maybe"}, r"sounded = maybe: must be true or false"),
])  # fmt: skip
def test_a_case_that_cannot_have_been_so_is_refused_in_a_line(tmp_path, changes, line):
    path = written(tmp_path, **{"name": "tiny"} | {key: value for key, value in changes.items() if key != "name"})
    path.write_text(yaml.safe_dump(TINY | changes))
    with pytest.raises(ConfigError, match=rf"^tiny\.yaml: {line}") as refused:
        forecast.main([f"case={path}", *FEW, f"output={tmp_path}/none"])
    assert len(refused.value.lines) == 1
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("text", "line"), [
    ("", "name: is missing"),
    ("- a", "must hold `name: value` lines"),
    ("name: &a tiny", "anchors and aliases are not allowed"),
    ("name: a\nname: b", "the key name stands twice"),
    ("name: !!python/object:os.system x", "the tag .* is not allowed"),
    ("households: 010", "another base"),
])  # fmt: skip
def test_a_file_that_is_no_plain_data_is_refused(tmp_path, text, line):
    path = tmp_path / "tiny.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=line):
        read_case(str(path))


@pytest.mark.parametrize(("words", "line"), [
    ([], "case: is missing; name a .yaml file, or one of hangzhou_east"),
    (["case=nowhere"], "case = nowhere: must be a .yaml file, or one of hangzhou_east"),
    (["case=nowhere.yaml"], "nowhere.yaml: not a file"),
    (["case=huasu", "points=1"], "points = 1: must be 2 or more"),
    (["case=huasu", "points=0"], "points = 0: must be 2 or more"),
    (["case=huasu", "study.design.width=0"], "width = 0: must be above 0"),
    (["case=huasu", "study.design.width=0.01"], "width = 0.01: must be between 0.1 and 1; bands that show little but"),
    (["case=huasu", "study.design.kind=none", "points=0"], "kind = none: must be plausible"),
    (["case=huasu", "scenario=workbench"], "scenario = workbench: a forecast is of scenario relocation"),
    (["case=huasu", "study=screening"], "study = screening: a forecast is study forecast"),
    (["case=huasu", "arms=[siloed,orders]"], r"arms = \[siloed,orders\]: write it in the case, as arm"),
    (["case=huasu", "households.total=9"], "households.total = 9: write it in the case, as households"),
    (["case=huasu", "calendar.horizon_days=9"], "calendar.horizon_days = 9: write it in the case, as horizon"),
    (["case=huasu", "offer.opening=900"], "offer.opening = 900: write it in the case, as prework"),
    (["case=huasu", "resources=[closed,as_it_was]"], "resources = closed, as_it_was: a forecast has one setting"),
    (["case=huasu", "offer.bonus_steps=[{until:10,bonus:0.01},{until:20,bonus:0.02}]"],
     "bonus_steps: until 20, bonus 0.02: must be later than 10, and pay no more than 0.01"),
    (["case=huasu", "no.such=1"], "no.such = 1: unknown parameter"),
])  # fmt: skip
def test_words_that_a_forecast_cannot_follow_are_refused(tmp_path, words, line):
    with pytest.raises(ConfigError, match=line):
        forecast.main([*words, f"output={tmp_path}/none"])
    assert not (tmp_path / "none").exists()


def test_a_score_refuses_cases_without_an_outcome_and_of_one_name(tmp_path):
    silent, again = written(tmp_path, name="silent", known=[]), written(tmp_path, name="huasu")
    with pytest.raises(ConfigError, match="silent has no outcome") as refused:
        score.main([f"cases=[{silent},huasu,{again}]", f"output={tmp_path}/none"])
    assert refused.value.lines[1:] == ("cases: huasu stands twice; give each case a name of its own",)
    with pytest.raises(ConfigError, match=r"cases = \[\]: at least one"):
        score.main(["cases=[]", f"output={tmp_path}/none"])
    assert not (tmp_path / "none").exists()


def test_a_forecast_with_a_threshold_says_in_how_many_projects_it_is_reached(made):
    asked = forecast.read([f"case={made[0]}/other.yaml", *FEW])
    shares = shares_in(made[0] / "study" / "other", asked.case)
    many = int((shares[:, :21].max(axis=1) >= 0.8 - 1e-9).sum())
    said = sentences(asked, table_of(shares, asked.case), CITIES)
    assert f"the threshold of 80 % is reached within the window in {many} of {CITIES} projects" in "\n".join(said)


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0 %"), (0.001, "under 1 %"), (0.5, "50 %"), (0.999, "over 99 %"), (1.0, "100 %")]
)
def test_nearly_nobody_is_not_nobody(share, said):
    assert percent(share) == said
