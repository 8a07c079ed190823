"""The figures of the section on people: which there are, what they are called, and how they are read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from matplotlib.figure import Figure

from experiments.report.figures import backlog, coverage, flow, life_lines
from experiments.report.results import Results


class Picture(NamedTuple):
    """A figure of the section: its name, what it is called and how it is read, in both languages; *more* are folded."""

    name: str
    title: str
    reading: str
    chinese: str
    more: bool = False


def drawers(results: Results) -> dict[str, Callable[[Results], Figure]]:
    """The figures of the section by name; none where projects have no task forces of their own."""
    if not results.arms_with_teams:
        return {}
    drawn: dict[str, Callable[[Results], Figure]] = {"flow": flow.draw, "backlog": backlog.draw}
    for arm in results.arms_with_teams:
        drawn[f"coverage_{arm}"] = partial(coverage.draw, arm=arm)
        drawn[f"lives_{arm}"] = partial(life_lines.draw, arm=arm)
    return drawn


def pictures(results: Results) -> list[Picture]:
    """The figures in the order of the page; of several arms with teams all but the first are folded away."""
    if not results.arms_with_teams:
        return []
    of_arms = [one for place, arm in enumerate(results.arms_with_teams) for one in of_arm(results, arm, place > 0)]
    return [*OF_ALL, *of_arms]


OF_ALL = (
    Picture(
        "flow",
        "Where the members come from, and what their departments are left without",
        "Each row is a department and each column a kind of project; the darker the cell, the more of its people "
        "became members. The share at the right is how much of its own staff the department was without on its "
        "worst day, and the hardest hit stand at the top.",
        "每行是一个部门，每列是一类项目；颜色越深，该部门抽调到这类专班的人越多。"
        "右侧百分比是该部门抽调最多那一天离岗人数占编制的比例，最吃紧的部门排在最上面。",
    ),
    Picture(
        "backlog",
        "What waits at home while they are away",
        "Each line is the mean over all simulated cities, and the band holds the middle 80 % of them. A line that "
        "climbs above the baseline says that those who stayed cannot keep up with the routine work of those who "
        "went.",
        "每条线是全部模拟城市的平均值，色带包含中间80%的城市。"
        "线升到基线之上，说明留守人员做不完被抽调人员留下的日常工作。",
    ),
)


def of_arm(results: Results, arm: str, more: bool) -> list[Picture]:
    """The figures of one arm with teams."""
    named = f", {results.arm_title(arm)}" if len(results.arms_with_teams) > 1 else ""
    return [
        Picture(
            f"coverage_{arm}",
            f"Does each team have who it needs{named}?",
            "Each row is a task on the first working day of its team, each column a competence, and the number "
            "says how many members hold a seat in it. Orange is a gap: the project needs that department's "
            "consent and nobody in the team can give it, so the file goes back to the department.",
            "每行是一个专班开始工作那天的任务，每列是一种职能，数字是席位属于该职能的成员人数。"
            "橙色是缺口：项目需要这个部门办理，专班里却没有人能办，材料只能回到原部门。",
            more,
        ),
        Picture(
            f"lives_{arm}",
            f"What each team was doing, day by day{named}",
            "Each line is a team from left to right; the colour says what stage it was in, and an upright stroke "
            "begins a new project. Yellow and orange is time before the work begins, and a thin line is time "
            "without a project.",
            "每条横线是一个专班，从左到右按天排列；颜色表示所处阶段，竖线表示接手新项目。"
            "黄色和橙色是开工之前的时间，细线是没有项目的时间。",
            more,
        ),
    ]
