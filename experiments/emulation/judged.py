"""What is shown and what is hidden: the errors of every emulator, at points left out and at fresh ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.emulation.asked import FRESH, POINTS, Asked
from experiments.emulation.emulator import Emulator, emulate, rounded
from experiments.emulation.means import Means, means_of, points_in, runs_in
from experiments.study.settings import Study
from experiments.study.varied import declared, places

FILE, TABLE = "emulator.json", "emulator.csv"
LEAST_R2 = 0.9
HELD = (0.83, 0.96)  # share of fresh points that a band of 90 % may hold
WIDEST = 0.5  # mean width of the band, in standard deviations of the output over fresh points
FLAT = 0.01  # spread over points, as a share of the mean, below which an output is the same everywhere
POINTS_A_SLIDER, REPLICATIONS = 10, 8  # fewest: ten a slider is the usual rule for a process, eight for an interval
SHOWN, SAME, HIDDEN = "shown", "the same everywhere", "hidden"

Line = dict[str, Any]
EMPTY: Line = {"model": "", "link": "", "mean": np.nan, "sd": np.nan, "r2": np.nan, "rmse": np.nan, "fresh": 0,
               "held": np.nan, "width": np.nan}  # fmt: skip
HEADS = ("explanation", "output", "arm", *EMPTY, "state", "why")  # of emulator.csv, also where no emulator is


def too_few(study: Study) -> str:
    """Why there is no emulator of a study, in a line; empty where there can be one."""
    design, many = study.study.design, study.study.replications
    least = POINTS_A_SLIDER * len(design.axes)
    if design.points < least:
        return f"{design.points} points for {len(design.axes)} sliders; an emulator needs {least} at least"
    return f"{many} replications a point; an emulator needs {REPLICATIONS} at least" if many < REPLICATIONS else ""


def emulators_in(asked: Asked, folder: Path) -> tuple[dict[str, Any], pd.DataFrame]:
    """Everything that a page evaluates, as plain data, and ``emulator.csv``: a row an explanation, output and arm."""
    kept: dict[str, Any] = {}
    lines: list[Line] = []
    for name, study in asked.under.items():
        kept[name] = {"why": too_few(study), "sliders": sliders_of(study), "points": [], "reach": 0.0, "outputs": {}}
        if kept[name]["why"]:
            continue
        where, fresh = folder / POINTS / name, folder / FRESH / name
        unit = np.array(rounded(points_in(where).to_numpy(float).tolist()))
        kept[name] |= {"points": unit.tolist(), "reach": rounded(reach_of(unit))}
        runs = runs_in(where, asked.outputs)
        beside = (points_in(fresh).to_numpy(float), runs_in(fresh, asked.outputs)) if asked.wanted.fresh else None
        for output in asked.outputs:
            for arm in study.arms:
                held = means_of(beside[1], beside[0], arm, output) if beside else None
                line, there = judged(means_of(runs, unit, arm, output), held)
                lines.append({"explanation": name, "output": output, "arm": arm, **line})
                kept[name]["outputs"].setdefault(output, {})[arm] = {"state": line["state"], **there}
    return kept, pd.DataFrame(lines, columns=HEADS)


def sliders_of(study: Study) -> list[Line]:
    """Every slider: the parameter, its bounds, its kind, and where it stands first."""
    tree = study.model_dump(mode="json")
    found = []
    for axis in study.study.design.axes:
        one = declared(axis.name, tree, type(study))
        low = axis.low if axis.low is not None else float(one.low or 0.0)
        high = axis.high if axis.high is not None else float(one.high or 1.0)
        there = [float(_value(tree, place)) for place in places(tree, axis.name)]
        start = min(max(sum(there) / len(there), low), high)
        whole = one.kind == "count"
        found.append(
            {
                "name": axis.name,
                "places": [".".join(place) for place in places(tree, axis.name)],
                "low": low,
                "high": high,
                "whole": whole,
                "start": float(round(start)) if whole else start,
            }
        )
    return found


def _value(tree: Any, place: tuple[str, ...]) -> Any:
    for part in place:
        tree = tree[part]
    return tree


def reach_of(unit: np.ndarray) -> float:
    """How far from the nearest point the emulator answers: no farther than the loneliest point is from its nearest."""
    apart = np.sqrt(((unit[:, None, :] - unit[None, :, :]) ** 2).sum(axis=2))
    np.fill_diagonal(apart, np.inf)
    return float(apart.min(axis=1).max())


def judged(known: Means, fresh: Means | None) -> tuple[Line, Line]:
    """The errors and the state of one output of one arm, and what a page needs of it."""
    if known.missing or (fresh and fresh.missing):
        return EMPTY | {"state": HIDDEN, "why": "some runs have no value"}, {}
    line: Line = EMPTY | {"mean": float(known.means.mean()), "sd": float(known.means.std(ddof=1))}
    if line["sd"] <= FLAT * abs(line["mean"]):
        return _flat(line, known, fresh)
    emulator = emulate(known)
    line |= {"model": emulator.surface.shape.model, "link": emulator.link, "r2": emulator.r2, "rmse": emulator.missed}
    line |= _tried(emulator, fresh)
    why = _fault(line)
    line |= {"state": HIDDEN if why else SHOWN, "why": why}
    return line, {} if why else emulator.kept()


def _flat(line: Line, known: Means, fresh: Means | None) -> tuple[Line, Line]:
    """An output that no slider moves: its range over the points stands for all."""
    low, high = float(known.means.min()), float(known.means.max())
    slack = FLAT * abs(line["mean"])
    there = {"value": line["mean"], "low": low, "high": high}
    if fresh:
        inside = (fresh.means >= low - slack) & (fresh.means <= high + slack)
        line = line | {"fresh": len(fresh.means), "held": float(inside.mean())}
        if line["held"] < HELD[0]:
            return line | {"state": HIDDEN, "why": "is not the same at fresh points"}, {}
    return line | {"state": SAME, "why": ""}, rounded(there)


def _tried(emulator: Emulator, fresh: Means | None) -> Line:
    """How the bands do at fresh points; their width beside the spread of the output there."""
    if fresh is None:
        return {}
    told = emulator.at(fresh.unit)
    inside = (fresh.means >= told[:, 1]) & (fresh.means <= told[:, 2])
    spread = float(fresh.means.std(ddof=1))
    width = float((told[:, 2] - told[:, 1]).mean())
    return {"fresh": len(fresh.means), "held": float(inside.mean()), "width": width / spread if spread else np.inf}


def _fault(line: Line) -> str:
    """Why an output is hidden; empty where it is not."""
    if line["r2"] < LEAST_R2:
        return f"R2 {line['r2']:.2f} below {LEAST_R2}"
    if not line["fresh"]:
        return ""
    if not HELD[0] <= line["held"] <= HELD[1]:
        return f"band holds {100 * line['held']:.0f} of 100 fresh points"
    return f"band {line['width']:.2f} standard deviations wide" if line["width"] >= WIDEST else ""
