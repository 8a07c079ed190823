"""The holdout village in Mesa with our shortcut: most days end with the draw, and no chance is worked out."""

from __future__ import annotations

from experiments.benchmark import relocation_mesa
from experiments.benchmark.measuring import Prepared
from experiments.benchmark.relocation import SEED, plain
from sim.clients.relocation.rules import signing

is_approached, may_act = plain(signing.is_approached), plain(signing.may_act)
signing_draw = plain(signing.signing_draw)


class Household(relocation_mesa.Household):
    """A household that draws before it thinks."""

    def decide(self) -> None:
        """Look at the offer and the neighbours if today's draw lets anybody act."""
        if self.signed or not is_approached(self, self.village.numbers):
            return
        drawn = signing_draw(SEED, self.village.day, self)
        if may_act(drawn, self, self.village.most):
            self.decided = drawn < self.hazard()


def prepare(size: tuple[int, int]) -> Prepared:
    """A run of so many households and days that is ready to be timed."""
    return relocation_mesa.prepare(size, Household)
