"""What earth cost in each arm, part by part, over the floor of the clairvoyant."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from experiments.kinds.sites import FLOOR, PARTS, REGRET
from experiments.report.figures.style import INK, QUIET
from experiments.report.results import Results

TINTS = ("#2f6db3", "#d9a441", "#b8605a", "#a9b7c0", "#7a4fa3", "#c9a27e", "#3c8f4e", "#b3362a")


def draw(results: Results) -> Figure:
    """A bar an arm, the mean over towns; the line across it is the least that haul, tips and pits could have cost."""
    runs = results.within(results.primary)
    arms = [arm for arm in results.arms if (runs["arm"] == arm).any()]
    mean = runs.groupby("arm")[[*PARTS, FLOOR, REGRET]].mean()
    figure = Figure(figsize=(9.8, 0.62 * len(arms) + 1.6))
    axes = figure.subplots()
    left = np.zeros(len(arms))
    for tint, (name, said) in zip(TINTS, PARTS.items(), strict=True):
        values = mean.loc[arms, name].to_numpy()
        axes.barh(range(len(arms)), values, left=left, color=tint, label=said, height=0.66)
        left += values
    floors, regrets = mean.loc[arms, FLOOR].to_numpy(float), mean.loc[arms, REGRET].to_numpy(float)
    for y, (floor, regret) in enumerate(zip(floors, regrets, strict=True)):
        axes.plot([floor, floor], [y - 0.42, y + 0.42], color=INK, lw=2.2)
        axes.text(left[y] + left.max() * 0.01, y, f"{regret:.2f}", va="center", color=QUIET, size=10)
    axes.set_yticks(range(len(arms)), [results.arm_title(arm) for arm in arms])
    axes.invert_yaxis()
    axes.set_xlim(0, left.max() * 1.1)
    axes.set_xlabel("million yuan; upright line: clairvoyant floor; number: regret")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9.5)
    figure.tight_layout()
    return figure
