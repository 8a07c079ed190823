"""Explanations of a stall: which there are, which numbers make each, and what these are where another holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import yaml

from experiments.study.varied import places, value_at
from sim.config import CONFIGS, options
from sim.overrides import leaves

NO_STALL = "none"  # the explanation of scenarios in which nothing is stalled: they have no rivals
Value = float | int | bool | str
Composed = Callable[[str], dict[str, Any]]  # the whole configuration under an explanation


def explanations() -> list[str]:
    """Every explanation of the stall, the default first."""
    names = [name for name in options(CONFIGS, "explanation") if name != NO_STALL]
    return sorted(names, key=lambda name: (name != default_explanation(), name))


def default_explanation() -> str:
    """The explanation that a run has when none is named."""
    base = yaml.safe_load((CONFIGS / "base.yaml").read_text(encoding="utf-8"))
    return next(
        str(entry["explanation"]) for entry in base["defaults"] if isinstance(entry, dict) and "explanation" in entry
    )


def sets_itself(explanation: str) -> set[str]:
    """Parameters that the file of one explanation sets."""
    text = (CONFIGS / "explanation" / f"{explanation}.yaml").read_text(encoding="utf-8")
    return {name for name in leaves(yaml.safe_load(text)) if name != "explanation"}


def own_parameters() -> set[str]:
    """Parameters that some explanation sets: an override of one belongs to the explanation it was typed for."""
    return {"explanation"}.union(*(sets_itself(name) for name in options(CONFIGS, "explanation")))


def numbers_under(
    chosen: Iterable[str], made: Mapping[str, str], typed: Mapping[str, Value], composed: Composed
) -> dict[str, dict[str, Value]]:
    """What every number of some explanation is in the cities of each of *chosen*.

    *made* says of numbers which explanation each makes (empty: it may be drawn in all), whatever files set it. Where
    another holds it has the value under which it cannot act, that of no stall. *typed* are numbers of the user's own,
    which hold wherever they may act. *composed* gives the configuration, without what is typed of these.
    """
    inert = composed(NO_STALL)
    several = own_parameters() | {name for name, explanation in made.items() if explanation}
    own = sorted(name for name in several if name != "explanation" and places(inert, name))
    found: dict[str, dict[str, Value]] = {}
    for explanation in chosen:
        tree, active = composed(explanation), sets_itself(explanation)
        found[explanation] = {}
        for name in own:
            acts = made[name] in {"", explanation} if name in made else name in active
            found[explanation][name] = (
                typed[name] if acts and name in typed else value_at(tree if acts else inert, name)
            )
    return found
