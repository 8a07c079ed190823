"""The one list of words: whole in both languages, for everything that a page can show; what is missing is marked."""

import re
from collections import Counter

import numpy as np
import pytest
import yaml

from experiments.kinds import told_of
from experiments.report import speech, translating
from experiments.report.front import compared
from experiments.report.speech import LIST, Two, titled, word, word_list
from experiments.report.translating import chinese, marked, page_in_chinese
from sim.clients.kinds import names
from sim.measures.columns import COLUMNS
from sim.yaml_scan import ConfigError
from tests.pages import results_of, runs_of, spread, texts
from tests.test_architecture import ROOT

HAN = re.compile(r"[\u4e00-\u9fff%]")
PLACE = re.compile(r"\{(\w+)\}")


def entries(node, path=""):
    """Every pair of words with its dotted name."""
    for name, value in node.items():
        if isinstance(value, dict) and set(value) <= {"en", "zh"} and value:
            yield f"{path}{name}", value
        elif isinstance(value, dict):
            yield from entries(value, f"{path}{name}.")


PAIRS = dict(entries({k: v for k, v in word_list().items() if k not in {"titles", "texts"}}))


def test_every_word_stands_in_both_languages_and_holds_the_same_places():
    assert len(PAIRS) > 300
    for name, pair in PAIRS.items():
        assert set(pair) == {"en", "zh"}, name
        assert all(str(text).strip() or name == "page.language" for text in pair.values()), name
        english, said = set(PLACE.findall(pair["en"])), set(PLACE.findall(pair["zh"]))
        either = {"bare", "base", "bare_base", "mean"}  # a level with its unit or without
        assert english - either == said - either, name
    for english, said in word_list()["texts"].items():
        places, kept = set(PLACE.findall(english)), set(PLACE.findall(said))
        assert kept <= places, english
        assert not [name for name in places - kept if re.fullmatch(r"n\d*", name)], english  # no number is lost
        assert HAN.search(said) or len(PLACE.sub("", said)) < 9, english  # places and signs alone


def test_no_name_stands_twice():
    told = re.findall(
        r'^  ("[^"]*"|\w[^:{]*):', LIST.read_text(encoding="utf-8").partition("\ntitles:")[2], re.MULTILINE
    )
    assert not [name for name, many in Counter(told).items() if many > 1]


def test_every_measure_of_every_kind_has_plain_words_and_a_unit_in_both_languages():
    shown = {column.name for column in COLUMNS}
    for kind in names():
        told = told_of(kind)
        shown |= {*told.table, *told.goals, *told.harms, *told.rows, *told.ledger, *told.people, *told.swept}
        shown |= {name for group in told.bearers.values() for name in group}
    assert not [name for name in shown if f"measures.{name}" not in PAIRS]
    assert not [column.unit for column in COLUMNS if column.unit != "0..1" and f"units.{column.unit}" not in PAIRS]


def test_every_arm_setting_scenario_explanation_and_question_of_the_configurations_has_words():
    for room in ("coordination", "resources", "scenario"):
        for path in (ROOT / "configs" / room).glob("*.yaml"):
            title = yaml.safe_load(path.read_text(encoding="utf-8")).get("title")
            assert title is None or HAN.search(titled(title).zh), title
    for path in (ROOT / "configs" / "explanation").glob("*.yaml"):
        assert f"explanations.{path.stem}" in PAIRS
    for room in ("study", "question"):
        for path in (ROOT / "configs" / room).glob("*.yaml"):
            asked = yaml.safe_load(path.read_text(encoding="utf-8")).get("question")
            assert asked is None or chinese(asked), asked


def test_a_missing_word_is_shown_in_the_other_language_with_a_mark(monkeypatch):
    told = {"a": {"en": "only English {n}"}, "b": {"zh": "只有中文"}, "titles": {}, "texts": {}}
    monkeypatch.setattr(speech, "word_list", lambda: told)
    assert word("a", n=3) == Two("only English 3", "⟦only English 3⟧")
    assert word("b") == Two("⟦只有中文⟧", "只有中文")
    assert word("c.d") == Two("⟦c.d⟧", "⟦c.d⟧")


