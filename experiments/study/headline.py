"""The pairs of arms that a study of plausible cities is judged by: named in its file, before anything is run."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import Field

from experiments.study.never import way_out
from sim.core.parameter import Parameters
from sim.measures.columns import all_columns

CITIES = "plausible"  # the kind of design whose points are cities that a verdict counts
DAY = "day"  # the only unit in which a verdict can say sooner and later


def within(told: dict[str, Any], arms: Collection[str]) -> dict[str, Any]:
    """The pairs of a study file for whoever asks for some of its *arms* only: those that are left; none, no verdict."""
    against, rivals = ([name for name in told[key] if name in arms] for key in ("against", "rivals"))
    if told["team"] not in arms or not against + rivals:
        return told | {"team": "", "against": [], "rivals": []}
    return told | {"against": against or rivals, "rivals": rivals or against}


class Headline(Parameters):
    """Whom a verdict is about: *team* beside each of *against* by itself, and beside the best of *rivals*.

    The best rival is chosen on one half of the cities and reported on the other, so that no rival wins by luck.
    *backlog_bands* (working days a cadre) cut cities by what waited there before, for the map of the sign.
    """

    team: str = ""
    against: list[str] = Field(max_length=100)
    rivals: list[str] = Field(max_length=100)
    backlog_bands: list[float] = Field(min_length=1, max_length=9)

    @property
    def named(self) -> bool:
        """Whether any pair is named."""
        return bool(self.team or self.against or self.rivals)

    def faults(self, arms: Collection[str], metric: str) -> Iterator[str]:
        """A line for each thing that cannot be judged, for a study of these *arms* and this *metric*."""
        if self.backlog_bands != sorted(set(self.backlog_bands)) or self.backlog_bands[0] <= 0.0:
            yield f"study.headline.backlog_bands = {self.backlog_bands}: must be above 0 and rise"
        if not self.named:
            return
        for key, names in (("team", [self.team]), ("against", self.against), ("rivals", self.rivals)):
            if not names or not all(names):
                yield f"study.headline.{key} = {'[]' if key != 'team' else 'nothing'}: must name an arm of the study"
            for name in filter(None, names):
                if name not in arms:
                    yield f"study.headline.{key} = {name}: is no arm of the study; arms = [{','.join(arms)}]"
                elif key != "team" and name == self.team:
                    yield f"study.headline.{key} = {name}: is the team itself; name an arm that it is compared with"
            if len(set(names)) < len(names):
                yield f"study.headline.{key} = [{','.join(names)}]: an arm stands twice"
        column = next(column for column in all_columns() if column.name == metric)
        if column.never:
            yield f"study.metric = {metric}: a verdict counts cities by a mean, and this {way_out(metric)}"
        if column.better != "low" or column.unit != DAY:
            yield f"study.metric = {metric}: a headline pair needs a measure in days of which less is better"
