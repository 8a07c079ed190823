"""A relocation's numbers as rules read them: the parts of a regime, and the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sim.clients.relocation.offers import OfferPolicy
from sim.clients.relocation.state import BonusWindow, IssueStep, KindOfIssue, Round
from sim.coordination.parameters import ArmOffer
from sim.core.parameter import Parameters, as_row
from sim.core.rows import Rows, RowTuple

if TYPE_CHECKING:
    from sim.clients.relocation.parameters import Households, Issues
    from sim.coordination.parameters import Resources


@RowTuple.register
class Tables(NamedTuple):
    """What rules of a relocation read besides a regime: lists, and how its people and issues come about."""

    rounds: Rows[Round]
    windows: Rows[BonusWindow]
    kinds: Rows[KindOfIssue]
    steps: Rows[IssueStep]
    households: Rows[Households]
    issues: Rows[Issues]


def parts(scenario: Any, resources: Resources) -> dict[str, Parameters]:
    """How households negotiate, and what they are offered with the *resources* of a mode."""
    way = resources.offer_policy
    offer: dict[str, Any] = {"base_price": scenario.offer.base_price + resources.extra_price}
    if way.name in OfferPolicy.__members__:
        offer["policy"] = OfferPolicy[way.name]
    first = {"sign_first": True} if way == ArmOffer.SIGN_FIRST else {}
    return {
        "negotiation": scenario.negotiation.model_copy(update=first),
        "offer": scenario.offer.model_copy(update=offer),
    }


def tables(scenario: Any) -> Tables:
    """All lists of a relocation."""
    rounds = Round.make(len(scenario.offer.rounds))
    rounds["start"] = sorted(scenario.offer.rounds)
    windows = BonusWindow.make(len(scenario.offer.bonus_steps))
    for window, step in zip(windows, scenario.offer.bonus_steps, strict=True):
        window["until"], window["bonus"] = step.until, step.bonus * scenario.offer.bonus_scale
    kinds, steps = issue_kinds(scenario)
    return Tables(rounds, windows, kinds, steps, as_row(scenario.households), as_row(scenario.issues))


def issue_kinds(scenario: Any) -> tuple[Rows[KindOfIssue], Rows[IssueStep]]:
    """Kinds of issue with cumulative shares, and the competences of each in order."""
    told, competences = scenario.issues.kinds, scenario.city.competences
    kinds = KindOfIssue.make(len(told))
    steps = IssueStep.make(sum(len(kind.competences) for kind in told.values()))
    whole = sum(kind.weight for kind in told.values())
    share = 0.0
    first = 0
    for row, kind in zip(kinds, told.values(), strict=True):
        share += kind.weight / whole
        row["weight"], row["first"] = share, first
        row["competences"], row["hardship"] = len(kind.competences), kind.hardship
        row["bars"] = kind.bars
        for name in kind.competences:
            steps[first]["competence"] = competences.index(name)
            first += 1
    return kinds, steps
