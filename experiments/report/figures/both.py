"""Figures of the researcher's part in both languages: drawn once, and every text in them looked up for the second."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.text import Text

from experiments.report.figures import style
from experiments.report.figures.reading.sheet import fonts, for_a_page, has_chinese
from experiments.report.speech import CHINESE, Two
from experiments.report.translating import chinese, is_word, marked

LEAST = 9.05  # points: twelve pixels
MARK = "⟦"  # begins a text that has no Chinese words
DECIMALS = re.compile(r"(\d+\.\d\d)\d+")


def save(figure: Figure, folder: Path, name: str) -> Two:
    """Write a figure as it is drawn; the texts of its SVG in English and in Chinese, light enough for a page."""
    enlarge(figure)
    english = slim(for_a_page(style.save(figure, folder, name)))
    with mpl.rc_context({"font.family": fonts()}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # no Chinese letters are installed
        translate(figure)
        chinese = slim(for_a_page(style.drawn(figure, f"{name}-zh")))
    return Two(english, chinese)


def write(figure: Figure, folder: Path, name: str) -> Path:
    """Write a figure of a study without a page of its own in both languages; the path of the English SVG.

    Without Chinese letters on the machine there is no picture in Chinese, as boxes are none; nor where a text of it has
    no Chinese words: then the English one stands in both.
    """
    enlarge(figure)
    style.save(figure, folder, name)
    if has_chinese():
        with mpl.rc_context({"font.family": fonts()}):
            translate(figure)
            if not any(MARK in text.get_text() for text in figure.findobj(Text) if isinstance(text, Text)):
                style.save(figure, folder, f"{name}.{CHINESE}")
    return folder / f"{name}.svg"


def enlarge(figure: Figure) -> None:
    """No letter of a figure is smaller than can be read on a screen and on paper."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            sizes = [float(label.get_fontsize()) for label in axis.get_ticklabels()]
            if sizes and min(sizes) < LEAST:
                axis.set_tick_params(labelsize=LEAST)
    for text in figure.findobj(Text):
        if isinstance(text, Text) and float(text.get_fontsize()) < LEAST:
            text.set_fontsize(LEAST)


def translate(figure: Figure) -> None:
    """Every text of a figure in Chinese; what has no word is marked."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            labels = [label.get_text() for label in axis.get_ticklabels()]
            if any(is_word(label) for label in labels):
                axis.set_ticks(axis.get_ticklocs(), [_said(label) for label in labels])
    for text in figure.findobj(Text):
        if isinstance(text, Text) and text.get_text():
            text.set_text(_said(text.get_text()))
            text.set_fontfamily(fonts())


def _said(text: str) -> str:
    """One text in Chinese, with the space around it."""
    if not is_word(text):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    bare = text.strip()
    if "\n" in bare and chinese(bare) is None:  # not one text over several lines, but several
        return before + "\n".join(marked(line) for line in bare.split("\n")) + after
    return f"{before}{marked(bare)}{after}"


def slim(svg: str) -> str:
    """The same drawing with two decimals of a point, which no eye can tell."""
    return DECIMALS.sub(r"\1", svg)
