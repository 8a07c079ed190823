"""What a page says of those who never sign, of what a last one costs, of what ran out, and of what is known before."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiments import compare
from experiments.report import tail
from experiments.report.plausible.grounds import rests_on
from experiments.report.plausible.verdict import read_verdict
from experiments.report.results import read_results
from sim.city.numbers import numbers_of
from sim.city.run import branch, history
from sim.measures.values import measure
from tests.pages import unclean
from tests.stories import scenario

SMALL = [
    "households.total=20", "calendar.intervention_day=10", "calendar.horizon_days=150", "offer.rounds=[0.0]",
    "study.resamples=200", "executor=serial", "arms=[siloed,task_force]", "resources=[as_it_was]", "replications=3",
]  # fmt: skip
ALONE = ["study=one_point", "study.rival_replications=0", "study.attribution_replications=0"]
SHORT = ["offer.ceiling=0.3", "offer.contingent=true", "offer.window=20", "offer.opening=20"]
NAMES = ["last_staff_days", "earlier_staff_days", "last_money", "earlier_money"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three villages that are short of money, under a threshold contract that few meet."""
    where = tmp_path_factory.mktemp("last") / "study"
    assert compare.main([*SMALL, *ALONE, *SHORT, f"output={where}"]) == 0
    return where


def planted(folder, **columns):
    """Results of that folder with planted *columns*: values of the silo, then of the task force."""
    results = read_results(folder)
    runs = results.runs.sort_values(["arm", "seed"]).reset_index(drop=True)
    return replace(results, runs=runs.assign(**columns))


