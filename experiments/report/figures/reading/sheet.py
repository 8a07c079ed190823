"""The sheet that figures of the first screen are drawn on: width, letters, title, and the files that are left."""

from __future__ import annotations

import io
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from experiments.report.figures import style
from experiments.report.speech import CHINESE, LANGUAGES, Two
from experiments.study.store import write_whole

WIDTH = 3.55  # inches: 341 pixels of a screen that is 390 wide
SMALL, LARGE = 9.5, 11.5  # points; a pixel is three quarters of one, so 12.7 pixels at least
LETTERS = {"en": 39, "zh": 42}  # columns of a line of the title; a Chinese character takes two
DASHES = "—…“”"  # as wide as a Chinese character, and no sign of one
CHINESE_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei",
                 "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK JP", "Noto Serif CJK SC")  # fmt: skip
FILES = ("sanscjk-regular", "sanscjk-bold", "sourcehansanssc", "wqy", "simhei", "msyh", "pingfang")
SETTINGS = {"font.size": SMALL, "savefig.bbox": "standard", "pdf.fonttype": 3}


@cache
def fonts() -> list[str]:
    """Letters of the figures: those for Chinese that are installed behind the usual ones."""
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    if not known & set(CHINESE_FONTS):  # the drawing library keeps a list that may be older than what is installed
        files = sorted(path for path in font_manager.findSystemFonts() if any(part in path.lower() for part in FILES))
        for path in files:
            font_manager.fontManager.addfont(path)
        known = {font.name for font in font_manager.fontManager.ttflist}
    return ["DejaVu Sans", *(name for name in CHINESE_FONTS if name in known)][:2]


def has_chinese() -> bool:
    """Whether pictures can hold Chinese letters here; the page itself takes those of its reader."""
    return len(fonts()) > 1


def for_a_page(svg: str) -> str:
    """A drawing whose letters are those of the page, which the reader has, wherever it was made."""
    return re.sub(r"font-family: '[^;\"]+; ?", "", svg)


def sheet(height: float, title: str, language: str) -> tuple[Figure, float]:
    """An empty figure of so many inches below its title; the share of its height that is left under the title."""
    lines = wrapped(title, LETTERS[language])
    above = 0.22 * len(lines) + 0.12
    figure = Figure(figsize=(WIDTH, height + above))
    figure.text(
        0.01, 1 - 0.04 / (height + above), "\n".join(lines), va="top", weight="bold", size=10.5, linespacing=1.25
    )
    return figure, height / (height + above)


def wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns; between Chinese characters a line may end anywhere."""
    if not any(wide(letter) for letter in text):
        return textwrap.wrap(text, columns) or [""]
    lines: list[str] = []
    line, used = "", 0
    for piece in re.findall(r"[0-9][0-9.,]*|.", text):  # a number is never broken
        size = sum(2 if wide(letter) or letter in DASHES else 1 for letter in piece)
        if used + size > columns and piece not in "，。：；）、":
            lines, line, used = [*lines, line], "", 0
        line, used = line + piece, used + size
    return [*lines, line]


def wide(letter: str) -> bool:
    """Whether a character takes two columns."""
    return unicodedata.east_asian_width(letter) in "WF"


def keep(folder: Path, name: str, draw: Callable[[str], Figure], data: pd.DataFrame) -> Two:
    """Write a figure in both languages as SVG, PNG and PDF, and its data as CSV; the SVG texts for the page."""
    said = {}
    with mpl.rc_context(style.SETTINGS | SETTINGS | {"font.family": fonts()}), warnings.catch_warnings():  # type: ignore[arg-type]
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # no Chinese letters are installed
        for language in LANGUAGES:
            figure = draw(language)
            if language == CHINESE and not has_chinese():  # boxes instead of letters are no picture
                said[language] = for_a_page(style.drawn(figure, f"{name}.{language}"))
                continue
            said[language] = for_a_page(style.save(figure, folder, f"{name}.{language}"))
            paper = io.BytesIO()
            figure.savefig(paper, format="pdf", metadata={"CreationDate": None})
            write_whole(folder / f"{name}.{language}.pdf", paper.getvalue())
    write_whole(folder / f"{name}.csv", data.to_csv(index=False, float_format="%.6g").encode("utf-8"))
    return Two(said["en"], said["zh"])
