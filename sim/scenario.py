"""One validated object that gathers every domain's numbers: all that a run needs besides its seed."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.clients.projects.parameters import Projects
from sim.clients.relocation.negotiation import Negotiation, Offer
from sim.clients.relocation.parameters import Households, Issues
from sim.clients.stream.parameters import Stream
from sim.coordination.parameters import Coordination, Resources
from sim.core.parameter import Parameters, count
from sim.departments.parameters import City
from sim.evaluation.parameters import Evaluation
from sim.staffing.parameters import Staffing
from sim.work.parameters import Work


class Calendar(Parameters):
    """When the story begins, when the arms branch, and how long they are watched."""

    start: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    intervention_day: int = count(
        "day", 0, 20_000, "A1, A2, A7: from 2008 to the call of the task force in September 2020"
    )
    horizon_days: int = count("day", 1, 3_650, "model 8: the arms run a year")


class Setting(Parameters):
    """A city and its clients up to the intervention day: what all arms of a comparison share."""

    name: str = Field(min_length=1)
    title: str = Field(min_length=1)
    explanation: str = Field(min_length=1)
    calendar: Calendar
    city: City
    households: Households
    issues: Issues
    work: Work
    stream: Stream
    projects: Projects
    negotiation: Negotiation
    offer: Offer
    staffing: Staffing
    evaluation: Evaluation
    history: Coordination

    @model_validator(mode="after")
    def _names_are_known(self) -> Setting:
        """Every department that a domain names must exist; what is wrong is said with the dotted name."""
        known = set(self.city.departments)
        named = {
            "city.visit_department": self.city.visit_department,
            "city.plot_department": self.city.plot_department,
            "city.leaders_department": self.city.leaders_department,
        }
        named |= {f"staffing.seats.{name}": name for name in self.staffing.seats}
        for kind, numbers in self.issues.kinds.items() if self.households.total else ():
            named |= {f"issues.kinds.{kind}.competences": name for name in numbers.competences}
        for where, name in named.items():
            if name not in known:
                raise ValueError(f"{where}: no department {name!r}; known: {', '.join(sorted(known))}")
        for name, seats in self.staffing.seats.items():
            if seats.members > self.city.departments[name].cadres:
                raise ValueError(
                    f"staffing.seats.{name}.members = {seats.members}: must not exceed its "
                    f"{self.city.departments[name].cadres} cadres"
                )
        clearing = sum(one.clears for one in self.city.departments.values())
        if self.stream.load and self.households.total:
            raise ValueError(f"stream.load = {self.stream.load:g}: must be 0 where households are the clients")
        if self.stream.load and self.stream.competences > clearing // self.stream.blocks:
            raise ValueError(
                f"stream.competences = {self.stream.competences}: must not exceed the {clearing // self.stream.blocks} "
                f"departments of a block"
            )
        if self.history.team:
            raise ValueError("history.team: a city cannot have had a task force before it calls one")
        return self

    @model_validator(mode="after")
    def _projects_can_be_led(self) -> Setting:
        """Projects are the only clients where there are some, and concern departments that exist."""
        clearing = sum(one.clears for one in self.city.departments.values())
        for name, kind in self.projects.kinds.items():
            if kind.competences > clearing:
                raise ValueError(
                    f"projects.kinds.{name}.competences = {kind.competences}: must not exceed the {clearing} "
                    f"departments that clear"
                )
        if self.projects.per_month and (self.stream.load or self.households.total):
            raise ValueError(
                f"projects.per_month = {self.projects.per_month:g}: must be 0 where households or a stream of matters "
                f"are the clients"
            )
        if self.projects.per_month and self.staffing.call.way == "seats":
            raise ValueError(
                "staffing.call.way = seats: where every task force has a project of its own, one of nomination, "
                "open_call, talent_pool"
            )
        return self


class Scenario(Setting):
    """A setting with one arm: the mode from the intervention day on, and the resources that it may use."""

    coordination: Coordination
    resources: Resources

    @model_validator(mode="after")
    def _projects_end_teams(self) -> Scenario:
        """A task force with a project of its own ends with it; what departments set aside would follow seats."""
        if self.projects.per_month and (self.resources.team_window or self.resources.ring_fence != "none"):
            raise ValueError(
                f"resources = {self.resources.title}: needs team_window 0 and ring_fence none where every task force "
                f"has a project of its own; choose closed or as_it_was"
            )
        return self
