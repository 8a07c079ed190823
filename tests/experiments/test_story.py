"""The story of one run: the pair nearest to the median, lived again bit for bit, told in two languages."""

import shutil

import numpy as np
import pandas as pd
import pytest

from experiments import compare
from experiments.arms import story
from experiments.arms.story import nearest, thinned
from experiments.kinds.stories import story_of
from experiments.kinds.stories.noticed import LOOKS
from experiments.report.figures.reading.four_dates import headline
from experiments.report.figures.reading.sheet import wrapped
from experiments.report.page import build_comparison
from experiments.report.results import read_results
from experiments.report.speech import Two, there
from experiments.report.story import key_of, sentence, state_said, told
from experiments.study.settings import load_study
from sim.clients.kinds import names
from sim.yaml_scan import ConfigError
from tests.experiments.test_study import TINY
from tests.experiments.test_wordlist import numbers
from tests.pages import unclean


def runs_of(days, team):
    """Runs of a baseline and a team, a replication a value."""
    pairs = [("siloed", *one) for one in enumerate(days)] + [("task_force", *one) for one in enumerate(team)]
    return pd.DataFrame(pairs, columns=["arm", "replication", "restricted_days"]).assign(point=0)


def test_the_pair_nearest_to_the_median_is_told_and_of_several_the_first():
    arms = ("siloed", "task_force")
    pair = nearest(runs_of([50.0, 50.0, 50.0, 50.0, np.nan], [10.0, 30.0, 30.0, 45.0, 1.0]), arms)
    assert pair == (0, 1, -20.0, -20.0, 4)
    assert nearest(runs_of([np.nan], [3.0]), arms) is None
    assert nearest(runs_of([1.0], [3.0]), ("siloed", "siloed")) is None
    assert nearest(runs_of([1.0], [3.0]).query("arm == 'siloed'"), arms) is None


def test_many_lines_of_one_event_are_summed_and_none_is_lost():
    rows = [{"day": day, "change": 1.0} for day in range(23)]
    kept = thinned(rows)
    assert len(kept) <= story.MOST
    assert sum(row["change"] for row in kept) == 23.0
    assert (kept[0]["day"], kept[-1]["day"]) == (0, 22)
    assert thinned(rows[:3]) == rows[:3]


