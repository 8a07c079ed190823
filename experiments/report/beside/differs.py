"""Where two configurations differ, in words where there are any, with the value on either side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from experiments.report.plausible.said import called, called_in_chinese
from experiments.report.results import Results
from experiments.report.speech import Two, same, there, titled, word
from sim.scenario import every_parameter

SHARES = ("share", "probability")
LONGEST = 80  # characters of a value; the rest stands in config.yaml
NONE = "–"
TITLES = ("arms", "resources")  # entries with a title of their own: one that only one side has is a line, and no more
FIRST = ("name", "clients", "explanation", "arms", "resources", "study", "calendar")  # most telling of all differences


@dataclass(frozen=True, slots=True)
class Differing:
    """A setting and its value on either side."""

    name: Two
    values: tuple[Two, Two]
    dotted: str


def differing(one: Results, other: Results) -> tuple[Differing, ...]:
    """Every setting that is not the same in both, the most telling first."""
    pair = (one.config, other.config)
    found = [named for key in TITLES for named in _only_one_has(key, pair)]
    both = tuple(dict(_leaves(_shared(tree, pair))) for tree in pair)
    for key in dict.fromkeys((*both[0], *both[1])):
        values = tuple(leaves.get(key) for leaves in both)
        if values[0] != values[1]:
            found.append(Differing(_said(key), (_value(key, values[0]), _value(key, values[1])), key))
    rank = {name: place for place, name in enumerate(FIRST)}

    def place(line: Differing) -> tuple[bool, int]:
        """What only one version of the code knows comes last."""
        return same(NONE) in line.values, rank.get(line.dotted.partition(".")[0], len(FIRST))

    return tuple(sorted(found, key=place))


def _only_one_has(key: str, pair: tuple[Mapping[str, Any], Mapping[str, Any]]) -> Iterator[Differing]:
    """Arms and resource settings that only one side has."""
    first, second = (list(tree[key]) for tree in pair)
    for name in dict.fromkeys((*first, *second)):
        if (name in first) != (name in second):
            title = titled(str((pair[0][key].get(name) or pair[1][key][name])["title"]))
            yes, no = word("beside.there"), word("beside.not_there")
            yield Differing(word(f"beside.{key}", title=title), (yes, no) if name in first else (no, yes), key)


def _shared(tree: Mapping[str, Any], pair: tuple[Mapping[str, Any], Mapping[str, Any]]) -> dict[str, Any]:
    """A configuration without the arms and settings that the other lacks, and without the address of its points."""
    kept = {key: value for key, value in tree.items() if key not in {"points", "title"}}
    for key in TITLES:
        kept[key] = {name: value for name, value in tree[key].items() if all(name in other[key] for other in pair)}
    return kept


def _leaves(tree: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted names and values; a list is one value."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from _leaves(value, f"{place}.{key}" if place else str(key))
    else:
        yield place, tree


def _said(key: str) -> Two:
    """What a setting is called."""
    if there(f"beside.key.{key.replace('.', '_')}"):
        return word(f"beside.key.{key.replace('.', '_')}")
    name = _starred(key)
    return Two(called(name), called_in_chinese(name))


def _starred(key: str) -> str:
    """The name of the parameter that a setting is one of: a star where it stands for several."""
    parts = key.split(".")
    starred = (".".join([*parts[:place], "*", *parts[place + 1 :]]) for place in range(1, len(parts) - 1))
    return next((name for name in starred if called(name) != name), key)


def _value(key: str, value: Any) -> Two:
    """A value as text."""
    if value is None:
        return same(NONE)
    if isinstance(value, bool):
        return word("beside.on" if value else "beside.off")
    if key == "explanation" and there(f"explanations.{value}"):
        return word(f"explanations.{value}")
    if isinstance(value, int | float):
        units = {one.name: one.unit for one in every_parameter()}
        share = units.get(key, units.get(_starred(key), "")).startswith(SHARES)
        return same(f"{100.0 * value:,.10g}%" if share else f"{value:,.10g}")  # all digits: a difference may be small
    text = str(value)
    return same(text if len(text) <= LONGEST else text[:LONGEST] + "…")
