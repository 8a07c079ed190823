"""A brief as a document that text programs edit: A4, the same bytes whenever it is made of the same tables."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from experiments.report.brief.said import Brief
from experiments.report.speech import CHINESE, Two, word

if TYPE_CHECKING:
    from docx.document import Document

WIDE, TALL, MARGIN = 210, 297, 20  # millimetres: A4
FONTS = {"en": ("Georgia", "Georgia"), "zh": ("FangSong", "仿宋")}  # of text; the second is that of Chinese letters
HEADS = {"en": ("Arial", "Arial"), "zh": ("SimHei", "黑体")}
TEXT, SMALL, TITLE = 10.5, 8.0, 15.0  # points
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # a date in the file would make each one another
STAMP = (2000, 1, 1, 0, 0, 0)


def document_of(brief: Brief, source: Two, chosen: Two, language: str) -> bytes:
    """The document in one language."""
    import docx

    paper = docx.Document()
    _shape(paper, language)
    _line(paper, brief.title.of(language), language, size=TITLE, head=True)
    _line(paper, brief.question.of(language), language)
    for text in brief.banners:
        _line(paper, text.of(language), language, head=True)
    for section in brief.sections:
        _line(paper, section.heading.of(language), language, head=True)
        for text in section.lines:
            _line(paper, text.of(language), language, indent=True)
    _line(paper, word("brief.five").of(language), language, head=True)
    _line(paper, chosen.of(language), language, indent=True)
    _table(paper, brief, language)
    _line(paper, source.of(language), language, size=SMALL)
    return _whole(paper)


def _shape(paper: Document, language: str) -> None:
    """A4 with its margins, the title, the language, and no trace of when it was made."""
    from docx.shared import Mm

    for section in paper.sections:
        section.page_width, section.page_height = Mm(WIDE), Mm(TALL)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    told = paper.core_properties
    told.author, told.comments, told.title = "", "", word("brief.heading").of(language)
    told.created = told.modified = LONG_AGO
    told.language = "zh-CN" if language == CHINESE else "en"


def _line(
    paper: Document, text: str, language: str, *, size: float = TEXT, head: bool = False, indent: bool = False
) -> None:
    """A paragraph: a heading, or text, set in from the left where it is one of several."""
    from docx.shared import Mm, Pt

    there = paper.add_paragraph()
    there.paragraph_format.space_after = Pt(2)
    there.paragraph_format.space_before = Pt(5 if head else 0)
    if indent:
        there.paragraph_format.left_indent = Mm(6)
    _letters(there.add_run(text), (HEADS if head else FONTS)[language], size, bold=head)


def _table(paper: Document, brief: Brief, language: str) -> None:
    """The five numbers, a row each."""
    table = paper.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    heads = [word(f"brief.head_{name}").of(language) for name in ("name", "value", "where")]
    rows = [[one.of(language) for one in (check.name, check.value, check.where)] for check in brief.checks]
    for place, texts in enumerate([heads, *rows]):
        cells = (table.rows[0] if place == 0 else table.add_row()).cells
        for cell, text in zip(cells, texts, strict=True):
            _letters(cell.paragraphs[0].add_run(text), FONTS[language], TEXT - 1.0, bold=place == 0)


def _letters(run: Any, fonts: tuple[str, str], size: float, *, bold: bool) -> None:
    """How a piece of text looks; Chinese letters have a font of their own."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name, run.font.size, run.font.bold = fonts[0], Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), fonts[1])  # noqa: SLF001  (no other way)


def _whole(paper: Document) -> bytes:
    """The file, its parts stamped with one date."""
    first, last = io.BytesIO(), io.BytesIO()
    paper.save(first)
    with zipfile.ZipFile(first) as parts, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as whole:
        for name in parts.namelist():
            whole.writestr(zipfile.ZipInfo(name, STAMP), parts.read(name), zipfile.ZIP_DEFLATED)
    return last.getvalue()
