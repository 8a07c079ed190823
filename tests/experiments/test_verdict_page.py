"""The first screen of a study of plausible cities: its sentences follow the tables, and what is bad stands first."""

import re
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from experiments import compare
from experiments.report.page import build_report
from experiments.report.plausible import chinese, grounds
from experiments.report.plausible.boxes import tree
from experiments.report.plausible.page import first_screen
from experiments.report.plausible.said import amount, days, frequencies
from experiments.report.plausible.verdict import BEST, read_verdict
from experiments.report.plausible.words import answer, beside_the_map
from experiments.report.results import read_results
from experiments.study.settings import load_study
from experiments.verdict.tables import verdict_tables
from sim.yaml_scan import ConfigError
from tests.experiments.plausible import NO_CASE, asked, folder_of, frames
from tests.pages import unclean

ARMS = ("siloed", "joint_meeting", "redesigned_silo", "task_force")
DRAWS = 40


def run(days_, goal, routine, **values):
    return {"days": days_, "goal_days": goal, "routine_matter_days": routine} | values


def city(draw, explanation):
    """The team is sooner than the weekly meeting everywhere; than the redesigned silo only where nobody may decide."""
    alone = explanation == "no_authority"
    arms = {
        "siloed": run(300.0, 3000.0, 10_000.0),
        "joint_meeting": run(250.0, 2500.0, 10_000.0),
        "redesigned_silo": run(300.0 if alone else 100.0, 3000.0 if alone else 1000.0, 9_000.0),
        "task_force": run(200.0 + draw / 100, 2000.0, 30_000.0, team_ended=float(draw % 2)),
    }
    backlog = {"backlog_before": 5.0 + draw}
    return (draw, explanation, {arm: [values | backlog] * 2 for arm, values in arms.items()})


