"""The third sentence: what the team costs, harm and goals that are worse first, split where a team stays on."""

from __future__ import annotations

from experiments.report.findings import FEW, MISSING, NEVER, Finding, finding, goals, spoken, worse
from experiments.report.front.amounts import bare, change, level, measure, of_kind
from experiments.report.front.model import Said
from experiments.report.results import Results
from experiments.report.speech import Two, joined, titled, word
from experiments.report.split import Halves, split, stays

MOST = 3  # costs that are named beside all goals and harms that are worse
COSTS = ("lost_routine", "home_backlog_days", "routine_wait_days", "staff_days")  # those that a team drags on


def price(results: Results, arm: str) -> Said:
    """What is clearly worse, as levels on both sides; and, where the team stays on in some runs, both worlds apart."""
    found = worse(results, arm)
    must = set(goals(results))
    first = [one for one in found if one.measure in must]
    named = [*first, *[one for one in found if one.measure not in must][:MOST]]
    other = titled(results.arm_title(results.baseline))
    parts = [one_of(results, one) for one in named]
    halves = [*halves_of(results, arm)][:1]
    parts += [split_said(results, arm, one) for one in halves]
    if not parts:
        known = [finding(results, name, arm).kind for name in spoken(results)]
        told = any(kind not in {FEW, MISSING, NEVER} for kind in known)
        return Said(word("three.no_price", other=other) if told else word("three.price_unknown"))
    text = word("three.price", other=other, list=joined(parts))
    return Said(text, about=frozenset([*(one.measure for one in named), *(one.measure for one in halves)]))


def one_of(results: Results, one: Finding) -> Two:
    """One measure that is worse."""
    return word(
        "three.worse_goal",
        measure=of_kind(results, one.measure),
        mean=level(one.measure, one.level),
        bare=bare(one.measure, one.level),
        bare_base=bare(one.measure, one.other),
        base=level(one.measure, one.other),
    )


def halves_of(results: Results, arm: str) -> list[Halves]:
    """Costs where the team ended and where it did not; those that point apart first."""
    told = [split(results, name, arm) for name in COSTS if name in results.runs]
    return sorted((one for one in told if one is not None), key=lambda one: not one.opposite)


def split_said(results: Results, arm: str, one: Halves) -> Two:
    """Both worlds in words."""
    stay, of = stays(results, arm)
    return word(
        "three.split",
        stay=stay,
        of=of,
        measure=measure(one.measure),
        stayed=change(one.measure, one.stayed),
        ended=change(one.measure, one.ended),
    )
