"""The report: made from tables alone, the same each time, and it says no more than the intervals allow."""

import re
import shutil

import pandas as pd
import pytest

from experiments import compare
from experiments.report import conclusions, shares
from experiments.report.page import build_report
from experiments.report.results import read_results
from experiments.report.words import disagreements, sentence
from sim.clients.kinds import kind_named
from sim.measures.columns import names_of
from sim.yaml_scan import ConfigError
from tests.experiments.test_study import TINY
from tests.pages import unclean

SMALLER = [word for word in TINY if "_replications" not in word]
WITH_ALL = [*SMALLER, "study.rival_replications=4", "study.attribution_replications=4"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A tiny comparison with its rivals and its parts."""
    path = tmp_path_factory.mktemp("report") / "study"
    assert compare.main([*WITH_ALL, "replications=8", "workers=1", f"output={path}"]) == 0
    return path


def test_the_page_stands_alone(folder):
    """No network, no script, every figure inside it, every measure defined, and how to make it again."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|src=|@import|url\(http", page)
    assert page.count("<svg") == 2 * 9  # in either language
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    told = read_results(folder)
    for name in names_of(kind_named("relocation")):
        assert name not in told.runs or told.is_idle(name) or f"<code>{name}</code>" in page
    for said in ("naive", "What cannot be concluded", "How to reproduce", "equal routine", "no clear difference"):
        assert said in page
    assert "<text" in page  # text stays text


def test_no_word_is_missing_and_no_number_is_none(folder):
    assert unclean((folder / "report.html").read_text(encoding="utf-8")) == []


def test_pictures_stand_beside_the_page(folder):
    figures = {path.name for path in (folder / "figures").iterdir()}
    names = ("headline", "signing", "time", "ledger", "bearers", "rivals", "attribution")
    read = ("answer", "story")
    first = {f"{name}.{one}.{kind}" for name in read for one in ("en", "zh") for kind in ("svg", "png", "pdf")}
    first |= {f"{name}.csv" for name in read}
    assert figures == {f"{name}.{kind}" for name in names for kind in ("svg", "png")} | first


def test_the_same_tables_give_the_same_bytes(folder, tmp_path):
    again = tmp_path / folder.name
    shutil.copytree(folder, again)
    shutil.rmtree(again / "figures")
    build_report(again)
    assert (again / "report.html").read_bytes() == (folder / "report.html").read_bytes()
    for path in (folder / "figures").iterdir():
        assert (again / "figures" / path.name).read_bytes() == path.read_bytes()


def test_rivals_stand_in_their_table(folder):
    rivals = pd.read_csv(folder / "rivals.csv")
    assert set(rivals["explanation"]) == {"lapse", "no_authority", "abandoned", "waiting"}
    assert set(rivals["arm"]) == {"redesigned_silo", "task_force"}
    assert (rivals["resources"] == "equal_routine").all()


def planted(results, difference, low, high):
    table = results.comparison.copy()
    chosen = (table["metric"] == "restricted_days") & (table["resources"] == "equal_routine")
    table.loc[chosen, ["difference", "ci_low", "ci_high"]] = (difference, low, high)
    results.comparison.loc[:, table.columns] = table
    return sentence(results, "task_force", "equal_routine")


@pytest.mark.parametrize(
    ("difference", "low", "high", "said"),
    [
        (-30.0, -40.0, -20.0, "30 days sooner than the siloed departments"),
        (30.0, 20.0, 40.0, "30 days later than the siloed departments"),
        (-3.0, -10.0, 4.0, "made no clear difference"),
        (3.0, -1.0, 7.0, "made no clear difference"),
    ],
)
def test_sentences_follow_the_interval(folder, difference, low, high, said):
    assert said in planted(read_results(folder), difference, low, high)


def test_disagreements_are_said(folder):
    """A rival under which an arm does nothing must be named."""
    results = read_results(folder)
    rows = results.rivals["metric"] == "restricted_days"
    results.rivals.loc[rows, ["difference", "ci_low", "ci_high"]] = (-50.0, -60.0, -40.0)
    assert all(said.startswith("All explanations agree") for said in disagreements(results))
    none = rows & (results.rivals["explanation"] == "no_authority") & (results.rivals["arm"] == "redesigned_silo")
    results.rivals.loc[none, ["difference", "ci_low", "ci_high"]] = (0.0, 0.0, 0.0)
    said = disagreements(results)[0]
    assert said.startswith("They disagree on the redesigned silo")
    assert said.endswith("but not if nobody in the silo may grant the exception.")


