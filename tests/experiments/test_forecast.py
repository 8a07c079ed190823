"""Forecasts and their scores: a tiny case from its file to curve, words, figure and table, whole and once."""

from __future__ import annotations

import contextlib
import io
import math

import numpy as np
import pandas as pd
import pytest

from experiments import forecast, score, verify
from experiments.forecasting.case import read_case
from experiments.forecasting.curve import BANDS, shares_in, table_of
from experiments.forecasting.scoring import NAIVE, SIMULATION, WEIBULL, crps
from experiments.forecasting.setting import (
    BONUS,
    SIGN_FIRST,
    SOUNDED,
    VISITORS,
)
from experiments.forecasting.told import percent, sentences
from experiments.study.manifest import read_manifest
from sim.yaml_scan import ConfigError
from tests.experiments.tiny_case import CITIES, FEW, case, described, written


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
    *before, last = read_manifest(folder / "study" / "tiny")["story"]
    assert (before, last["made"]) == (story, 0)
    assert set(pd.read_csv(folder / "study" / "score.csv")["case"]) == {"tiny", "other", "third", "all"}
    assert verify.main([str(folder / "study"), "sample=1"]) == 0


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
