"""The numbers of a stream of matters: what arrives, and what each one takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import model_validator

from sim.clients.kinds import ClientSetting
from sim.core.laws import EffortLaw
from sim.core.parameter import Parameters, count, number, word
from sim.core.plausible import Plausible
from sim.matters.state import Dependence


class Stream(Parameters):
    """Clients who bring matters by themselves, one after the other: what arrives, and what each one takes."""

    load: float = number(
        "working days per working day",
        0,
        10_000,
        "model 8: median effort that arrives; load over effort matters a day; 0: none",
    )
    competences: int = count("competences", 1, 12, "Herbsleb and Mockus 2003: two units are slower than one")
    simple_share: float = number(
        "share of matters",
        0,
        1,
        "model 5: about one issue in ten is tangled; those that one department settles alone",
        plausible=Plausible(0.2, 0.6, basis="assumed"),
    )
    effort: float = number("working days", 0.01, 400, "assumed: median effort of a matter, shared by its clearances")
    effort_law: EffortLaw = word(EffortLaw, "model 4: log-normal; the others, of mean `effort`, only for exact limits")
    effort_sigma: float = number(
        "log", 0, 2, "model 4: log-normal effort; assumed", plausible=Plausible(0.4, 1, basis="assumed")
    )
    dependence: Dependence = word(Dependence, "model 4: independent, ordered, or one's result can reopen another's")
    floor: float = number("day", 0, 3650, "model 4; coordination 1: statutory minimum 30-60 % of elapsed time")
    ruling_share: float = number("share of matters", 0, 1, "assumed: reciprocal matters that need a joint ruling")
    escalated_share: float = number(
        "share of rulings", 0, 1, "model 4: leaders' attention is shared by all that is escalated; assumed"
    )
    worked_out = ("mean_effort",)

    @property
    def mean_effort(self) -> float:
        """Median effort of a matter, the simple ones counted, each of which takes one department's share."""
        return self.effort * (1.0 - self.simple_share + self.simple_share / self.competences)


class StreamSetting(ClientSetting):
    """What a stream adds to a scenario."""

    stream: Stream

    if TYPE_CHECKING:
        from sim.departments.parameters import City

        city: City

    @model_validator(mode="after")
    def _a_block_can_clear_a_matter(self) -> StreamSetting:
        """A matter cannot need more departments than its block has."""
        clearing = sum(one.clears for one in self.city.departments.values())
        if self.stream.load and self.stream.competences > clearing // self.city.blocks:
            raise ValueError(
                f"stream.competences = {self.stream.competences}: must not exceed the {clearing // self.city.blocks} "
                f"departments of a block"
            )
        return self
