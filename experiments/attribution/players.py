"""Which ingredients differ between two arms, who plays, and in which orders the players may be put in place."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from experiments.attribution.dotted import Tree, nested, read, write
from experiments.attribution.orders import Orders, union
from sim.coordination.ingredients import INGREDIENTS, Ingredient
from sim.faults import show
from sim.yaml_scan import ConfigError

REST = "rest"
NOBODY = "none"  # the baseline, as an arm
TAKEN = (REST, NOBODY, "total")  # words that name no fused player
EVERYWHERE = "resources.extras_without_team"  # or people, hours and money could not be told from the team
TAKEN_APART = ("coordination", "resources")
NO_INGREDIENT = ("coordination.title", "resources.title", EVERYWHERE)


@dataclass(frozen=True, slots=True)
class Player:
    """What is put in place in one step: the *values* of the treatment at some places, for one ingredient or several."""

    name: str
    members: tuple[str, ...]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Gap:
    """The *baseline* as plain data, and the players that lead from it to the treatment, in admissible orders."""

    baseline: Tree
    players: tuple[Player, ...]
    orders: Orders
    groups: tuple[str, ...] = ()

    @property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The ingredients that each player stands for."""
        return {one.name: one.members for one in self.players}

    def arm(self, coalition: int) -> str:
        """A coalition's name."""
        return "+".join(one.name for place, one in enumerate(self.players) if coalition >> place & 1) or NOBODY

    @property
    def configuration(self) -> Tree:
        """All that is needed to build any coalition, as plain data."""
        return {"baseline": self.baseline, "players": {one.name: nested(one.values) for one in self.players}}

    @cached_property
    def text(self) -> str:
        """The same as JSON, for workers; keys stay in their order, since the order of departments decides draws."""
        return json.dumps(self.configuration)


def gap_of(
    baseline: Tree,
    treatment: Tree,
    chosen: Sequence[str] = (),
    groups: Mapping[str, Sequence[str]] | None = None,
    table: Sequence[Ingredient] = INGREDIENTS,
    fuse: Mapping[str, Sequence[str]] | None = None,
) -> Gap:
    """The players that lead from *baseline* to *treatment*: the *chosen* ingredients and the rest as one, or all.

    *fuse* names ingredients that are one player wherever they differ. Raises ConfigError where an ingredient is
    unknown, does not differ, or cannot be taken apart from the others.
    """
    twice = [name for name in chosen if list(chosen).count(name) > 1]
    if twice:
        raise ConfigError(f"ingredients = [{','.join(chosen)}]: {twice[0]} stands twice; name each once")
    for tree in (baseline, treatment):
        if EVERYWHERE.partition(".")[2] in tree["resources"]:
            write(tree, {EVERYWHERE: True})
    differing = {one.name: values for one in table if (values := _differing(one, baseline, treatment))}
    _refuse_what_no_ingredient_sets(baseline, treatment, table)
    if not differing:
        raise ConfigError("treatment: does not differ from the baseline in any ingredient; nothing is to be explained")
    units = _units(fuse or {}, differing, table)
    for name in chosen:
        _refuse_stranger("ingredients", name, units, differing, table)
    players = _players(units, chosen, differing)
    steps = tuple(1 << place for place in range(len(players)))
    before = _needed_first(baseline, treatment, differing, table)
    orders = Orders(steps, _needs(players, before))
    if not orders.count:
        raise ConfigError(f"ingredients = [{','.join(chosen)}]: {_no_way(players, before)}")
    orders = Orders(steps, orders.needs, tuple(_masks(groups or {}, players, units, differing, table)))
    if not orders.count:
        raise ConfigError(
            f"groups = {show(dict(groups or {}))}: no order keeps every group together and each ingredient after what "
            "it needs; put an ingredient into the group of what it needs"
        )
    return Gap(baseline, tuple(players), orders, tuple(groups or {}))


def _players(
    units: Mapping[str, list[str]], chosen: Sequence[str], differing: Mapping[str, Mapping[str, Any]]
) -> list[Player]:
    """A player for each unit that is chosen, and one for all the rest; for every unit where none is chosen."""
    names = [name for name in units if name in chosen or not chosen]
    left = [member for name, members in units.items() if name not in names for member in members]
    stand = {name: units[name] for name in names} | ({REST: left} if left else {})
    return [
        Player(name, tuple(members), {place: value for one in members for place, value in differing[one].items()})
        for name, members in stand.items()
    ]


