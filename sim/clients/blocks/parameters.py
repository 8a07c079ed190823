"""The numbers of blocks: what goes wrong there, who sees to it, how it is found, and how it is assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, model_validator

from sim.clients.doors import Doors
from sim.clients.kinds import ClientSetting
from sim.core.laws import EffortLaw
from sim.core.parameter import Parameters, count, number, switch, word
from sim.core.plausible import Plausible


class DefectNumbers(Parameters):
    """One kind of defect."""

    owner: str = Field(min_length=1, description="G1: the department whose it is")
    partner: str = Field("", description="the department that must see to its part of joint ones; nobody where empty")
    joint_share: float = number(
        "share of defects",
        0,
        1,
        "assumed: what one department cannot mend alone; G1: a task force of many departments",
        plausible=Plausible(0.1, 0.5, basis="assumed"),
    )
    arrivals: float = number(
        "defects a block-month",
        0,
        4,
        "systems M9: .2-4, from the range of non-emergency calls; read only where it is no habit",
        plausible=Plausible(0.1, 0.4, basis="assumed", law="log"),
    )
    habit: bool = switch("S9: habits; comes back after it was mended, and does not arise otherwise")
    effort: float = number("working days", 0.01, 20, "systems M9: .05-2; median, shared where two see to it")
    measured: bool = switch("G1: stands in the index of the title")
    later: bool = switch("S9: stands in it from the second round on; until then nobody assesses it")

    @model_validator(mode="after")
    def _stands_in_it_once(self) -> DefectNumbers:
        """What stands in the index from the first day cannot come into it later."""
        if self.measured and self.later:
            raise ValueError(
                "later = true: it stands in the index from the first day; set measured=false or later=false"
            )
        return self


class Assessment(Parameters):
    """How the city is assessed, and what a team does with that."""

    first_day: int = count("day", 0, 3_650, "G1: days from the intervention to the first test")
    interval: int = count("day", 1, 3_650, "G1: an annual test; days from one to the next")
    tests: int = count("tests", 0, 200, "G1: 2018 to 2020; so many are held")
    items_sampled: int = count(
        "items", 1, 100_000, "systems M9: 100-400 items", plausible=Plausible(100, 400, basis="assumed", law="whole")
    )
    whole_blocks: bool = switch(
        "assumed: off, items are drawn one by one; on, blocks are, and all that stands in the index there is looked at"
    )
    target: float = number(
        "points",
        0,
        100,
        "systems M9: 90-97; 96.27 in Quzhou's annual test of 2019",
        plausible=Plausible(90, 97, basis="evidence"),
    )
    known_days: int = count(
        "day",
        0,
        365,
        "assumed: so long before a test it is known what it will look at; 0: never",
        plausible=Plausible(0, 30, basis="assumed", law="whole"),
    )
    turn_days: int = count(
        "day",
        0,
        365,
        "systems M9: what is seen gets better from about 20 days before a visit and is back at once after (Empirical "
        "Economics 2018); so long before a test the departments turn to it; 0: never",
        plausible=Plausible(0, 40, basis="evidence", law="whole"),
    )
    turn_visit_days: float = number(
        "day",
        1,
        3_650,
        "assumed: a block is inspected so often while departments have turned to a test",
        plausible=Plausible(5, 20, basis="assumed", law="log"),
    )
    ends_team: bool = switch("G2: members go home once a test finds the target reached; off: they stay")


class SecondRound(Parameters):
    """A new, higher target with new kinds of work, whatever was reached until then."""

    after: int = count("day", 0, 3_650, "G2: days from the intervention to the second round; 0: there is none")
    target: float = number("points", 0, 100, "G2, S9: a higher target; systems M9: 90-97; in force from then on")


class BlockNumbers(Parameters):
    """The blocks of a city."""

    total: int = count("blocks", 1, 5_000, "systems M9: 300-800")
    people: float = number("persons", 1, 100_000, "assumed: median of a block")
    people_sigma: float = number("log", 0, 1.5, "assumed: blocks differ in size")
    effort_law: EffortLaw = word(EffortLaw, "model 4: log-normal effort; the others only for exact limits")
    effort_sigma: float = number("log", 0, 2, "model 4: log-normal effort; assumed")
    relapse_half_life: float = number(
        "month",
        0.25,
        120,
        "coordination 1: what was won is half lost after 2-12 months; here of habits only, as new arrivals",
        plausible=Plausible(2, 12, basis="evidence"),
    )
    visit_interval: float = number(
        "day",
        1,
        3_650,
        "systems M9: .5-8 inspections a block-month",
        plausible=Plausible(15, 60, basis="assumed", law="log"),
    )
    visit_effort: float = number("working days", 0.001, 2, "assumed: one inspection of one block")
    upkeep_share: float = number(
        "share of working days",
        0,
        0.9,
        "systems M9: .05-.3; what departments that own defects keep free of routine for them, in every arm",
        plausible=Plausible(0.05, 0.3, basis="assumed"),
    )
    doors: Doors
    assessment: Assessment
    second_round: SecondRound
    kinds: dict[str, DefectNumbers] = Field(min_length=1, max_length=16)

    @model_validator(mode="after")
    def _the_sample_is_of_what_there_is(self) -> BlockNumbers:
        """A test looks at items that stand in the index, each once."""
        there = self.total * sum(kind.measured for kind in self.kinds.values())
        if there == 0:
            raise ValueError("kinds: none is measured, so that there is no index; set measured of one of them")
        if self.assessment.items_sampled > there:
            raise ValueError(
                f"assessment.items_sampled = {self.assessment.items_sampled}: must not exceed the {there} items that "
                f"stand in the index (blocks x measured kinds)"
            )
        return self

    @model_validator(mode="after")
    def _what_comes_later_has_a_day(self) -> BlockNumbers:
        """Kinds that come into the index later need a second round."""
        later = [name for name, kind in self.kinds.items() if kind.later]
        if later and self.second_round.after == 0:
            raise ValueError(
                f"kinds.{later[0]}.later = true: there is no second round; set second_round.after to its day"
            )
        return self


class BlockSetting(ClientSetting):
    """What blocks add to a scenario."""

    blocks: BlockNumbers

    if TYPE_CHECKING:
        from sim.departments.parameters import City

        city: City
        calendar: Any

    @model_validator(mode="after")
    def _somebody_owns_every_item(self) -> BlockSetting:
        """Owners and partners are departments that clear."""
        clearing = sorted(name for name, one in self.city.departments.items() if one.clears)
        for name, kind in self.blocks.kinds.items():
            for what, who in (("owner", kind.owner), ("partner", kind.partner)):
                if who not in clearing and (who or what == "owner"):
                    raise ValueError(
                        f"blocks.kinds.{name}.{what} = {who}: nobody owns it; must be a department that clears: "
                        f"{', '.join(clearing)}"
                    )
            if kind.partner == kind.owner or (kind.joint_share > 0.0 and not kind.partner):
                raise ValueError(
                    f"blocks.kinds.{name}.partner = {kind.partner}: needs another department than its owner where "
                    f"joint_share = {kind.joint_share:g}"
                )
        return self

    @model_validator(mode="after")
    def _the_second_round_begins(self) -> BlockSetting:
        """A second round beyond the horizon would never begin."""
        after, horizon = self.blocks.second_round.after, self.calendar.horizon_days
        if after >= horizon:
            raise ValueError(
                f"blocks.second_round.after = {after}: would begin beyond the horizon of {horizon} days; set it to 0 "
                f"(none) or less, or calendar.horizon_days to more"
            )
        return self

    @model_validator(mode="after")
    def _tests_are_within_the_horizon(self) -> BlockSetting:
        """A test beyond the horizon would never be held."""
        told, horizon = self.blocks.assessment, self.calendar.horizon_days
        last = told.first_day + (told.tests - 1) * told.interval
        if told.tests and last >= horizon:
            raise ValueError(
                f"blocks.assessment.tests = {told.tests}: the last test would be on day {last} after the intervention, "
                f"beyond the horizon of {horizon} days; hold fewer, earlier, or set calendar.horizon_days"
            )
        return self
