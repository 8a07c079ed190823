"""The cadre as a Mesa agent: a person with a desk, a skill and a week."""

from __future__ import annotations

from typing import Any, ClassVar

from sim.cadres import state
from sim.cadres.state import Post
from sim.core.views import RowAgent


class Cadre(RowAgent):
    """A cadre; its attributes are the fields of its row (sim/cadres/state.py).

    *Rule*: when free, take the job that has waited longest among those it may do (sim/desks/dispatch.py).
    """

    row_type = state.Cadre
    rows = "cadres"
    settable: ClassVar = {
        "age": (0.0, 120.0),
        "title": (0, 1),
        "experience": (0, 1),
        "rapport": (0.0, 1.0),
        "skill": (0.01, 100.0),
        "second_skill": (0.01, 100.0),
        "fatigue": (0.0, 1.0),
    }

    @property
    def is_member(self) -> bool:
        """Whether it works in the task force now."""
        return bool(self.post == Post.IN_TEAM)

    @property
    def is_busy(self) -> bool:
        """Whether it has work in hand."""
        return bool(self.job >= 0)

    def visit(self, client: Any) -> None:
        """Visit *client* now: exactly what the engine does at the end of a visit, time spent apart.

        Raises TypeError for one whom nobody visits, ValueError for another model's and for a cadre without a desk.
        """
        if not isinstance(client, RowAgent) or not hasattr(client, "be_visited"):
            raise TypeError(f"{client!r}: an agent that is visited expected")
        self.same_city(client, type(client))
        client.be_visited(self)

    def sits_at(self) -> int:
        """Its desk, in the team or at home; raises ValueError for a cadre who has none in this city."""
        desk = int(self.team_desk if self.is_member else self.home_desk)
        if desk < 0:
            raise ValueError(f"cadre {self.index} sits at no desk of this city; its own people and members visit")
        return desk
