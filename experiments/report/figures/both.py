"""Figures of the researcher's part in both languages: drawn once, and every text in them looked up for the second."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter

from experiments.report.figures import style
from experiments.report.figures.reading.sheet import fonts
from experiments.report.speech import Two
from experiments.report.translating import is_word, marked

DECIMALS = re.compile(r"(\d+\.\d\d)\d+")


def save(figure: Figure, folder: Path, name: str) -> Two:
    """Write a figure as it is drawn; the texts of its SVG in English and in Chinese, light enough for a page."""
    english = slim(style.save(figure, folder, name))
    with mpl.rc_context({"font.family": fonts()}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # no Chinese letters are installed
        translate(figure)
        chinese = slim(style.drawn(figure, f"{name}-zh"))
    return Two(english, chinese)


def translate(figure: Figure) -> None:
    """Every text of a figure in Chinese; what has no word is marked."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            formatter = axis.get_major_formatter()
            if isinstance(formatter, FixedFormatter):
                axis.set_major_formatter(FixedFormatter([_said(str(text)) for text in formatter.seq]))
    for text in figure.findobj(Text):
        if isinstance(text, Text) and text.get_text():
            text.set_text(_said(text.get_text()))
            text.set_fontfamily(fonts())


def _said(text: str) -> str:
    """One text in Chinese, with the space around it."""
    if not is_word(text):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{marked(text)}{after}"


def slim(svg: str) -> str:
    """The same drawing with two decimals of a point, which no eye can tell."""
    return DECIMALS.sub(r"\1", svg)
