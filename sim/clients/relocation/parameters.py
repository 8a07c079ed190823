"""The numbers that make a village: who the households are before anybody visits them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, model_validator

from sim.clients.kinds import ClientSetting
from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.offers import Offer
from sim.core.parameter import Parameters, count, in_order, note, number, switch, word
from sim.core.plausible import Plausible
from sim.core.words import Word


class ReservationLaw(Word):
    """How what households would sell for is spread."""

    LOGNORMAL = 0
    UNIFORM = 1


class Households(Parameters):
    """A village of households: how many, how they differ, and who is tied to whom."""

    total: int = count("households", 0, 1_000_000, "A1: 226 households; 0 where clients bring their matters themselves")
    count_per_block: int = count(
        "households",
        1,
        1000,
        "assumed: a lane or courtyard of about ten; stairwells of 12 signed together (relocation 4.4)",
    )
    near_ties: int = count("households", 0, 20, "assumed: two next doors on each side, as in small-world graphs")
    kin_share: float = number("share", 0, 1, "assumed: share of households with one kin tie outside their block")
    area_median: float = number("m2", 30, 1000, "assumed: village houses of about 200 m2")
    area_sigma: float = number("log", 0, 1.5, "assumed")
    unit_value: float = number(
        "million yuan per m2", 0.0005, 0.2, "assumed: about 5,000 yuan per m2, a prefecture city in 2020"
    )
    reservation_law: ReservationLaw = word(
        ReservationLaw,
        "relocation 4.1: log-normal; uniform only for the exact threshold table of relocation 2.2",
    )
    reservation_median: float = number(
        "assessed value", 0.5, 3, "relocation 4.1: 0.95-1.10", plausible=Plausible(0.95, 1.1, basis="evidence")
    )
    reservation_sigma: float = number(
        "log", 0, 0.5, "relocation 4.1: 0.15-0.35", plausible=Plausible(0.15, 0.35, basis="evidence")
    )
    adequacy_median: float = number(
        "ratio",
        0.5,
        3,
        "relocation 2.1, 3.3: what a package is worth over the assessed value; 1.15-1.40 where land is assembled",
        plausible=Plausible(1.15, 1.4, basis="evidence"),
    )
    adequacy_sigma: float = number(
        "log",
        0,
        0.5,
        "relocation 2.1, 3.1: middle 80 % of projects within 1.15-1.40 (market) or 1-1.78 (legal floor, condemnation)",
        plausible=Plausible(0.08, 0.225, basis="evidence", law="log"),
    )
    pace_sigma: float = number(
        "log",
        0,
        1,
        "relocation 3.6: 2.5-22 households a cadre as the middle 90 % of projects",
        plausible=Plausible(0.5, 0.8, basis="evidence"),
    )
    opportunism_median: float = number(
        "share of reservation", 0, 2, "relocation 4.1: 0.2-0.5", plausible=Plausible(0.2, 0.5, basis="evidence")
    )
    opportunism_sigma: float = number("log", 0, 2, "relocation 4.1: long tail up to 2.7; assumed .8")
    attached_share: float = number(
        "share",
        0,
        0.05,
        "relocation 4.1: 2-5 %, a mean over projects, each of which has a share of its own (exponential)",
        plausible=Plausible(0.02, 0.05, basis="evidence"),
    )
    attached_premium: float = number(
        "assessed value", 2, 20, "relocation 4.1: attachment group with r above 2, or none"
    )
    trust_low: float = number(
        "0..1", 0, 1, "assumed: first trust is uniform between the two", plausible=Plausible(0.2, 0.4, basis="assumed")
    )
    trust_high: float = number("0..1", 0, 1, "assumed", plausible=Plausible(0.6, 0.8, basis="assumed"))
    uncertainty_low: float = number(
        "0..1",
        0,
        1,
        "assumed: first uncertainty about the resettlement is uniform between the two",
        plausible=Plausible(0.2, 0.4, basis="assumed"),
    )
    uncertainty_high: float = number("0..1", 0, 1, "assumed", plausible=Plausible(0.6, 0.8, basis="assumed"))
    late_belief_median: float = number(
        "assessed value",
        0,
        1,
        "assumed: late premium expected before any was seen",
        plausible=Plausible(0.01, 0.05, basis="assumed", law="log"),
    )
    speculator_share: float = number(
        "share",
        0,
        1,
        "fitted to A2 under the rival 'waiting'; 0 elsewhere",
        plausible=Plausible(0.02, 0.08, basis="assumed", law="log", under="waiting"),
    )
    speculator_belief: float = number(
        "assessed value",
        0,
        2.7,
        "relocation 4.1: asked over offered 1.2-3.7, so a late premium of up to 2.7",
        plausible=Plausible(1.2, 2.7, basis="assumed", under="waiting"),
    )

    joint_share: float = number(
        "share of blocks",
        0,
        1,
        "relocation 3.3, 4.4: stairwells of 12 that sign in one week; how many blocks decide together is assumed",
        plausible=Plausible(0, 0.3, basis="assumed"),
    )

    @model_validator(mode="after")
    def _ranges_are_in_order(self) -> Households:
        """A low end must not lie above its high end."""
        in_order(self, "trust", "uncertainty")
        return self


class IssueKind(Parameters):
    """One kind of issue: the competences that must clear it, in the order in which a silo asks them."""

    weight: float = number("weight", 0, 100, "assumed: relocation 3.5 names the kinds, not their shares")
    competences: list[str] = Field(min_length=1, max_length=8)
    hardship: bool = note(switch("relocation 3.5: illness or poverty; marks the household, no rule asks for it"))
    bars: bool = switch("relocation 3.5: who may sign, and for what, hangs on it; off: it worries, and bars nobody")


class Issues(Parameters):
    """What blocks households: how often, of which kind, and how tangled."""

    per_household: float = number(
        "issues per household",
        0,
        3,
        "relocation 4.2: Poisson mean 0.3-0.6, at most three",
        plausible=Plausible(0.3, 0.6, basis="evidence"),
    )
    load_sigma: float = number(
        "log",
        0,
        1,
        "assumed: how far projects differ beyond the range of their mean (relocation 4.2: 0.3-0.6)",
        plausible=Plausible(0, 0.25, basis="assumed"),
    )
    tangled_share: float = number(
        "share of issues",
        0,
        1,
        "model 5: about one issue in ten needs five or six competences; fitted to A2",
        plausible=Plausible(0.05, 0.2, basis="assumed"),
    )
    tangled_low: int = count("competences", 2, 8, "model 5: five or six")
    tangled_high: int = count("competences", 2, 8, "model 5: five or six")
    ruling_from: int = count(
        "competences", 2, 9, "assumed: an issue of this many competences needs a joint ruling on an exception"
    )
    exception_share: float = number(
        "share of tangled issues",
        0,
        1,
        "fitted to A2 under the rival 'no_authority': nobody in the silo may grant it; 0 elsewhere",
        plausible=Plausible(0.5, 1, basis="assumed", under="no_authority"),
    )
    kinds: dict[str, IssueKind] = Field(min_length=1, max_length=32)

    @model_validator(mode="after")
    def _issues_can_be_drawn(self) -> Issues:
        """Some kind must occur, and the size of a tangled issue must be a range."""
        in_order(self, "tangled")
        if not any(kind.weight > 0.0 for kind in self.kinds.values()):
            raise ValueError("kinds: at least one weight must be above 0")
        return self


class RelocationSetting(ClientSetting):
    """What a relocation adds to a scenario."""

    households: Households
    issues: Issues
    negotiation: Negotiation
    offer: Offer

    if TYPE_CHECKING:
        from sim.departments.parameters import City

        city: City
        calendar: Any

    @model_validator(mode="after")
    def _signing_opens_in_time(self) -> RelocationSetting:
        """Signing must open before the run ends, and before what the first round offers for haste is gone."""
        opens, calendar = self.offer.opening, self.calendar
        end = calendar.intervention_day + calendar.horizon_days
        if opens >= end:
            raise ValueError(f"offer.opening = {opens:g}: signing would open after the run ends, on day {end}")
        rounds, steps = self.offer.rounds, self.offer.bonus_steps
        if rounds and steps and opens >= max(rounds) + steps[-1].until:
            gone = max(rounds) + steps[-1].until
            raise ValueError(
                f"offer.opening = {opens:g}: the last bonus is gone on day {gone:g}; open before, or add a round"
            )
        return self

    @model_validator(mode="after")
    def _competences_are_known(self) -> RelocationSetting:
        """Every competence that an issue needs must be some department's."""
        known = self.city.competences
        for kind, numbers in self.issues.kinds.items():
            for name in numbers.competences:
                if name not in known:
                    raise ValueError(
                        f"issues.kinds.{kind}.competences: no department {name!r}; known: {', '.join(sorted(known))}"
                    )
        return self