CITIES = [city(draw, name) for draw in range(DRAWS) for name in ("lapse", "waiting", "abandoned", "no_authority")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A study of 160 cities, one of which failed."""
    path = tmp_path_factory.mktemp("verdict") / "study"
    cities = [*CITIES[:-1], (DRAWS - 1, "no_authority", {arm: [None, None] for arm in ARMS})]
    load = [0.5 + 0.01 * draw for draw, _, _ in cities]
    ask = asked(ARMS, ("joint_meeting",), ("siloed", "joint_meeting", "redesigned_silo"), NO_CASE)
    folder_of(path, *frames(cities, **{"city.departments.*.utilisation": load}), ask)
    build_report(path)
    return path


@pytest.fixture(scope="module")
def verdict(folder):
    return read_verdict(read_results(folder))


def test_the_pair_that_is_lost_is_told_first_and_with_its_price(verdict):
    """Against the best rival, the redesigned silo on both halves, 75 of 100 are later: that is the first sentence."""
    said = answer(verdict)

    assert said[0].startswith(
        "It loses more often than it wins against the best of 3 rivals (the redesigned silo; chosen on one half of the "
        "cities and judged on the other, both ways): of 100 plausible cities, the task force had the households that "
        "were left signed sooner in 25 ["
    )
    assert re.search(r"sooner in 25 \[\d+–\d+\], level \(within 1 day\) in 0, later in 75 \[\d+–\d+\]; on", said[0])
    assert "on average 50 days later (95 % interval +50 to +50)" in said[0]
    assert said[1].startswith("It wins more often than it loses against the silo with a weekly joint meeting")
    assert "sooner in 100" in said[1]
    assert said[2].startswith(
        "Beside the redesigned silo, in a city and year, the task force leaves 21,000 routine matter-days more open "
        "[21,000 to 21,000] and loses 500 household-days"
    )
    assert said[2].endswith("in the middle city no worth of a household-day makes it pay; it never pays in 75 of 100.")
    assert said[3].endswith("is worth more than 40 routine matter-days (quartiles 40 to 40).")


def test_what_decides_is_said_with_both_sides(verdict):
    said = answer(verdict)[4]

    assert said.startswith(
        "Beside the best rival, why the village had stalled decides: later in 40 and sooner in 0 of 40 (+100 days)"
    )
    assert "sooner in 39 and later in 0 of 39 (−100 days) if nobody in the silo may grant the exception." in said
    assert "hardly matters why things had stalled: sooner in 39 to 39 of 39" in beside_the_map(verdict)[0]


def test_the_tree_is_one_sentence_whose_worst_box_comes_first(verdict):
    (said,) = tree(verdict, BEST)

    assert said.count(". ") == 0
    assert said.startswith(
        "A small tree parts the cities against the best rival (found on odd draws, counted on even ones): where it is "
        "not that nobody in the silo may grant the exception, sooner in 0, level in 0, later in 60 of 60 (+100 days; "
        "60 cities); where nobody in the silo may grant the exception, sooner in 20, level in 0, later in 0 of 20"
    )


def test_a_tree_that_holds_on_no_unseen_city_is_not_told(verdict):
    table = verdict.tables["tree"].assign(gain_low=-0.1)
    assert tree(replace(verdict, tables=verdict.tables | {"tree": table}), BEST) == [
        "No two questions part the cities against the best rival: on unseen draws none held."
    ]


def test_failed_cities_stand_on_the_first_screen_and_below(verdict):
    assert answer(verdict)[-1] == "1 of 160 cities give no verdict, as their runs failed; see below."
    assert (
        "In 1 of 160 cities no village was finished by all arms, in 0 more only some were; 1 could not be staffed."
        in " ".join(grounds.rests_on(verdict))
    )
    assert "The first error: UnstaffedError: 2 seats cannot be filled" in " ".join(grounds.rests_on(verdict))


def test_what_a_team_costs_is_told_for_teams_that_ended_and_others(verdict):
    said = grounds.ended(verdict)[0]
    assert (
        "beside the redesigned silo +21,000 matter-days of routine where it ended before the horizon (158 runs)" in said
    )
    assert "where it did not (160 runs)" in said


def test_the_chinese_lines_hold_the_same_numbers(verdict):
    said = chinese.answer(verdict)

    assert said[0].startswith("与3个对手中最强的一个（部门牵头、并联办理（不设专班）；")
    assert (
        "输多赢少：100个可能的城市中，专班使剩余住户签约提前的有25个，不相上下（相差不到1天）的0个，推迟的75个"
        in said[0]
    )
    assert "多积压21,000日常事项·日，多耗500户·日" in said[1]


def test_the_page_stands_alone_and_shows_the_verdict_before_anything_else(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")

    assert not re.search(r"<script|<link|src=|@import|url\(http", page)
    assert page.count("<svg") == 2 * 4  # in either language
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    heads = re.findall(r"<h3>(.*?)</h3>", page)
    assert heads[:4] == [
        "Where is it sooner, where later?",
        "At what price, and to whom?",
        "Against whom?",
        "What it rests on",
    ]
    assert page.index("Probably later than the best") < page.index("Sooner than the silo with") < page.index("<svg")
    assert page.index("It loses more often") < page.index("It wins more often") < page.index(heads[0])
    first = {f"answer.{one}.{kind}" for one in ("en", "zh") for kind in ("svg", "png", "pdf")} | {"answer.csv"}
    assert {path.name for path in (folder / "figures").iterdir()} == first | {
        f"{name}.{kind}" for name in ("sign_map", "frontier", "pays") for kind in ("svg", "png")
    }


def test_no_word_is_missing_and_no_number_is_none(folder):
    assert unclean((folder / "report.html").read_text(encoding="utf-8")) == []


def test_the_same_tables_give_the_same_page(folder, tmp_path):
    again = tmp_path / folder.name
    shutil.copytree(folder, again)
    build_report(again)
    assert (again / "report.html").read_bytes() == (folder / "report.html").read_bytes()


def test_the_command_makes_the_same_tables_and_prints_the_first_screen(folder, tmp_path, monkeypatch):
    """What compare makes of runs and points is what the page was made of."""
    words = [f"arms=[{','.join(ARMS)}]", "resources=[closed]", "study.resamples=500"]
    study = load_study(words)
    settings = study.study
    headline = settings.headline.model_copy(
        update={"team": "task_force", "against": ["joint_meeting"], "rivals": list(ARMS[:3])}
    )
    design = settings.design.model_copy(update={"kind": "plausible"})
    study = study.model_copy(update={"study": settings.model_copy(update={"headline": headline, "design": design})})
    again = tmp_path / "again"
    shutil.copytree(folder, again)
    cities = frames(CITIES)
    for name, frame in zip(("runs", "points"), cities, strict=True):
        frame.assign(**({"left_at_intervention": 9.0} if name == "runs" else {})).to_parquet(again / f"{name}.parquet")
    monkeypatch.setattr(compare, "story_tables", lambda *_: {})  # no run stands behind rows made by hand
    made = compare.tables(compare.Comparison(study, {}, None), again)

    ask = asked(ARMS, ("joint_meeting",), ARMS[:3])
    expected = verdict_tables(*cities, "closed", ask)
    pd.testing.assert_frame_equal(made["cities.csv"], expected["cities.csv"])
    pd.testing.assert_frame_equal(made["account.csv"], expected["account.csv"])
    assert compare.told(compare.Comparison(study, {}, None), folder, made).startswith("\n".join(first_screen(folder)))


@pytest.mark.parametrize("failed", [False, True], ids=["few draws", "no team ended"])
def test_a_trial_and_a_study_without_any_pair_have_a_page_that_says_so(tmp_path, failed):
    """Four draws of cities; and the same where the task force failed everywhere."""
    cities = [(draw, name, arms | ({"task_force": [None, None]} if failed else {})) for draw, name, arms in CITIES[:16]]
    ask = asked(ARMS, ("joint_meeting",), ("siloed", "joint_meeting", "redesigned_silo"), NO_CASE)
    folder_of(tmp_path / "few", *frames(cities), ask)
    page = build_report(tmp_path / "few").read_text(encoding="utf-8")
    assert unclean(page) == []
    if failed:
        assert "No plausible city has a pair of runs that ended; there is no verdict." in page
        assert "没有一个可能的城市得到可比的一对结果" in page
        return
    assert "Trial run: only 4 draws of cities, fewer than 20. Do not quote." in page
    assert "of 16 plausible cities 16 sooner, 0 level, 0 later; too few draws for a mean" in page
    assert "Too few runs to tell what it costs." in page


def test_a_folder_without_its_tables_is_refused(folder, tmp_path):
    again = tmp_path / folder.name
    shutil.copytree(folder, again)
    (again / "sign_map.csv").unlink()
    with pytest.raises(ConfigError, match="is missing; the study has not been finished"):
        build_report(again)


def test_shares_sum_to_a_hundred():
    many = {"cities": 400.0}
    assert frequencies(pd.Series({"sooner": 1 / 3, "level": 1 / 3, "later": 1 / 3} | many)) == (34, 33, 33)
    assert frequencies(pd.Series({"sooner": 0.8025, "level": 0.1925, "later": 0.005} | many)) == (80, 19, 1)


def test_shares_of_fewer_cities_are_said_of_as_many_as_there_were():
    """Twelve cities, all sooner: 12 of 12, never 100 of 100."""
    assert frequencies(pd.Series({"sooner": 1.0, "level": 0.0, "later": 0.0, "cities": 12.0})) == (12, 0, 0)
    assert frequencies(pd.Series({"sooner": 0.5, "level": 0.25, "later": 0.25, "cities": 4.0})) == (2, 1, 1)
    assert frequencies(pd.Series({"sooner": 1 / 3, "level": 1 / 3, "later": 1 / 3, "cities": 7.0})) == (3, 2, 2)


@pytest.mark.parametrize(("value", "said"), [(0.04, "0"), (-0.06, "−0.1"), (9.6, "+10"), (-158.7, "−159")])
def test_days_are_said_with_a_sign(value, said):
    assert days(value) == said


@pytest.mark.parametrize(("value", "said"), [(2.0, "2"), (57.4, "57"), (-1234.0, "1,230"), (214_321.0, "214,000")])
def test_amounts_have_three_digits(value, said):
    assert amount(value) == said
