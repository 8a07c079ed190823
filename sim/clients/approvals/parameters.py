"""The numbers of approvals: which reviews they take, in which order, what each takes, and how far files must go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, model_validator

from sim.clients.approvals.graph import in_order, spread
from sim.clients.kinds import ClientSetting
from sim.core.laws import EffortLaw
from sim.core.parameter import Parameters, count, number, switch, word
from sim.core.plausible import Plausible
from sim.matters.state import Dependence
from sim.staffing.parameters import CallWay

MOST_REVIEWS = 2000  # of all approvals of a city


class ReviewNumbers(Parameters):
    """One step of the graph."""

    after: list[str] = Field(max_length=100, description="the reviews that must be closed before this one is drafted")
    competences: list[str] = Field(
        min_length=1, max_length=11, description="the departments that must clear it; the first keeps the file"
    )
    far: str = Field("", description="a department elsewhere that must clear its share of such reviews, too")
    by_lot: bool = switch("assumed: taken for every lot of the undertaking; off: once for all of it")
    effort: float = number("working days", 0.01, 400, "assumed: median effort of all its clearances together")
    floor: float = number("day", 0, 365, "coordination 1: statutory minimum, from filing to closing; assumed")
    draft: float = number("working days", 0, 250, "systems M6: 5-60 a stage; the client's own drafting; assumed")
    meeting: bool = switch("C1: review and discussion meetings; a meeting of experts rules on it")


class ApprovalNumbers(Parameters):
    """The approvals of a city."""

    total: int = count("approvals", 1, 20, "C1, C2: one undertaking each")
    start_day: int = count("day", 0, 3_650, "assumed: days from the intervention on which clients begin to draft")
    lots: int = count(
        "lots",
        1,
        20,
        "systems M6: 20-80 reviews; C1: over 70 meetings; sections that an undertaking is divided into",
        plausible=Plausible(1, 9, basis="assumed", law="whole"),
    )
    chained: bool = switch(
        "systems M6, a losing condition: reviews follow one another whatever the graph says, each cleared by its "
        "keeper alone"
    )
    lead: str = Field(min_length=1, description="the department that travels for an approval, or its team's members")
    effort_law: EffortLaw = word(EffortLaw, "model 4: log-normal effort; the others only for exact limits")
    effort_sigma: float = number(
        "log", 0, 2, "model 4: log-normal effort; assumed", plausible=Plausible(0.4, 1, basis="assumed")
    )
    effort_scale: float = number(
        "times", 0.05, 20, "assumed: all efforts of the graph", plausible=Plausible(0.5, 2, basis="assumed", law="log")
    )
    floor_scale: float = number(
        "times",
        0,
        50,
        "coordination 1: 30-60 % of elapsed time; all statutory minimums of the graph",
        plausible=Plausible(0.5, 2, basis="assumed", law="log"),
    )
    draft_scale: float = number(
        "times",
        0,
        20,
        "systems M6: 5-60 working days a stage; all drafting of the graph",
        plausible=Plausible(0.5, 2, basis="assumed", law="log"),
    )
    draft_sigma: float = number(
        "log", 0, 2, "assumed: spread of the client's own drafting", plausible=Plausible(0.2, 0.8, basis="assumed")
    )
    dependence: Dependence = word(Dependence, "model 4: independent, ordered, or one's result can reopen another's")
    far_share: float = number(
        "share of reviews",
        0,
        1,
        "systems M6: .2-.6; C1: trips to Beijing and Hangzhou; of those for which a department elsewhere is named",
        plausible=Plausible(0.2, 0.6, basis="assumed"),
    )
    post_days: float = number(
        "working days",
        0,
        60,
        "systems M6: 2-7; until a posted file has been taken in there, its answer included; assumed; 0: no post",
        plausible=Plausible(2, 7, basis="assumed"),
    )
    post_sigma: float = number("log", 0, 2, "assumed: spread of that time")
    trip_days: float = number(
        "working days",
        0,
        20,
        "systems M6: 1-3; a member's days for one trip, half of them until it is there; assumed; 0: nobody travels",
        plausible=Plausible(1, 3, basis="assumed"),
    )
    meeting_share: float = number(
        "share of reviews",
        0,
        1,
        "C1: over 70 meetings; of those on which a meeting may rule; assumed",
        plausible=Plausible(0.7, 1, basis="assumed"),
    )
    experts: int = count(
        "persons",
        0,
        50,
        "C1: 260 experts in 70 meetings, 3.7 each; invited to a meeting",
        plausible=Plausible(2, 8, basis="assumed", law="whole"),
    )
    attendance: float = number(
        "probability",
        0.5,
        1,
        "systems M6: .8-.95; that an expert comes; 1 only for exact limits",
        plausible=Plausible(0.8, 0.95, basis="assumed"),
    )
    quorum: float = number(
        "share of experts",
        0,
        1,
        "assumed: fewer, and the meeting is called anew",
        plausible=Plausible(0.5, 0.8, basis="assumed"),
    )
    notice_days: float = number(
        "working days",
        0,
        60,
        "assumed: experts must be told so long before, in every arm",
        plausible=Plausible(3, 10, basis="assumed"),
    )
    convene_period: int = count(
        "day",
        0,
        90,
        "systems M6: 7-30, as the joint meeting's; sessions of experts elsewhere; 0: on demand",
        plausible=Plausible(7, 30, basis="assumed", law="whole"),
    )
    sent_back: float = number(
        "probability",
        0,
        0.9,
        "assumed: a meeting wants something done over",
        plausible=Plausible(0.05, 0.3, basis="assumed"),
    )
    revision_days: float = number(
        "working days",
        0,
        120,
        "assumed: median, until its client has done it; the same in every arm",
        plausible=Plausible(5, 20, basis="assumed", law="log"),
    )
    reviews: dict[str, ReviewNumbers] = Field(min_length=1, max_length=200)

    @property
    def after(self) -> dict[str, list[str]]:
        """What each step follows."""
        return {name: one.after for name, one in self.reviews.items()}

    @model_validator(mode="after")
    def _the_graph_has_no_cycle(self) -> ApprovalNumbers:
        """Every step can be reached, and there are not more reviews than a city has room for."""
        try:
            in_order(self.after)
        except ValueError as error:
            raise ValueError(f"reviews.{error}" if ".after" in str(error) else f"reviews: {error}") from None
        number_of = self.total * len(
            spread(self.after, {name: one.by_lot for name, one in self.reviews.items()}, self.lots)
        )
        if number_of > MOST_REVIEWS:
            raise ValueError(f"lots = {self.lots}: {number_of} reviews; must not exceed {MOST_REVIEWS}")
        for name, one in self.reviews.items():
            for competence in one.competences:
                if [*one.competences, one.far].count(competence) > 1:
                    raise ValueError(f"reviews.{name}.competences: {competence} is named twice; name it once")
        return self


class ApprovalSetting(ClientSetting):
    """What approvals add to a scenario."""

    approvals: ApprovalNumbers

    if TYPE_CHECKING:
        from sim.coordination.parameters import Coordination
        from sim.departments.parameters import City
        from sim.staffing.parameters import Staffing

        city: City
        staffing: Staffing
        calendar: Any
        history: Coordination

    @model_validator(mode="after")
    def _somebody_can_do_every_review(self) -> ApprovalSetting:
        """Whoever a review names clears, and a far one is elsewhere; who travels is in the city."""
        told, clearing = self.approvals, {n: one for n, one in self.city.departments.items() if one.clears}
        for name, one in told.reviews.items():
            for who in one.competences:
                if who not in clearing:
                    raise ValueError(
                        f"approvals.reviews.{name}.competences: nobody can do what {who} is to clear; must be of the "
                        f"departments that clear: {', '.join(sorted(clearing))}"
                    )
            if one.far and (one.far not in clearing or not clearing[one.far].far):
                elsewhere = sorted(name for name, department in clearing.items() if department.far)
                raise ValueError(
                    f"approvals.reviews.{name}.far = {one.far}: must be a department elsewhere that clears: "
                    f"{', '.join(elsewhere) or 'there is none (city.departments.NAME.far)'}"
                )
        if told.lead not in self.city.departments or self.city.departments[told.lead].far:
            raise ValueError(f"approvals.lead = {told.lead}: must be a department in the city")
        return self

    @model_validator(mode="after")
    def _files_get_where_they_must(self) -> ApprovalSetting:
        """A far desk needs post, or somebody who travels in every mode that may be in force."""
        told = self.approvals
        needed = {who for one in told.reviews.values() for who in (*one.competences, one.far) if who}
        places = sorted({self.city.departments[who].far for who in needed} - {""})
        modes = (self.history, getattr(self, "coordination", self.history))
        if places and told.post_days == 0.0 and not (told.trip_days > 0.0 and all(one.far_presence for one in modes)):
            raise ValueError(
                f"approvals.post_days = 0: no file would ever get to {', '.join(places)}; set it above 0, or let "
                f"somebody travel: approvals.trip_days above 0, history and arm with far_presence"
            )
        if self.staffing.call.way != CallWay.SEATS:
            raise ValueError(
                "staffing.call.way: must be seats where clients are approvals, as departments elsewhere lend nobody"
            )
        return self

    @model_validator(mode="after")
    def _approvals_begin_within_the_horizon(self) -> ApprovalSetting:
        """One that begins later would have no days."""
        if self.approvals.start_day >= self.calendar.horizon_days:
            raise ValueError(
                f"approvals.start_day = {self.approvals.start_day}: must be below calendar.horizon_days = "
                f"{self.calendar.horizon_days}"
            )
        return self