def _needs(players: Sequence[Player], before: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """The players that must be there before each, as masks."""
    place_of = {member: place for place, one in enumerate(players) for member in one.members}
    needs = [0] * len(players)
    for name, first in before:
        if place_of[name] != place_of[first]:
            needs[place_of[name]] |= 1 << place_of[first]
    return tuple(needs)


def _differing(one: Ingredient, baseline: Tree, treatment: Tree) -> dict[str, Any]:
    """The treatment's values of an ingredient where it differs; nothing where that is without effect.

    What needs a switch of the mode and one of the resources (hours) is there only with both.
    """
    values = {place: read(treatment, place) for place in one.places if read(baseline, place) != read(treatment, place)}
    sides = {place.partition(".")[0] for place in one.places}
    if len(sides) > 1 and _active(baseline, one) == _active(treatment, one):
        return {}
    return values


def _refuse_what_no_ingredient_sets(baseline: Tree, treatment: Tree, table: Sequence[Ingredient]) -> None:
    """Whatever differs must be somebody's, or the parts would not sum to the whole."""
    owned = {place for one in table for place in one.places} | set(NO_INGREDIENT)
    for group in TAKEN_APART:
        for name, value in treatment[group].items():
            place = f"{group}.{name}"
            if place not in owned and value != read(baseline, place):
                raise ConfigError(f"{place} = {show(value)}: differs between the arms, and no ingredient sets it")


def _needed_first(
    baseline: Tree, treatment: Tree, differing: Iterable[str], table: Sequence[Ingredient]
) -> list[tuple[str, str]]:
    """Pairs of an ingredient and one that must be put in place before it; taken away, it goes first."""
    by_name = {one.name: one for one in table}
    pairs = []
    for one in table:
        for needed in one.requires:
            other = by_name[needed]
            for tree, which in ((baseline, "baseline"), (treatment, "treatment")):
                if _active(tree, one) and not _active(tree, other):
                    raise ConfigError(f"{which}: has {one.name} without {needed}, which it needs")
            if {one.name, needed} <= set(differing):
                pairs.append((one.name, needed) if _active(treatment, one) else (needed, one.name))
    return pairs


def _no_way(players: Sequence[Player], before: Sequence[tuple[str, str]]) -> str:
    """Why some player that stands for several ingredients cannot be put in place in one step."""
    owner = {member: one.name for one in players for member in one.members}
    for name, first in before:
        for last, needed in before:
            if owner[last] == owner[first] != owner[name] == owner[needed]:
                rest = owner[first] == REST
                way = f"choose {last} or {first} too" if rest else f"leave {last} or {first} out of it"
                return (
                    f"{'the rest' if rest else owner[first]} cannot stand as one player: {name} needs {first} of it, "
                    f"and {last} of it needs {needed}; {way}"
                )
    return "what stands as one player needs what needs it; choose more ingredients, or fuse fewer"


def _units(
    fuse: Mapping[str, Sequence[str]], differing: Iterable[str], table: Sequence[Ingredient]
) -> dict[str, list[str]]:
    """What can be told apart, with the ingredients of each; a fused player stands where its first one does."""
    names = [one.name for one in table]
    into: dict[str, str] = {}
    for player, members in fuse.items():
        if (player in names and player not in members) or player in TAKEN or not player.isidentifier():
            raise ConfigError(f"fuse.{player}: cannot be the name of a player; choose a word that means nothing else")
        for name in members:
            if name not in names:
                _refuse_stranger(f"fuse.{player}", name, (), differing, table)
            if name in into:
                raise ConfigError(f"fuse.{player} = [{','.join(members)}]: {name} stands in {into[name]} already")
            into[name] = player
    units: dict[str, list[str]] = {}
    for name in differing:
        units.setdefault(into.get(name, name), []).append(name)
    return units


def _masks(
    groups: Mapping[str, Sequence[str]], players: Sequence[Player], units: Mapping[str, Sequence[str]],
    differing: Mapping[str, Any], table: Sequence[Ingredient],
) -> Iterable[int]:  # fmt: skip
    """Each group as a mask of players; raises ConfigError for a stranger, and for one who stands in two."""
    place_of = {one.name: place for place, one in enumerate(players)}
    taken: dict[str, str] = {}
    for group, members in groups.items():
        if not members:
            raise ConfigError(f"groups.{group} = []: must not be empty")
        for name in members:
            if name not in place_of and name in units:
                raise ConfigError(
                    f"groups.{group} = [{','.join(members)}]: {name} is not chosen; add it to ingredients"
                )
            if name not in place_of:
                _refuse_stranger(f"groups.{group}", name, units, differing, table)
            if name in taken:
                raise ConfigError(f"groups.{group} = [{','.join(members)}]: {name} stands in {taken[name]} already")
            taken[name] = group
        yield union(1 << place_of[name] for name in members)


def _refuse_stranger(
    key: str, name: str, units: Mapping[str, Sequence[str]] | tuple[()], differing: Iterable[str],
    table: Sequence[Ingredient],
) -> None:  # fmt: skip
    """Raise ConfigError for an ingredient that is unknown, fused with others, or the same in both arms."""
    if name in units:
        return
    if name in differing:
        player = next(player for player, members in dict(units).items() if name in members)
        raise ConfigError(f"{key} = {name}: is part of {player}; name {player}")
    names = [one.name for one in table]
    if name in names:
        raise ConfigError(f"{key} = {name}: does not differ between the arms; those that do: {', '.join(differing)}")
    near = difflib.get_close_matches(name, names, 1)
    way = f"did you mean {near[0]}?" if near else f"known: {', '.join(names)}"
    raise ConfigError(f"{key} = {show(name)}: unknown ingredient; {way}")


def _active(tree: Tree, one: Ingredient) -> bool:
    """Whether an ingredient is there at all."""
    return all(bool(read(tree, place)) for place in one.places)
