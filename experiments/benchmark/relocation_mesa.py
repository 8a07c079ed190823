"""The holdout village in plain Mesa: an agent a household that holds its own state, the same rules in plain Python."""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np

from experiments.benchmark.measuring import Prepared
from experiments.benchmark.relocation import (
    NO_DEADLINE,
    OFFER,
    SAME_FACE,
    SEED,
    Tally,
    Village,
    negotiation,
    plain,
    tally,
    village,
    works_on,
)
from sim.clients.relocation import state
from sim.clients.relocation.rules import signing, visit

net_value, taste, pressed = plain(signing.net_value), plain(signing.taste), plain(signing.pressed)
signing_chance, signing_draw = plain(signing.signing_chance), plain(signing.signing_draw)
receive_visit, wants_visit = plain(visit.receive_visit), plain(visit.wants_visit)
most_hurried = plain(signing.most_hurried)
coverage, hear_final_price = plain(visit.coverage), plain(visit.hear_final_price)


class Cadre:
    """Who visits."""

    def __init__(self, row: Any) -> None:
        self.rapport, self.holds = float(row.rapport), int(row.holds)


class Household(mesa.Agent):
    """A household with its fields as ordinary attributes."""

    signed: bool
    decided: bool
    pressure: float
    open_issues: int
    visits: int
    key: int

    def __init__(self, model: HoldoutModel, row: Any) -> None:
        super().__init__(model)
        self.village = model
        for field in state.Household.fields:
            setattr(self, field, row[field].item())
        self.neighbours: list[Household] = []

    def decide(self) -> None:
        """Look at the offer and the neighbours."""
        if self.signed:
            return
        hazard = self.hazard()
        self.decided = hazard > 0.0 and signing_draw(SEED, self.village.day, self) < hazard

    def hazard(self) -> float:
        """Chance of signing today."""
        share = sum(other.signed for other in self.neighbours) / len(self.neighbours) if self.neighbours else 0.0
        numbers = self.village.numbers
        gain = net_value(self, OFFER, share, 0.0, numbers) + numbers.noise * taste(
            SEED, self.village.day, self, numbers
        )
        return float(signing_chance(self, pressed(gain, self, numbers), NO_DEADLINE, numbers))

    def step(self) -> None:
        """Sign, or spend the day and receive a visit."""
        if self.signed:
            return
        if self.decided:
            self.signed, self.signed_at = True, float(self.village.day)
            return
        self.pressure *= 1.0 - self.village.numbers.pressure_fade
        if self.village.working and wants_visit(self, self.village.day, self.village.numbers.visit_interval):
            self.be_visited()

    def be_visited(self) -> None:
        """The cadre whose turn it is comes, and settles an issue if one can be answered at the door."""
        c = (self.key + self.visits // SAME_FACE) % len(self.village.cadres)
        cadre = self.village.cadres[c]
        needed = (1 << self.open_issues) - 1
        plot, credible = (cadre.holds >> 1) & 1 == 1, (cadre.holds >> 2) & 1 == 1
        numbers = self.village.numbers
        receive_visit(self, cadre, c, float(self.village.day), coverage(needed, cadre.holds), plot, numbers)
        if credible:
            hear_final_price(self, 0.0, numbers)
        if needed & cadre.holds:
            self.open_issues -= 1


class Numbers:
    """The numbers of negotiation as ordinary attributes: reading them from a validated model would be slower."""

    pressure_fade: float
    noise: float
    visit_interval: float

    def __init__(self) -> None:
        told = negotiation()
        vars(self).update(told.model_dump() | {name: getattr(told, name) for name in told.worked_out})


class HoldoutModel(mesa.Model):
    """The village; a step is a day."""

    def __init__(self, state: Village, kind: type[Household]) -> None:
        super().__init__(rng=SEED)
        self.numbers = Numbers()
        self.cadres = [Cadre(row) for row in state.cadres]
        self.people = [kind(self, row) for row in state.households]
        for tie in state.ties:
            self.people[tie.household].neighbours.append(self.people[tie.other])
        self.day, self.working = 0, False
        self.most = most_hurried(NO_DEADLINE, self.numbers)

    def step(self) -> None:
        """One day: all decide, then all act."""
        self.working = works_on(self.day)
        self.agents.do("decide")
        self.agents.do("step")
        self.day += 1


def prepare(size: tuple[int, int], kind: type[Household] = Household) -> Prepared:
    """A run of so many households and days that is ready to be timed; *kind* is the class of household."""
    households, days = size
    model = HoldoutModel(village(households), kind)

    def run() -> Tally:
        for _ in range(days):
            model.step()
        everybody: Any = model.people
        return tally(
            np.array([one.signed_at for one in everybody]),
            sum(one.visits for one in everybody),
            sum(one.open_issues for one in everybody),
            np.array([one.trust for one in everybody]),
        )

    return run
