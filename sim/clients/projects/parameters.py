"""The numbers of projects: how many begin, of which kinds, and what each one consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import model_validator

from sim.clients.kinds import ClientSetting
from sim.core.parameter import Parameters, count, number, word
from sim.matters.state import Dependence
from sim.staffing.parameters import CallWay


class ProjectNumbers(Parameters):
    """One kind of project (B4)."""

    weight: float = number("share", 0, 1, "B4: four kinds of task force; their shares are not reported, assumed")
    competences: int = count("competences", 1, 12, "B4: beyond any single department; assumed number")
    matters: int = count("matters", 1, 500, "assumed: approvals, decisions and agreements that one project takes")
    matter_competences: int = count("competences", 1, 12, "assumed: departments that one of its matters needs")
    effort: float = number("working days", 0.01, 400, "assumed: median effort of a matter, shared by its clearances")
    spread_days: float = number("day", 0, 1000, "C2: from tender to settled design four months; assumed")
    ruling_share: float = number("share of matters", 0, 1, "assumed: matters that need a joint ruling")
    escalated_share: float = number("share of rulings", 0, 1, "model 4: leaders' attention; assumed")
    measured_share: float = number("share of matters", 0, 1, "model 6: what the monthly evaluation sees; assumed")
    dependence: Dependence = word(Dependence, "model 4: independent, ordered, or one's result can reopen another's")

    @model_validator(mode="after")
    def _a_matter_is_part_of_its_project(self) -> ProjectNumbers:
        """A matter cannot need more departments than its project concerns."""
        if self.matter_competences > self.competences:
            raise ValueError(
                f"matter_competences = {self.matter_competences}: must not exceed competences = {self.competences}"
            )
        return self


class Projects(Parameters):
    """The projects of a city."""

    per_month: float = number(
        "projects a month", 0, 100, "B3: 41 moved in half a year by task forces; more are at hand, assumed; 0: none"
    )
    team_members: int = count("persons", 1, 60, "B2: more than 260 cadres in 32 task forces, eight each")
    effort_sigma: float = number("log", 0, 2, "model 4: log-normal effort; assumed")
    kinds: dict[str, ProjectNumbers]

    @model_validator(mode="after")
    def _there_is_something_to_begin(self) -> Projects:
        """Projects need a kind that some of them are of."""
        if self.kinds and self.per_month == 0.0:
            raise ValueError("per_month = 0: no project begins, so a task force would have no client")
        if self.per_month > 0.0 and sum(kind.weight for kind in self.kinds.values()) <= 0.0:
            raise ValueError(f"kinds: no kind has a weight, but per_month = {self.per_month:g}")
        return self


class ProjectsSetting(ClientSetting):
    """What projects add to a scenario."""

    projects: Projects

    if TYPE_CHECKING:
        from sim.coordination.parameters import Resources
        from sim.departments.parameters import City
        from sim.staffing.parameters import Staffing

        city: City
        staffing: Staffing
        resources: Resources

    @model_validator(mode="after")
    def _projects_can_be_led(self) -> ProjectsSetting:
        """Projects concern departments that exist, and a task force of their own is called."""
        clearing = sum(one.clears for one in self.city.departments.values())
        for name, kind in self.projects.kinds.items():
            if kind.competences > clearing:
                raise ValueError(
                    f"projects.kinds.{name}.competences = {kind.competences}: must not exceed the {clearing} "
                    f"departments that clear"
                )
        if self.staffing.call.way == CallWay.SEATS:
            raise ValueError(
                "staffing.call.way = seats: where every task force has a project of its own, one of nomination, "
                "open_call, talent_pool"
            )
        return self