def test_the_page_says_what_the_as_it_was_difference_is_made_of(folder):
    """A sentence a part in both languages, beside the three numbers, and what can be concluded."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    section = page[page.index("What part of the as-it-was difference") :]
    for said in ("equal routine", "as it was", "naive: after minus before", "Longer hours", "延长工时", "协同"):
        assert said in section
    assert "What can be concluded" in section
    assert not re.search(r"\bnan\b", page, re.IGNORECASE)
    results = read_results(folder)
    assert len(shares.english(results)) == len(shares.chinese(results)) == 7


def with_parts(folder, total, lines):
    """Results in which the parts and the whole are planted: value, low, high."""
    results = read_results(folder)
    table = results.shares
    for name, (value, low, high) in (lines | {"total": total}).items():
        row = table["ingredient"] == name
        table.loc[row, ["value", "ci_low", "ci_high", "share"]] = (value, low, high, value / total[0])
    rows = (results.comparison["metric"] == "restricted_days") & (results.comparison["arm"] == "task_force")
    results.comparison.loc[rows, ["difference", "ci_low", "ci_high"]] = total
    fair = rows & (results.comparison["resources"] == "equal_routine")
    results.comparison.loc[fair, ["difference", "ci_low", "ci_high"]] = (-50.0, -60.0, -40.0)
    return results


PLANTED = {
    "staff": (20.0, 10.0, 30.0), "freed": (-0.3, -0.4, -0.25), "hours": (-0.5, -1.0, 0.5), "money": (-0.2, -0.3, -0.1),
    "authority": (-39.3, -45.0, -30.0), "coordination": (-80.0, -90.0, -70.0),
}  # fmt: skip


def test_words_about_parts_follow_the_intervals(folder):
    results = with_parts(folder, (-100.0, -110.0, -90.0), PLANTED)
    whole, first, *_, last = shares.english(results)
    assert "the task force brings signatures 100 days sooner than the siloed departments" in whole
    assert first == (
        "Coordination: how the work is organised – 80 days sooner, 80 % of the difference "
        "(95 % interval −90 to −70 days)."
    )
    assert last.startswith("More money for households – 0.2 days sooner, under 1 % of")
    said = " ".join(shares.english(results))
    assert "Longer hours – no clear part (95 % interval −1.0 to +0.5 days)." in said
    assert "20 days later, −20 % of the difference" in said
    assert "平均推迟20天签约，占总差异−20%" in " ".join(shares.chinese(results))
    assert "占总差异不到1%" in " ".join(shares.chinese(results))
    can = " ".join(conclusions.can(results))
    assert "at equal routine, the task force is 50 days ahead of the siloed departments" in can
    assert "The fair difference is 50 %, or 1/2.0, of the as-it-was difference (−100 days)." in can
    assert "largest clear part of the as-it-was difference is coordination (80 %), then authority (39 %)" in can
    assert "No clear part: longer hours." in can


def test_no_share_is_named_of_a_whole_that_is_not_clear(folder):
    results = with_parts(folder, (-1.0, -3.0, 1.0), PLANTED)
    said = [*shares.english(results), *shares.chinese(results), *conclusions.can(results)]
    assert "makes no clear difference" in said[0]
    assert "看不出差别" in said[7]
    assert not [line for line in said if re.search(r"\d ?% of|占总差异", line)]


def test_without_a_before_there_is_no_naive_contrast_and_the_page_says_what_is_held_equal(tmp_path):
    """Arms from the first day, a single setting that holds nothing equal, no team among the arms: still a true page."""
    words = [word for word in TINY if "intervention" not in word] + ["calendar.intervention_day=0", "replications=4"]
    words += ["resources=[as_it_was]", "arms=[siloed,redesigned_silo]", f"output={tmp_path}/start"]
    words = [word for word in words if "attribution" not in word] + ["study.attribution_replications=4"]
    assert compare.main(words) == 0
    comparison = pd.read_csv(tmp_path / "start" / "comparison.csv")
    assert set(comparison["resources"]) == {"as_it_was"}
    page = (tmp_path / "start" / "report.html").read_text(encoding="utf-8")
    assert "naive" not in page
    assert not (tmp_path / "start" / "attribution.csv").exists()
    assert "What part of the as-it-was difference" not in page
    assert "What can be concluded" in page
    assert "more than how they are organised" in page
    assert not re.search(r"\bnan\b", page, re.IGNORECASE)


def test_an_unfinished_folder_is_refused(tmp_path, folder):
    with pytest.raises(ConfigError, match="is not the folder of a study"):
        build_report(tmp_path)
    half = tmp_path / "half"
    shutil.copytree(folder, half)
    (half / "comparison.csv").unlink()
    with pytest.raises(ConfigError, match=r"comparison\.csv is missing; the study has not been finished"):
        build_report(half)
