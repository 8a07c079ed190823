"""Two comparisons beside each other: what differs first, what each says, and whether they agree."""

import re

import pytest

from experiments import compare
from experiments.report.__main__ import main
from experiments.report.beside import differs
from experiments.report.beside.differs import differing
from experiments.report.beside.page import Side, agreement, side_of
from experiments.report.front.model import Front
from experiments.report.results import read_results
from experiments.report.speech import Two
from sim.yaml_scan import ConfigError
from tests.experiments.plausible import NO_CASE, asked, folder_of, frames
from tests.experiments.test_study import TINY
from tests.experiments.test_verdict_page import ARMS, CITIES
from tests.pages import unclean

pytestmark = pytest.mark.slow  # whole comparisons
PLAIN = [word for word in TINY if "_replications" not in word and "validity" not in word]
PLAIN += ["replications=8", "executor=serial", "study.rival_replications=0", "study.attribution_replications=0"]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Two comparisons that differ in one number, and a verdict from hand-made tables."""
    place = tmp_path_factory.mktemp("beside")
    assert compare.main([*PLAIN, f"output={place / 'long'}"]) == 0
    assert compare.main([*PLAIN, "work.validity=20", f"output={place / 'short'}"]) == 0
    folder_of(place / "verdict", *frames(CITIES), asked(ARMS, ("joint_meeting",), ("siloed", *ARMS[1:3]), NO_CASE))
    return place


def test_one_number_differs_and_it_is_said_first_with_both_values_and_both_answers(folders):
    assert main([str(folders / "long"), str(folders / "short")]) == 0
    page = (folders / "long" / "beside_short.html").read_text(encoding="utf-8")
    sides = [side_of(folders / name) for name in ("long", "short")]
    found = differing(sides[0].results, sides[1].results)
    assert [(line.dotted, line.values) for line in found] == [("work.validity", (Two("75", "75"), Two("20", "20")))]
    assert "Only this differs" in page
    assert "仅此一项不同" in page
    for language in ("en", "zh"):
        for side in sides:
            for one in side.front.three:
                assert one.text.of(language) in page.replace("&#39;", "'").replace("&#34;", '"')
            for row in side.front.rows:
                assert all(cell.of(language) in page for cell in row.cells)
    assert page.index("What differs") < page.index("What each says")
    assert unclean(page) == []
    assert "⟦" not in page


def test_what_only_one_side_has_is_a_line(folders):
    more = folders / "more"
    assert compare.main([*PLAIN, "arms=[siloed,orders,redesigned_silo,task_force]", f"output={more}"]) == 0
    found = differing(read_results(folders / "long"), read_results(more))
    assert [line.name.en for line in found] == ["the arm orders (files first, weekly meeting)"]
    assert found[0].values == (Two("not there", "无"), Two("there", "有"))


def test_a_verdict_and_one_point_are_set_side_by_side_with_what_cannot_be_subtracted(folders):
    assert main([str(folders / "verdict"), str(folders / "long")]) == 0
    page = (folders / "verdict" / "beside_long.html").read_text(encoding="utf-8")
    assert "not subtracted" in page
    assert "不能相减" in page
    assert re.search(r"Beside [^:]*siloed departments: ", page)


@pytest.mark.parametrize(("leans", "said"), [
    ((-1, -1), "both say that the task force is sooner"), ((1, 1), "both say that the task force is later"),
    ((-1, 1), "they disagree: sooner in long, later in short"),
    ((1, -1), "they disagree: sooner in short, later in long"),
    ((0, 1), "one of them cannot tell"), ((0, 0), "neither can tell"),
])  # fmt: skip
def test_the_sentence_of_agreement_turns_with_the_data(folders, leans, said, monkeypatch):
    empty = Front(title=Two("", ""), question=Two("", ""), three=(), trust=(), cannot=())
    sides = tuple(Side(read_results(folders / name), empty, None) for name in ("long", "short"))
    told = dict(zip((side.name for side in sides), leans, strict=True))
    monkeypatch.setattr(Side, "lean", lambda side, _: told[side.name])
    assert said in agreement(sides).en


def test_folders_that_are_not_two_comparisons_are_refused_in_one_line(folders, tmp_path, monkeypatch):
    long = str(folders / "long")
    for words, said in (([long, long], "the same folder twice"), ([long, str(tmp_path)], "manifest.json"),
                        ([long, long, long], "name one folder, or two")):  # fmt: skip
        with pytest.raises(ConfigError, match=said) as caught:
            main(words)
        assert len(caught.value.lines) == 1
    monkeypatch.setattr("experiments.report.__main__.read_manifest", lambda _: {"kind": "sweep"})
    with pytest.raises(ConfigError, match=r"another kind \(sweep\); two comparisons"):
        main([long, str(folders / "short")])


def test_values_are_told_with_all_their_digits_and_no_power_of_ten():
    for value, said in ((0.081, "0.081"), (0.0812, "0.0812"), (100_000.0, "100,000"), (75, "75"), (0.00012, "0.00012")):
        assert differs._value("work.validity", value).en == said
    assert differs._value("city.departments.tax.utilisation", 0.8125).en == "81.25%"
    assert differs._value("work.validity", None).en == "–"
    assert differs._value("coordination.team", True) == Two("on", "是")