def text_of(page):
    page = re.sub(r"<svg.*?</svg>|<style.*?</style>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_page_counts_who_does_not_finish_and_what_a_last_one_costs(folder):
    """Two of three silo villages do not finish; a last household took ten days and half as much money again."""
    results = planted(
        folder, households_left=[0.0, 2.0, 3.0, 0.0, 0.0, 0.0],
        last_staff_days=[10.0, np.nan, np.nan, 12.5, 12.5, 14.0],
        earlier_staff_days=[2.0, np.nan, np.nan, 3.0, 3.0, 3.0],
        last_money=[1.5, np.nan, np.nan, 1.2, 1.2, 1.2], earlier_money=[1.0, np.nan, np.nan, 1.1, 1.1, 1.1],
    )  # fmt: skip
    silo, team = tail.rows(results)
    assert silo == {
        "arm": "siloed departments", "unfinished": "2 of 3", "with_last": "1",
        "cost0": "10 (before: 2.00)", "cost1": "1.50 (before: 1.00)",
    }  # fmt: skip
    assert team["unfinished"] == "0 of 3"
    assert team["cost0"] == "13 (before: 3.00)"
    said = tail.chinese(results)
    assert "部门分头办理：3个村中2个；专班：3个村中0个" in said[0]
    assert "部门分头办理：10个工作日（此前2.00），1.50百万元（此前1.00）" in said[1]


def test_money_and_windows_that_ran_out_are_warned_of_on_the_page_in_both_languages(folder):
    results = planted(folder, unpaid_signatures=[0.0, 4.0, 2.0, 0.0, 0.0, 0.0], voided_windows=[0.0] * 5 + [1.0])
    money, window = tail.warnings(results)
    assert "money under the ceiling (offer.ceiling) was gone in 2 of 3 villages of the siloed departments" in money
    assert "where 3 households on average would have signed and were not paid" in money
    assert "windows of a threshold contract were missed in 1 of 3 villages of the task force, 1 on average" in window
    assert [both.en for both in tail.warned(results)] == [money, window]
    assert all(both.zh.startswith("警告") for both in tail.warned(results))
    nothing = planted(folder, unpaid_signatures=0.0, voided_windows=0.0)
    assert tail.warnings(nothing) == []
    assert tail.warned(nothing) == []


def test_a_village_short_of_money_and_signatures_says_so_itself(folder):
    runs = pd.read_parquet(folder / "runs.parquet")
    said = text_of(folder / "report.html")
    for name, words in (("voided_windows", "windows of a threshold contract were missed"),
                        ("unpaid_signatures", "the money under the ceiling (offer.ceiling) was gone")):  # fmt: skip
        hit = (runs[runs["arm"] == "siloed"][name] > 0).sum()
        assert hit > 0
        assert f"Warning: {words} in {hit} of 3 villages of the siloed departments" in said
    assert "Who never signs, and what a last one costs" in said
    assert "villages that do not finish" in said


def test_no_word_is_missing_and_no_number_is_none(folder):
    assert unclean((folder / "report.html").read_text(encoding="utf-8")) == []


def test_a_page_says_what_it_is_conditioned_on_in_both_languages_and_nothing_where_all_is_drawn(folder):
    results = read_results(folder)
    (said,) = tail.conditioned(results)
    assert said.startswith("Conditioned on what is known of Xiaonanmen urban village, Quzhou: these numbers are held")
    assert "what the package is worth over the assessed value = 1.75;" in said
    assert "补偿方案与评估价之比 = 1.75" in " ".join(tail.chinese(results))
    assert said.replace("'", "&#39;") in (folder / "report.html").read_text(encoding="utf-8")
    free = replace(results, config=results.config | {"conditioned": []})
    assert tail.conditioned(free) == []
    assert "以已知情况为条件" not in " ".join(tail.chinese(free))


def test_a_page_of_plausible_cities_says_it_among_its_grounds(tmp_path):
    where = tmp_path / "study"
    words = ["study=compare", "points=2", "explanation=lapse", "study.headline.against=[siloed]"]
    words += ["study.headline.rivals=[siloed]", "replications=2"]
    assert compare.main([*SMALL[:-1], *words, f"output={where}"]) == 0
    assert any(said.startswith("Conditioned on what is known") for said in rests_on(read_verdict(read_results(where))))
    said = text_of(where / "report.html")
    for part in ("Who never signs, and what a last one costs", "Conditioned on what is known of", "以已知情况为条件"):
        assert part in said


def test_a_folder_of_another_kind_or_an_older_model_says_nothing(folder):
    results = read_results(folder)
    old = replace(results, runs=results.runs.drop(columns=["unpaid_signatures", "voided_windows", *NAMES]))
    assert (tail.rows(old), tail.warned(old), tail.chinese(old)[:-2]) == ([], [], [])
    other = replace(results, config=results.config | {"clients": "stream"})
    assert (tail.rows(other), tail.heads(other), tail.warnings(other)) == ([], [], [])


def test_the_last_tenth_is_charged_with_the_time_since_all_others_had_signed():
    """Whatever the village: costs times signatures are all that was charged until the last, and all that was paid."""
    told = scenario("task_force", households__total=40, calendar__intervention_day=10, offer__rounds=[0.0])
    numbers = numbers_of(told)
    past = history(told, numbers, 3)
    end = branch(past, told, numbers)
    values = measure(past, end, numbers.arm, 14.0)
    households = end.clients.households
    days = np.sort(households["signed_at"][households["signed"] & ~past.clients.households["signed"]] - 10.0)
    many, tenth = len(days), len(days) // 10
    assert many >= 20
    charged = end.clients.samples["charged"][
        end.series["day"][: len(end.clients.samples)].tolist().index(int(days[-1]))
    ]
    whole = values["last_staff_days"] * tenth + values["earlier_staff_days"] * (many - tenth)
    assert whole == pytest.approx(charged)
    assert 0.0 < charged <= values["staff_days"]
    paid = values["last_money"] * tenth + values["earlier_money"] * (many - tenth)
    assert paid == pytest.approx(values["money_paid"])


def test_one_signature_has_no_last_one_and_none_before():
    told = scenario("siloed", households__total=1, calendar__intervention_day=0, offer__rounds=[0.0])
    numbers = numbers_of(told)
    past = history(told, numbers, 1)
    values = measure(past, branch(past, told, numbers), numbers.arm, 14.0)
    assert all(np.isnan(values[name]) for name in NAMES)
