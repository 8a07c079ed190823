"""Tables and sentences of studies that are no comparison: in words of both languages, nothing left out."""

import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import both
from experiments.report.figures.reading.sheet import has_chinese
from experiments.report.front.plainly import swept, validated
from experiments.report.plain import pictures
from experiments.report.plain_tables import cell, head, in_order, shown
from experiments.report.speech import Two
from experiments.report.translating import page_in_chinese


def test_findings_come_first_and_what_is_looked_up_last():
    names = ["codebook.csv", "comparison.csv", "attribution.csv", "places.csv"]
    assert in_order(names) == ["comparison.csv", "attribution.csv", "codebook.csv", "places.csv"]


def test_heads_and_names_are_in_words_and_numbers_are_what_they_are(tmp_path):
    rows = [
        {"metric": "restricted_days", "unit": "day", "arm": "task_force", "mean": 1.5, "work.validity": 75, "x": None}
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "comparison.csv", index=False)
    told = shown(tmp_path, "comparison.csv")
    assert (told.name, told.many, told.columns[0]) == ("comparison.csv", 1, "metric")
    assert told.heads[0] == Two("measure", "指标")
    assert told.heads[4].en == "the life of a clearance (days)"
    assert told.rows[0][1:4] == [Two("days", "天"), Two("task force", "专班"), Two("1.50", "1.50")]
    assert told.rows[0][5] == Two("–", "–")
    assert cell("arm", "nobody") == Two("nobody", "nobody")
    assert head("nothing_known") == Two("nothing_known", "nothing_known")


def test_what_a_file_holds_is_not_marked_as_a_word_that_lacks_chinese():
    page = '<tr><td class="long" lang="en">closed</td><td>task force</td></tr>'
    assert page_in_chinese(page) == '<tr><td class="long" lang="en">closed</td><td>专班</td></tr>'


def test_a_sweep_tells_the_measure_that_it_is_about():
    lines = {"arm": "task_force", "baseline": "siloed", "point": 0, "ci_low": -2.0, "ci_high": -1.0, "difference": -1.5}
    table = pd.DataFrame([{"metric": "restricted_days", **lines}, {"metric": "staff_days", **lines, "ci_low": 1.0,
                           "ci_high": 3.0, "difference": 2.0}])  # fmt: skip
    said = swept({"comparison.csv": table}, "staff_days")
    assert said[0].about == {"staff_days"}
    assert said[0].text.en.startswith(
        "At 0 of 1 points the task force is clearly better than the siloed departments, at 1 "
    )
    assert swept({"comparison.csv": table})[0].about == {"restricted_days"}
    assert swept({"comparison.csv": table}, "of_no_table")[0].about == {"restricted_days"}


def test_expectations_that_do_not_show_are_named_and_what_repeats_an_input_is_counted_apart():
    table = pd.DataFrame({
        "id": ["size", "a", "b", "c"], "passed": [True, True, False, True], "required": [True, True, False, False],
        "statement": ["scale: members", "it falls", "it loses", "it wins"],
    })  # fmt: skip
    first, second = validated({"patterns.csv": table})
    assert first.text.en == "All 2 patterns are met. 1 of them only repeat what was set (scale), and could hardly fail."
    assert second.text.en.endswith("1 do not show: b.")
    assert "1项未显现：b" in second.text.zh
    assert len(validated({"patterns.csv": table[:2]})) == 1


def drawing(title):
    """A figure with one text."""
    figure = Figure()
    figure.subplots().set_title(title)
    return figure


def test_a_figure_has_a_chinese_twin_where_all_its_texts_have_words(tmp_path):
    both.write(drawing("days until signature\nrank correlation"), tmp_path / "figures", "known")
    both.write(drawing("a text that nobody put into the list"), tmp_path / "figures", "unknown")
    twin = {"known.zh.svg", "known.zh.png"} if has_chinese() else set()
    assert {path.name for path in (tmp_path / "figures").iterdir()} == twin | {
        f"{name}.{kind}" for name in ("known", "unknown") for kind in ("svg", "png")
    }
    if twin:
        text = (tmp_path / "figures" / "known.zh.svg").read_text(encoding="utf-8")
        assert "签约天数" in text
        assert "秩相关" in text
    found = pictures(tmp_path)
    assert found["unknown"]["en"].wide == round(6.4 * 96)  # inches of the figure, and pixels of a screen in one
    assert {name: sorted(one) for name, one in found.items()} == {
        "known": ["en", "zh"] if twin else ["en"],
        "unknown": ["en"],
    }