@pytest.mark.parametrize("kind", names())
def test_every_event_and_state_of_every_kind_has_words_and_a_look(kind):
    one = story_of(kind)
    assert all(there(key_of(kind, event)) for event in ("stand", *(seen.event for seen in one.noticed)))
    assert all("⟦" not in state_said(kind, state).zh for state in one.states)
    assert set(one.states.values()) <= set(LOOKS)
    assert next(iter(one.states.values())) == "goal"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small comparison that has been run."""
    where = tmp_path_factory.mktemp("story") / "out"
    assert compare.main([*TINY, "replications=3", "executor=serial", f"output={where}"]) == 0
    return where


def test_the_story_is_of_both_arms_from_one_morning_and_stands_on_the_page_in_both_languages(folder):
    log, cells = pd.read_csv(folder / "story.csv"), pd.read_csv(folder / "pictures.csv")
    assert list(dict.fromkeys(log["arm"])) == ["siloed", "task_force"]
    first = log[log["day"] == 0].groupby("arm")[["n", "total", "other"]].first()
    assert (first.iloc[0] == first.iloc[1]).all()
    assert cells.groupby(["arm", "day"]).size().to_dict() == {(arm, day): 30 for arm in ("siloed", "task_force")
                                                              for day in (0, 5, 15, 60)}  # fmt: skip
    last = log[(log["event"] == "stand") & (log["day"] == 60)].set_index("arm")["n"]
    signed = cells[(cells["day"] == 60) & cells["state"].isin(["signed", "unwilling"])].groupby("arm").size()
    assert last.to_dict() == signed.to_dict()
    results = read_results(folder)
    said = told(results)
    page = (folder / "report.html").read_text(encoding="utf-8")
    for (_, lines), arm in zip(said.logs, ("siloed", "task_force"), strict=True):
        rows = log[log["arm"] == arm].to_dict("records")
        for line, row in zip(lines, rows, strict=True):
            assert line.en.endswith(sentence("relocation", row).en)
            assert line.en in page
            assert line.zh in page
        assert all(numbers(line.en.partition(": ")[2]) == numbers(line.zh.partition("：")[2]) for line in lines)
        assert sentence("relocation", rows[0]).en.startswith(f"{rows[0]['n']:.0f} of {rows[0]['total']:.0f} households")
    assert unclean(page) == []
    assert (folder / "figures" / "story.zh.svg").is_file()


def test_a_run_that_comes_out_otherwise_is_not_told(folder, tmp_path, capsys):
    runs = pd.read_parquet(folder / "runs.parquet")
    runs["staff_days"] += 1.0
    runs.to_parquet(tmp_path / "runs.parquet")
    study = load_study([*TINY, "replications=3"])
    assert story.story_tables(study, tmp_path) == {}
    assert "comes out otherwise now (staff_days)" in capsys.readouterr().err


def test_the_title_of_the_pictures_turns_with_the_data(folder):
    results = read_results(folder)
    said = {"signed": Two("signed", "已签约")}
    rows = [{"arm": arm, "day": 5, "cell": cell, "state": "signed" if cell < many else "files"}
            for arm, many in (("siloed", 1), ("task_force", 3)) for cell in range(4)]  # fmt: skip
    arms = ("siloed", "task_force")
    title = headline(results, arms, pd.DataFrame(rows), "signed", said)
    assert "3 of 4 with the" in title.en
    assert numbers(title.en) == numbers(title.zh) == [1.0, 3.0, 4.0, 5.0]
    turned = pd.DataFrame(rows).replace({"arm": {"siloed": "task_force", "task_force": "siloed"}})
    assert "1 of 4 with the" in headline(results, arms, turned, "signed", said).en


def test_a_date_that_is_none_is_one_line(folder):
    results, path = read_results(folder), folder / "story.csv"
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(text.replace("2008-", "20x8-"), encoding="utf-8")
        with pytest.raises(ConfigError, match=r"story\.csv: date"):
            told(results)
    finally:
        path.write_text(text, encoding="utf-8")


def test_a_chinese_title_is_wrapped_by_what_its_letters_take_and_breaks_no_number():
    text = "第365天：没有未整改问题的街区——专班400个中232个，部门分头办理95个"
    lines = wrapped(text, 42)
    assert "".join(lines) == text
    assert all(sum(2 if ord(letter) > 127 else 1 for letter in line) <= 42 for line in lines)
    assert wrapped("一二三 4,567 户", 8) == ["一二三 ", "4,567 户"]
    assert wrapped("a word — and another", 12) == ["a word — and", "another"]


def test_a_study_without_two_arms_to_the_end_says_so_here_and_on_its_page(folder, tmp_path, capsys):
    runs = pd.read_parquet(folder / "runs.parquet")
    study = load_study([*TINY, "replications=3"])
    for kept in (runs[runs["arm"] == "siloed"], runs.assign(status="failed")):
        kept.to_parquet(tmp_path / "runs.parquet")
        assert story.story_tables(study, tmp_path) == {}
        assert "no run is told: it takes a pair of runs of two arms" in capsys.readouterr().err
    bare = tmp_path / "bare"
    shutil.copytree(folder, bare, ignore=shutil.ignore_patterns("story*", "pictures.csv"))
    results = read_results(bare)
    said = told(results)
    assert said.drawing is None
    assert said.logs == ()
    text = build_comparison(results).read_text(encoding="utf-8")
    assert said.chosen.en in text
    assert said.chosen.zh in text
    assert unclean(text) == []
