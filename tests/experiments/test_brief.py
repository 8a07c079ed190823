"""The brief: what the page says first and nothing else, five numbers and where to find them, on one page."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from experiments import brief, compare
from experiments.kinds import told_of
from experiments.report.brief.checks import check, five, values, where
from experiments.report.brief.document import document_of
from experiments.report.brief.said import brief_of
from experiments.report.page import read_front
from experiments.report.results import read_results
from experiments.report.speech import Two, there
from sim.clients.kinds import names
from sim.scenario import every_parameter
from sim.yaml_scan import ConfigError
from tests.experiments.plausible import NO_CASE, asked, folder_of, frames
from tests.experiments.test_study import TINY
from tests.experiments.test_verdict_page import ARMS, CITIES
from tests.experiments.test_wordlist import numbers

FILES = ("brief.html", "brief.en.docx", "brief.zh.docx")
MOST = {"en": 620, "zh": 1100}  # words and characters that an A4 page holds


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small comparison that has been run."""
    where_to = tmp_path_factory.mktemp("brief") / "out"
    assert compare.main([*TINY, "replications=3", "executor=serial", f"output={where_to}"]) == 0
    return where_to


@pytest.fixture(scope="module")
def verdict(tmp_path_factory):
    """Plausible cities, from hand-made tables."""
    where_to = tmp_path_factory.mktemp("brief") / "verdict"
    folder_of(where_to, *frames(CITIES), asked(ARMS, ("joint_meeting",), ("siloed", *ARMS[1:3]), NO_CASE))
    return where_to


def texts(path):
    """All paragraphs and cells of a document."""
    paper = docx.Document(str(path))
    return [one.text for one in paper.paragraphs] + [
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    ]


@pytest.mark.parametrize("made", ["folder", "verdict"])
def test_a_brief_says_what_the_page_says_first_in_both_languages_and_in_every_file(made, request):
    there_is = request.getfixturevalue(made)
    assert brief.main([str(there_is)]) == 0
    results = read_results(there_is)
    front, _ = read_front(results)
    told = brief_of(results)
    assert [one.text for one in front.three[:-1]] == [
        Two(line.en[: len(one.text.en)], line.zh[: len(one.text.zh)])
        for line, one in zip(told.sections[0].lines, front.three[:-1], strict=True)
    ]
    assert told.sections[2].lines == (front.three[-1].text,)
    page = (there_is / "brief.html").read_text(encoding="utf-8")
    for language in ("en", "zh"):
        written = texts(there_is / f"brief.{language}.docx")
        lines = [line.of(language) for section in told.sections for line in section.lines]
        cells = [text.of(language) for one in told.checks for text in (one.name, one.value, one.where)]
        assert [text for text in (*lines, *cells) if text not in written] == []
        whole = " ".join(written)
        assert (len(whole.split()) if language == "en" else len(whole)) < MOST[language]
        assert "⟦" not in page + whole
    for section in told.sections:
        assert all(numbers(line.en.replace("nine", "9")) == numbers(line.zh) for line in section.lines)


def test_five_numbers_are_those_that_decide_else_those_of_the_kind(folder, verdict):
    results = read_results(folder)
    chosen = five(results, None)
    assert [one.dotted for one in chosen] == list(told_of("relocation").checks)
    assert chosen[-1].value == Two("75 days", "75天")
    judged = read_results(verdict)
    assert len(five(judged, read_front(judged)[1])) == 5


def test_a_number_is_told_as_drawn_as_it_stood_or_as_a_mean():
    config = {"city": {"departments": {"a": {"utilisation": 0.6}, "b": {"utilisation": 0.8}}}}
    one = {one.name: one for one in every_parameter()}["city.departments.*.utilisation"]
    assert check(one.name, one, config, drawn=False).value == Two("70% (mean)", "平均70%")
    assert check(one.name, one, config, drawn=True).value == Two("75 to 90%", "75至90%")
    assert values(config, ["city", "none"]) == []
    assert check("backlog_before", None, config, drawn=True).where.en.startswith("office system")


@pytest.mark.parametrize("kind", names())
def test_every_number_that_a_kind_names_is_one(kind):
    known = {one.name for one in every_parameter()}
    assert len(set(told_of(kind).checks)) == 5
    assert set(told_of(kind).checks) <= known


def test_every_number_that_may_be_drawn_has_a_name_a_unit_and_a_place_where_it_is_found():
    for one in every_parameter():
        if one.plausible is not None:
            told = check(one.name, one, {}, drawn=True)
            said = " ".join(
                text.of(language) for text in (told.name, told.value, told.where) for language in ("en", "zh")
            )
            assert "⟦" not in said
            assert one.name not in said
            assert where(one.name) != where("nobody.knows")
    assert there("brief.where.nobody")


def test_a_document_is_a4_in_fonts_with_chinese_letters_and_the_same_whenever_it_is_made(folder):
    results = read_results(folder)
    made = [document_of(brief_of(results), Two("s", "来源"), Two("c", "选"), "zh") for _ in range(2)]
    assert made[0] == made[1]
    assert {one.date_time for one in zipfile.ZipFile(io.BytesIO(made[0])).infolist()} == {(2000, 1, 1, 0, 0, 0)}
    paper = docx.Document(io.BytesIO(made[0]))
    assert [round(side.mm) for side in (paper.sections[0].page_width, paper.sections[0].page_height)] == [210, 297]
    run = paper.paragraphs[1].runs[0]
    assert run._element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"


@pytest.mark.parametrize(("words", "said"), [([], "name one folder"), (["a", "b"], "name one folder")])
def test_one_folder_is_named(words, said):
    with pytest.raises(ConfigError, match=said):
        brief.main(words)


def test_a_folder_of_no_comparison_is_refused_and_left_as_it_is(folder, tmp_path, monkeypatch):
    with pytest.raises(ConfigError):
        brief.main([str(tmp_path)])
    before = sorted(path.name for path in folder.iterdir())
    monkeypatch.setattr(brief, "read_manifest", lambda _: {"kind": "sweep"})
    with pytest.raises(ConfigError, match=r"another kind \(sweep\)"):
        brief.main([str(folder)])
    assert sorted(path.name for path in folder.iterdir()) == before
