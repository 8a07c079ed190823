"""The numbers of the offer: what the city pays, when, and under which promise."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from sim.core.parameter import Parameters, count, number, switch, word
from sim.core.plausible import Plausible
from sim.core.words import Word


class BonusStep(Parameters):
    """One step of an early-signing bonus."""

    until: float = number("day of the round", 0, 400, "relocation 3.3: windows of 10-100 days in steps")
    bonus: float = number("assessed value", 0, 0.3, "relocation 3.3: 0.3 % to 30 % of value")


class OfferPolicy(Word):
    """How the city makes its offers."""

    ONE_PRICE = 0
    CONCESSION = 1
    THRESHOLD = 2
    HAGGLING = 3


class Offer(Parameters):
    """What the city offers, and under which promise."""

    policy: OfferPolicy = word(
        OfferPolicy, "model 5: one price for all; concession to the last; threshold contract; low first offers"
    )
    contingent: bool = switch(
        "relocation 2.1: agreements bind only once the threshold is met, and the city has sunk nothing before; always "
        "so in a threshold contract"
    )
    opening: float = number(
        "day", 0, 20_000, "relocation 1: signing opens on a day of its own; what goes before is pre-work"
    )
    sounded: bool = switch(
        "relocation 1, 3.2: mock signing, a vote or a hearing before signing opens, after which the package is raised"
    )
    sounding_days: int = count("day", 0, 365, "assumed: so long before signing opens households are asked")
    sought: float = number(
        "share of households",
        0,
        1,
        "relocation 3.2: who must want to sign, .75-.95, as in thresholds and mock signings",
        plausible=Plausible(0.75, 0.95, basis="evidence"),
    )
    raise_most: float = number(
        "assessed value",
        0,
        1,
        "relocation 2.1: premiums of .15-.40 where land is assembled: what a city adds at most to be wanted",
        plausible=Plausible(0.15, 0.4, basis="evidence"),
    )
    raise_step: float = number("assessed value", 0.001, 0.1, "assumed: by how much the package is raised at a time")
    low_offer: float = number(
        "assessed value", 0, 1, "relocation 2.1: low first offers delay most; how far below is assumed, haggling only"
    )
    raise_share: float = number(
        "share a visit", 0, 1, "assumed: of what the first offer was too low, what every visit adds, haggling only"
    )
    base_price: float = number(
        "assessed value", 0, 3, "model 5: the assessed value; other levels only for exact limits"
    )
    rounds: list[Annotated[float, Field(ge=0, le=20_000)]] = Field(max_length=20)
    bonus_steps: list[BonusStep] = Field(max_length=10)
    bonus_scale: float = number("ratio", 0, 10, "what every step of the bonus is multiplied by, to vary a list as one")
    concession_step: float = number(
        "assessed value per tenth signed",
        0,
        0.2,
        "assumed: how much more each further tenth of signatures makes the city offer",
    )
    concession_from: float = number("share signed", 0, 1, "assumed: from where on it concedes")
    threshold: float = number(
        "share of households", 0.5, 1, "relocation 3.2: theta .75-1; void below it at the end of the window"
    )
    window: float = number("day", 1, 100, "relocation 3.2: 10-100 days")
    recalls: int = count("windows", 0, 10, "relocation 3.7: how often a window that failed is called again")
    recall_after: float = number("day", 1, 1000, "assumed: from the end of a window that failed to the next")
    group_bonus: float = number("assessed value", 0, 0.1, "relocation 3.3: collective bonus when the threshold is met")
    void_trust_loss: float = number("share", 0, 1, "assumed: trust lost when a threshold contract falls through")
    ceiling: float = number(
        "million yuan a household",
        0,
        1e9,
        "money the city may pay; equal in every arm (model 9)",
    )

    @model_validator(mode="after")
    def _can_be_kept(self) -> Offer:
        """An early bonus that rises rewards waiting; signing that opens after its own window cannot be signed in."""
        steps = self.bonus_steps
        for earlier, later in pairwise(steps):
            if later.until <= earlier.until or later.bonus > earlier.bonus:
                raise ValueError(
                    f"bonus_steps: until {later.until:g}, bonus {later.bonus:g}: must be later than {earlier.until:g}, "
                    f"and pay no more than {earlier.bonus:g}"
                )
        return self
