"""Putting configuration files together as Hydra does, from plain data: for the plain forms that our own files have.

Hydra builds its objects anew for every composition, which takes eight times as long as the run that it describes.
Whatever is not plain here (another form of default, a file or choice that is not there) is left to Hydra, by raising
:class:`Beyond`; a test composes both ways and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from sim.yaml_scan import LOADER

WORD = re.compile(r"(?P<add>\+?)(?P<group>\w+)(@(?P<package>\w+(\.\w+)*))?=(?P<name>\w+)")
ENTRY = re.compile(r"(?P<override>override )?(?P<root>/?)(?P<group>\w+)(@(?P<package>\w+(\.\w+)*))?")
HEADER = re.compile(r"\s*#[ \t]*@package[ \t]+_global_[ \t]*$", re.MULTILINE)
OTHER_HEADER = re.compile(r"\s*#\s*@")
GLOBAL = "_global_"
SELF = "_self_"


class Beyond(Exception):  # noqa: N818  (no error: another way is taken)
    """Hydra is to be asked: the form is not plain, or what it would say of a fault is what counts."""


class Default(NamedTuple):
    """A line of a list of defaults: a file of the same folder (no *group*) or of a group; SELF is the file itself."""

    name: str
    group: str = ""
    package: str | None = None
    override: bool = False
    added: bool = False


class Read(NamedTuple):
    """A file: whether its content is for the root of the configuration, its defaults, and its content."""

    is_global: bool
    defaults: tuple[Default, ...]
    content: dict[str, Any]


class Place(NamedTuple):
    """A file in the making of one configuration: its group and name, the package of its content, and its key."""

    group: str
    name: str
    package: str
    key: str

    @property
    def path(self) -> str:
        """Where it lies."""
        return f"{self.group}/{self.name}" if self.group else self.name


class _Loader(LOADER):  # the fast one of two
    """Plain YAML with the numbers that Hydra reads: 1e6 is one, and a date is a text."""


NUMBER = re.compile(
    r"""^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+]?[0-9]+)?
        |[-+]?(?:[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)
        |\.[0-9_]+(?:[eE][-+][0-9]+)?
        |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
        |[-+]?\.(?:inf|Inf|INF)
        |\.(?:nan|NaN|NAN))$""",
    re.VERBOSE,
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", NUMBER, list("-+0123456789."))
_Loader.yaml_implicit_resolvers = {
    first: [one for one in known if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, known in _Loader.yaml_implicit_resolvers.items()
}


def composed(config: str, words: Iterable[str], configs: Path) -> dict[str, Any]:
    """*config* with the choices that *words* make, as plain data; raises Beyond where Hydra is to be asked."""
    making = _Making(configs)
    for word in words:
        making.choose(word)
    group, _, name = config.rpartition("/")
    root = making.place(Default(name), group, group.replace("/", "."))
    tree: dict[str, Any] = {}
    for place, content in making.expand(root, is_root=True):
        node = tree
        for part in place.package.split(".") if place.package else ():
            node = node.setdefault(part, {})
            if not isinstance(node, dict):
                raise Beyond
        _merge(node, content)
    if making.choices.keys() - making.used:
        raise Beyond
    return tree


@dataclass
class _Making:
    """One composition: where files lie, and what has been chosen so far."""

    configs: Path
    choices: dict[str, str] = field(default_factory=dict)
    added: list[Default] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def choose(self, word: str) -> None:
        """Note a choice of the command line."""
        found = WORD.fullmatch(word)
        if not found or not (self.configs / found["group"]).is_dir():
            raise Beyond
        if found["add"]:
            self.added.append(Default(found["name"], f"/{found['group']}", found["package"], added=True))
            return
        key = found["group"] + (f"@{found['package']}" if found["package"] else "")
        if key in self.choices:
            raise Beyond
        self.choices[key] = found["name"]

    def read(self, path: str) -> Read:
        """A file of the folder."""
        file = self.configs / f"{path}.yaml"
        if not file.is_file():
            raise Beyond
        return _read(file.read_text(encoding="utf-8"))

    def place(self, default: Default, group: str, package: str) -> Place:
        """Where a default of a file in *group* with *package* leads: a relative name, or a group from the root."""
        if default.group.startswith("/"):
            where, below = default.group[1:], default.group[1:]
        else:
            where = f"{group}/{default.group}" if group and default.group else default.group or group
            below = default.group
        own = below.replace("/", ".") if default.package is None else default.package
        final = _joined(package, own)
        key = where if final == where.replace("/", ".") else f"{where}@{final or GLOBAL}"
        name = default.name
        if default.group and key in self.choices and not default.override:
            name = self.choices[key]
            self.used.add(key)
        if (
            default.package is None
            and not default.override
            and self.read(f"{where}/{name}" if where else name).is_global
        ):
            final = ""
        return Place(where, name, final, key if default.group else "")

    def expand(self, place: Place, is_root: bool = False) -> Iterator[tuple[Place, dict[str, Any]]]:
        """The file and everything that it builds on, in the order in which they are merged."""
        if place.key:
            if place.key in self.seen:
                raise Beyond
            self.seen.add(place.key)
        read = self.read(place.path)
        defaults = list(read.defaults)
        added = self.added if is_root else []
        if (added and place.group) or (is_root and read.defaults and Default(SELF) not in defaults and read.content):
            raise Beyond  # Hydra warns
        plain = [one for one in defaults if not one.override]
        if (plain and Default(SELF) not in plain) or (added and not defaults):
            defaults.append(Default(SELF))
        elif defaults and not plain:
            raise Beyond
        for one in defaults:
            if one.override:
                self.choices.setdefault(self.place(one, place.group, place.package).key, one.name)
        made = []
        for one in reversed([*(one for one in defaults if not one.override), *added]):
            itself = one.name == SELF
            made.append(
                [(place, read.content)] if itself else list(self.expand(self.place(one, place.group, place.package)))
            )
        yield from [pair for part in reversed(made) for pair in part] if made else [(place, read.content)]


def _joined(package: str, own: str) -> str:
    """A package within another."""
    return ".".join(part for part in (package, own) if part)


@lru_cache(maxsize=1024)
def _read(text: str) -> Read:
    """A file from its text, which has passed the scan; what it holds is never changed."""
    content = yaml.load(text, Loader=_Loader) or {}  # noqa: S506  (a safe loader)
    listed = content.pop("defaults", [])
    header = HEADER.match(text)
    if OTHER_HEADER.match(text, header.end() if header else 0) or not isinstance(listed, list):
        raise Beyond
    return Read(header is not None, tuple(_defaults(listed)), content)


def _defaults(listed: list[Any]) -> Iterator[Default]:
    """The lines of a list of defaults; raises Beyond for a form that is not plain, or an order that Hydra refuses."""
    overridden = False
    for entry in listed:
        if isinstance(entry, str) and re.fullmatch(r"\w+", entry):
            one = Default(entry)
        elif isinstance(entry, dict) and len(entry) == 1 and isinstance(value := next(iter(entry.values())), str):
            found = ENTRY.fullmatch(next(iter(entry)))
            if not found:
                raise Beyond
            one = Default(value, found["root"] + found["group"], found["package"], bool(found["override"]))
        else:
            raise Beyond
        if overridden and not one.override and one.name != SELF:
            raise Beyond
        overridden = overridden or one.override
        yield one
    if [entry for entry in listed if entry == SELF] not in ([], [SELF]):
        raise Beyond


def _merge(into: dict[str, Any], content: dict[str, Any]) -> None:
    """Write *content* over *into*: groups are merged, everything else takes the place of what was there."""
    for key, value in content.items():
        if value == "???":
            raise Beyond
        if isinstance(value, dict):
            there = into.get(key)
            if not isinstance(there, dict):
                there = into[key] = {}
            _merge(there, value)
        else:
            into[key] = _own(value)


def _own(value: Any) -> Any:
    """A list of one's own, down to its leaves; anything else cannot be changed."""
    if isinstance(value, list):
        return [_own(one) for one in value]
    return {key: _own(one) for key, one in value.items()} if isinstance(value, dict) else value
