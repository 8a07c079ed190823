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
QUIET = "#6b6b6b"  # 5.3 to 1 on white
GOOD = "#1b7f5c"
BAD = "#b3362a"
UNCLEAR = "#737373"
SOONER, LATER = "#2f6db3", "#d1642b"  # blue and orange, which nearly every eye tells apart
ARM_LOOKS = {  # a colour and a mark for ever; in grey they differ by lightness or by mark
    "siloed": ("#333333", "s"),
    "joint_meeting": ("#8c6d1f", "v"),
    "redesigned_silo": ("#2f6db3", "o"),
    "redesigned_weekly": ("#4a86c5", "p"),
    "orders": ("#a87b0a", "^"),
    "best_silo": ("#2a8f67", "v"),
    "lead_agency": ("#8a62b8", "P"),
    "lead_agency_visiting": ("#5b2a86", "X"),
    "task_force": ("#d1642b", "D"),
    "unrated_task_force": ("#6b4423", "d"),
    "merged_offices": ("#17616b", "h"),
    "service_specialist": ("#7d8a1c", "<"),
    "campaign_routine": ("#8f1d3f", ">"),
    "standing_team": ("#c2378a", "*"),
}
ARM_COLOURS = ("#6b6b6b", "#2f6db3", "#d1642b", "#7a4fa3", "#3c8f4e", "#b08a1e")  # of what is no arm, by order
REST = ("#17616b", "#8f1d3f", "#7d8a1c", "#4a86c5", "#c2378a")  # of arms that have no look of their own, by order
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
    """A colour for each arm, the same in every figure of every study."""
    others = [arm for arm in arms if arm not in ARM_LOOKS]
    rest = {arm: REST[place % len(REST)] for place, arm in enumerate(others)}
    return {arm: ARM_LOOKS[arm][0] if arm in ARM_LOOKS else rest[arm] for arm in arms}


def marks(arms: Sequence[str]) -> dict[str, str]:
    """A mark for each arm, likewise."""
    others = [arm for arm in arms if arm not in ARM_LOOKS]
    rest = {arm: MARKS[place % len(MARKS)] for place, arm in enumerate(others)}
    return {arm: ARM_LOOKS[arm][1] if arm in ARM_LOOKS else rest[arm] for arm in arms}


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
    return inside_page(drawing, name)


def drawn(figure: Figure, name: str) -> str:
    """The SVG's text alone, fit to stand inside a page; nothing is written."""
    drawing = io.BytesIO()
    figure.savefig(drawing, format="svg", metadata={"Date": None})
    return inside_page(drawing, name)


def inside_page(drawing: io.BytesIO, name: str) -> str:
    """A drawing as it stands in a page."""
    text = drawing.getvalue().decode("utf-8")
    return unique_ids(text[text.index("<svg") :], name)


def unique_ids(svg: str, name: str) -> str:
    """The same drawing with every id marked by the figure's name, so that several can stand in one page."""
    svg = re.sub(r'\s+id="image[0-9a-f]+"', "", svg)  # of the picture's bytes: twice where two pictures are the same
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
