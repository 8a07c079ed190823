"""How all figures look, and how they are written so that equal tables give equal files."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

from experiments.study.store import write_whole
from sim.yaml_scan import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

mpl.use("Agg")

INK = "#222222"
QUIET = "#8a8a8a"
GOOD = "#1b7f5c"
BAD = "#b3362a"
UNCLEAR = "#9a9a9a"
SOONER, LATER = "#2f6db3", "#d1642b"  # blue and orange, which nearly every eye tells apart
ARM_COLOURS = ("#6b6b6b", "#2f6db3", "#d1642b", "#7a4fa3", "#3c8f4e", "#b08a1e")  # baseline grey, then by order
MARKS = ("s", "o", "D", "^", "v", "P", "X")
PARTS = {"work": "#2f6db3", "queue": "#d9a441", "handover": "#b8605a", "meeting": "#7a4fa3", "floor": "#a9b7c0",
         "client": "#d8d4cc"}  # fmt: skip
MIDDLE = 80  # per cent of replications inside a band
SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,  # a title may hold a dollar
    "svg.hashsalt": "zhuanban-lab",
    "font.size": 11,
    "font.family": ["DejaVu Sans"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": "#e6e6e6",
    "figure.dpi": 100,
    "savefig.bbox": "tight",
}


def colours(arms: Sequence[str]) -> dict[str, str]:
    """A colour for each arm, the same in every figure."""
    return {arm: ARM_COLOURS[place % len(ARM_COLOURS)] for place, arm in enumerate(arms)}


def save(figure: Figure, folder: Path, name: str) -> str:
    """Write the figure as SVG and PNG; the SVG's text, fit to stand inside a page."""
    if folder.is_symlink():
        raise ConfigError(f"{folder}: is a link; figures are written to a folder beside their tables")
    folder.mkdir(parents=True, exist_ok=True)
    drawing, picture = io.BytesIO(), io.BytesIO()
    figure.savefig(drawing, format="svg", metadata={"Date": None})
    figure.savefig(picture, format="png", dpi=150, metadata={"Software": None})
    write_whole(folder / f"{name}.svg", drawing.getvalue())
    write_whole(folder / f"{name}.png", picture.getvalue())
    text = drawing.getvalue().decode("utf-8")
    return unique_ids(text[text.index("<svg") :], name)


def unique_ids(svg: str, name: str) -> str:
    """The same drawing with every id marked by the figure's name, so that several can stand in one page."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
