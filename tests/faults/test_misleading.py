"""Words that do not mislead: what is worse is said, artefacts are named, a mean of two worlds is taken apart."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiments.report.figures.reading.arms import data, headline
from experiments.report.findings import EQUAL, FEW, NEVER, SMALL, UNCLEAR, WORSE, finding, trial, worse
from experiments.report.front import compared
from experiments.report.front.certainty import Agreement, agreement_of, strength
from experiments.report.front.guard import SilentError, not_silent
from experiments.report.front.table import in_words
from experiments.report.shares import naive_verdict
from experiments.report.split import misleads, parts_of_naive, split, stays
from tests.pages import MANY, results_of, runs_of, spread, texts

PROJECTS = {"restricted_days": spread(90.0), "lost_routine": spread(100.0, 5.0)}
TEAM = {"restricted_days": spread(69.0), "lost_routine": spread(110.0, 5.0)}


def villages(silo=None, team=None, **more):
    """Silo and team in as many villages; whatever is not given is the same in both."""
    usual = {
        "restricted_days": spread(200.0),
        "households_left": 2.0,
        "left_at_intervention": 9.0,
        "team_ended": np.nan,
    }
    arms = {"siloed": silo or {}, "task_force": {"restricted_days": spread(70.0), "team_ended": 1.0} | (team or {})}
    return results_of(runs_of(arms, **usual), **more)


def first_words(results):
    """The sentences of the answer in English."""
    return " ".join(one.text.en for one in compared.front(results).three)


def test_more_projects_closed_and_fewer_really_done_is_in_the_answer():
    arms = {
        "siloed": PROJECTS | {"projects_ended": spread(40.0), "projects_done": spread(54.8)},
        "task_force": TEAM | {"projects_ended": spread(54.0), "projects_done": spread(50.5)},
    }
    results = results_of(runs_of(arms), "city_portfolio")
    said = first_words(results)
    assert "projects really done 50 instead of 55 projects" in said
    assert "projects with all files closed" not in said
    assert {one.measure for one in worse(results, "task_force")} == {"projects_done", "lost_routine"}


@pytest.mark.parametrize(("scenario", "goal", "silo", "team"), [
    ("city_portfolio", "projects_done", 55.0, 50.0), ("open_call", "unmeasured_days", 40.0, 60.0),
    ("xiaonanmen", "households_left", 2.0, 5.0), ("xiaonanmen", "unwilling_movers", 0.0, 3.0),
    ("civilised_city", "unmeasured_defect_days", 900.0, 1200.0), ("workbench", "all_matters_days", 30.0, 45.0),
])  # fmt: skip
def test_an_answer_that_is_silent_about_a_goal_that_is_worse_is_refused(scenario, goal, silo, team):
    arms = {"siloed": PROJECTS | {goal: spread(silo, 0.5)}, "task_force": TEAM | {goal: spread(team, 0.5)}}
    front = compared.front(results_of(runs_of(arms), scenario))
    assert goal in front.spoken_of
    assert goal in {row.name for row in front.rows}
    with pytest.raises(SilentError, match=goal):
        not_silent(replace(front, three=front.three[:2]), [goal])


def test_costs_stand_apart_where_a_team_came_to_an_end_and_where_it_stayed():
    """In 18 of 24 villages it saves 638 days of routine, in 6 it costs 2,330: the mean of both is never alone."""
    ended = [1.0] * 18 + [0.0] * 6
    lost = [-638.0] * 18 + [2330.0] * 6
    results = villages({"lost_routine": 0.0}, {"team_ended": ended, "lost_routine": lost})
    halves = split(results, "lost_routine", "task_force")
    assert (halves.ended, halves.many_ended, halves.stayed, halves.many_stayed) == (-638.0, 18, 2330.0, 6)
    assert halves.opposite
    assert stays(results, "task_force") == (6, 24)
    said = first_words(results)
    assert "in 6 of 24 runs the team never came to an end: there routine work not done changes by +2,330" in said
    assert "in the others by −638" in said
    assert "24次模拟中有6次专班始终未能收队" in " ".join(one.text.zh for one in compared.front(results).three)
    assert any("stayed on in 6 of 24 runs" in text for text in texts(compared.front(results), "en"))


@pytest.mark.parametrize("ended", [[1.0] * MANY, [np.nan] * MANY, [1.0] * 22 + [0.0] * 2])
def test_nothing_is_split_where_all_teams_ended_or_too_few_stayed(ended):
    results = villages({"lost_routine": spread(0.0)}, {"team_ended": ended, "lost_routine": spread(50.0)})
    assert split(results, "lost_routine", "task_force") is None
    assert "never came to an end" not in first_words(results)


def test_mean_and_median_of_opposite_sign_raise_the_warning():
    lost = [-633.0] * 15 + [2000.0] * 9
    results = villages({"lost_routine": 0.0}, {"lost_routine": lost})
    assert finding(results, "lost_routine", "task_force").skewed
    assert any(
        "Mean and median point apart for routine work not done" in one.en for one in compared.front(results).trust
    )
    level = villages({"lost_routine": 0.0}, {"lost_routine": spread(50.0)})
    assert not finding(level, "lost_routine", "task_force").skewed


def before_and_after(silo_after, silo_before=360.0):
    """Arms with time set aside (equal routine) and as they were, and a year before."""
    past = {"restricted_days_before": spread(silo_before)}
    fair = runs_of({"siloed": {"restricted_days": spread(205.0)}, "task_force": {"restricted_days": spread(70.0)}},
                   "equal_routine", **past)  # fmt: skip
    was = runs_of({"siloed": {"restricted_days": spread(silo_after)}, "task_force": {"restricted_days": spread(61.0)}},
                  "as_it_was", **past)  # fmt: skip
    runs = pd.concat([fair, was], ignore_index=True)
    return results_of(runs, before="restricted_days_before")


def test_a_look_before_and_after_is_taken_apart_and_misleads_only_where_the_silo_changed():
    results = before_and_after(360.0)
    parts = parts_of_naive(results, "task_force")
    assert parts == pytest.approx({"naive": -299.0, "own": 0.0, "fair": -135.0, "reserved": -155.0, "extras": -9.0})
    assert parts["naive"] == pytest.approx(sum(value for name, value in parts.items() if name != "naive"))
    assert (misleads(results, "task_force"), naive_verdict(results, "task_force")) == (False, "no comparison")
    said = first_words(results)
    assert "Of the −299 days that a look before and after would show, −135 days are the task force's own" in said
    assert "−155 days come from time that departments can reserve without a team, −9 days from extra people" in said
    changed = before_and_after(300.0)
    assert (misleads(changed, "task_force"), naive_verdict(changed, "task_force")) == (True, "misleads")


def test_what_never_occurred_says_nothing():
    results = villages({"petitions": 0.0}, {"petitions": 0.0})
    one = finding(results, "petitions", "task_force")
    assert one.kind == NEVER
    assert in_words(one).en == "never occurred in these runs: says nothing"
    front = compared.front(results)
    assert any(
        "Never occurred in these runs, so nothing is said of it: petitions (harm)" in one.en for one in front.trust
    )
    assert any("从未发生" in one.zh and "信访" in one.zh for one in front.trust)


def test_money_at_the_same_price_is_no_cost_and_reserved_time_no_saving():
    paid = {"money_paid": spread(7.0, 0.01), "households_left": 2.0}
    more = {"money_paid": spread(9.0, 0.01), "households_left": 0.0}
    results = villages(paid, more)
    assert finding(results, "money_paid", "task_force").each == pytest.approx((1.0, 1.0))
    assert "money paid" not in first_words(results)
    row = next(row for row in compared.front(results).rows if row.name == "money_paid")
    assert (row.side, row.words.en) == ("no", "same price to each (1 million yuan); the number paid differs")
    assert row.words.zh == "每户金额相同（100万元），户数不同"
    dear = villages(paid, more | {"money_paid": spread(12.0, 0.01)})
    assert "money paid 12 instead of 7 million yuan" in first_words(dear)
    set_aside = villages({"staff_days": spread(7000.0), "ring_fence": 0.5}, {"staff_days": spread(1800.0)})
    assert in_words(finding(set_aside, "staff_days", "task_force")).en == "reserved time, used or not: no saving"


@pytest.mark.parametrize(("name", "silo", "team"), [
    ("satisfaction_worst_decile", 0.5, 0.499), ("home_backlog_days", 0.0, 9.3e-05), ("pressure_mean", 0.0, 1e-4),
])  # fmt: skip
def test_what_is_too_small_to_matter_is_called_so_and_never_by_a_power_of_ten(name, silo, team):
    results = villages({name: spread(silo, 0.0)}, {name: spread(team, 1e-6)})
    assert finding(results, name, "task_force").kind == SMALL
    for language in ("en", "zh"):
        assert not re.search(r"e-0|[−-]0(\.0+)?(?![.\d])|\bnan\b", " ".join(texts(compared.front(results), language)))


def test_few_replications_are_a_trial_run_and_claim_no_hundred():
    results = villages({"restricted_days": [200.0, 210.0, 205.0, 190.0]}, {"restricted_days": [70.0, 75.0, 60.0, 71.0]})
    assert trial(results) == 4
    front = compared.front(results)
    assert front.banners[0].en == "Trial run: only 4 villages were simulated, fewer than 20. Do not quote."
    assert front.banners[0].zh.startswith("试算：只模拟了4个村")
    assert finding(results, "restricted_days", "task_force").kind == FEW
    for language in ("en", "zh"):
        assert "of 100" not in " ".join(texts(front, language))
    assert trial(villages()) == 0


def test_kinds_of_findings():
    results = villages(
        {"home_backlog_days": spread(5.0), "lost_routine": 7.0}, {"home_backlog_days": spread(9.0), "lost_routine": 7.0}
    )
    assert finding(results, "home_backlog_days", "task_force").kind == WORSE
    assert finding(results, "lost_routine", "task_force").kind == EQUAL
    noise = villages({"lost_routine": spread(0.0, 50.0)}, {"lost_routine": spread(0.0, 50.0)[::-1]})
    assert finding(noise, "lost_routine", "task_force").kind in {UNCLEAR, EQUAL}


def test_the_anchor_and_the_assumed_explanation_stand_beside_the_headline():
    results = villages(team={"team_days_to_all": [30.0] * 3 + [100.0] * 20 + [np.nan]})
    trust = [one.en for one in compared.front(results).trust]
    assert any(
        "the newspaper's team needed 40 days for nine households; 3 of 24 simulated teams" in one for one in trust
    )
    assert any(one.startswith("Assumed reason for the standstill: clearances lapse") for one in trust)


def rival(difference):
    arms = {"siloed": {"restricted_days": spread(200.0)}, "task_force": {"restricted_days": spread(200.0 + difference)}}
    return runs_of(arms)


def test_explanations_that_disagree_weaken_the_verb_and_stand_in_the_answer():
    every = villages(rivals=[("lapse", rival(-135)), ("waiting", rival(-331)), ("abandoned", rival(-200))])
    one = compared.levels(every, "task_force")
    assert one.text.en.startswith("Sooner: ")
    assert "3 of 3 point the same way, −331 to −135" in one.sure.en
    split_ = villages(rivals=[("lapse", rival(-135)), ("waiting", rival(40)), ("abandoned", rival(20))])
    assert compared.levels(split_, "task_force").text.en.startswith("Perhaps sooner: ")
    assert strength(True, agreement_of(split_.rivals["difference"], -130.0)) == "may"


@pytest.mark.parametrize(("clear", "agree", "of", "cities", "verb"), [
    (True, 4, 4, 1.0, "does"), (True, 4, 4, 0.78, "probably"), (True, 3, 4, 0.9, "probably"), (True, 2, 4, 0.9, "may"),
    (True, 4, 4, 0.5, "may"), (False, 4, 4, 1.0, "unknown"),
])  # fmt: skip
def test_verbs_are_bound_to_a_rule(clear, agree, of, cities, verb):
    assert strength(clear, Agreement(agree, of, 0.0, 0.0), cities) == verb


def test_a_mean_that_more_cities_contradict_is_not_called_sooner():
    """A few cities far ahead may carry the mean: 33 sooner and 46 later is no "perhaps sooner"."""
    assert strength(True, None, 0.33, 0.46) == "unknown"
    assert strength(True, None, 0.46, 0.33) == "may"


def test_flipping_the_sign_of_the_data_flips_verbs_titles_and_verdicts():
    one = villages()
    other = villages({"restricted_days": spread(70.0)}, {"restricted_days": spread(200.0)})
    ahead, behind = compared.front(one), compared.front(other)
    assert ahead.three[0].text.en.startswith("Sooner: ")
    assert behind.three[0].text.en.startswith("Later: ")
    assert ahead.three[0].text.zh.startswith("更快：")
    assert behind.three[0].text.zh.startswith("更慢：")
    assert [front.rows[0].side for front in (ahead, behind)] == ["better", "worse"]
    assert headline(one, data(one)).en.endswith("task force 70; siloed departments 200")
    assert headline(other, data(other)).en.endswith("siloed departments 70; task force 200")
    assert headline(other, data(other)).zh.endswith("部门分头办理70；专班200")