def test_a_place_that_a_reader_mistyped_is_one_line(monkeypatch):
    monkeypatch.setattr(speech, "word_list", lambda: {"a": {"en": "{days}", "zh": "{dags}天"}})
    with pytest.raises(ConfigError, match=r"wordlist.yaml: a: \{dags\} is no place there; known: days"):
        word("a", days=3)


@pytest.mark.parametrize("text", ["a: {en: x", "- a\n- b\n", "titles: {}\n", "\tb: c"])
def test_a_list_that_is_none_is_one_line(tmp_path, monkeypatch, text):
    path = tmp_path / "wordlist.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(speech, "LIST", path)
    word_list.cache_clear()
    try:
        with pytest.raises(ConfigError, match=r"^wordlist\.yaml") as told:
            word_list()
        assert len(told.value.lines) == 1
    finally:
        word_list.cache_clear()


def test_a_page_is_said_text_by_text_and_code_stays():
    page = "<p>sooner <code>restricted_days</code></p><pre>sooner</pre><svg><text>later</text></svg>"
    page += '<b title="worse">−3</b>'
    assert page_in_chinese(page) == (
        '<p>提前 <code>restricted_days</code></p><pre>sooner</pre><svg><text>later</text></svg><b title="变差">−3</b>'
    )
    assert marked("nobody has translated this") == "⟦nobody has translated this⟧"
    assert page_in_chinese("<p>a &lt;b&gt; nobody knows</p>") == "<p>⟦a &lt;b&gt; nobody knows⟧</p>"


@pytest.mark.parametrize(("english", "said"), [
    ("7 of 12, level 4 of 12", "12中7，相当12中4"), ("too few villages", "村太少"),
    ("+0.02 to +1.05 ?", "+0.02至+1.05（存疑）"),
    ("lead agency, visits every three days: +2.3", "牵头部门（受权审批，三天上门一次）：+2.3"),
    ("In none of the 24 cities did a run fail.", "24个城市均无运行失败。"),
])  # fmt: skip
def test_texts_with_places(english, said):
    assert translating.chinese(english) == said


NUMBER = re.compile(r"[+−]?\d[\d,]*(?:\.\d+)?")


def numbers(text):
    """The numbers of a text; those in ten thousands of yuan as millions."""
    found = [float(one.replace("−", "-").replace(",", "")) for one in NUMBER.findall(text)]
    return sorted(found)


def test_numbers_in_words_are_the_same_in_both_languages_and_in_the_table():
    arms = {
        "siloed": {"restricted_days": spread(200.0), "pressure_mean": 0.0, "lost_routine": spread(9.0),
                   "team_ended": np.nan},
        "task_force": {
            "restricted_days": spread(70.0), "pressure_mean": spread(0.12, 0.01), "lost_routine": spread(700.0, 30.0),
            "team_ended": [1.0] * 18 + [0.0] * 6,
        },
    }  # fmt: skip
    usual = {"households_left": spread(3.0, 0.5), "left_at_intervention": 9.0, "home_backlog_days": spread(12.0)}
    results = results_of(runs_of(arms, **usual))
    front = compared.front(results)
    english, said = texts(front, "en"), texts(front, "zh")
    assert [numbers(one) for one in english] == [numbers(one) for one in said]
    line = results.line("restricted_days", "task_force", "closed")
    assert {line["mean"], line["baseline_mean"]} <= set(numbers(front.three[0].text.en))
    assert [cell.en for cell in front.rows[0].cells] == ["200 days", "70 days"]


def test_money_is_said_in_ten_thousands_of_yuan_in_chinese():
    from experiments.report.front.amounts import amount

    assert amount(3.06, "million yuan") == Two("3.1 million yuan", "306万元")
    assert amount(-0.004, "day") == Two("0 days", "0天")
    assert amount(0.215, "share") == Two("22%", "22%")
