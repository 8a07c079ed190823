"""Looking at a YAML file before anything is built from it: size, depth, aliases, tags, encoding, names, traps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

LARGEST = 200_000  # bytes; the largest file of ours is a few kB
DEEPEST = 30  # nested brackets or blocks
MOST_DIGITS = 40  # of a number

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

OTHER_BASE = re.compile(r"[-+]?0[0-9xXoObB]\S*|[-+]?\d[\d_]*(:[0-5]?\d)+(\.\d*)?")
"""Numbers that YAML 1.1 reads in another base: 010 is 8, 0x10 is 16, 12:30:45 is 45045."""

YES_OR_NO = re.compile(r"yes|no|on|off", re.IGNORECASE)
PACKAGE = re.compile(r"^#\s*@package\s+(\S+)", re.MULTILINE)
GROUP = re.compile(r"((override|optional) )?/?(?!hydra)[^\W\d]\w*(@(?!hydra)\w+(\.\w+)*)?")
OPTION = re.compile(r"\w+")

Fault = tuple[yaml.Mark | None, str]


class ConfigError(Exception):
    """Bad configuration or arguments: one line per fault, each naming the key, the value and what is allowed."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class _Stop(Exception):  # noqa: N818  (no error of its own: ends the walk)
    """The first fault that makes it unsafe to read on."""

    def __init__(self, mark: yaml.Mark, said: str) -> None:
        super().__init__(said)
        self.fault: Fault = (mark, said)


def scan(path: Path, shown: str = "") -> None:
    """Refuse a file that is not plain data of modest size; *shown* is the name that messages give it.

    Raises ConfigError with a line for each fault. Nothing is built, resolved or expanded here: a bomb of aliases,
    a thousand nested brackets or a gigabyte is refused from its first bytes. A text that has been looked at before
    is not looked at again.
    """
    shown = shown or path.name
    faults = _faults(_read(path, shown))
    if faults:
        raise ConfigError(*(f"{_at(shown, mark)}: {said}" for mark, said in faults))


@lru_cache(maxsize=1024)
def _faults(text: str) -> tuple[Fault, ...]:
    """What is wrong with a file's text, and where, where a line can be named."""
    try:
        _check_events(text)
        root = yaml.compose(text, Loader=LOADER)
        faults = list(_walk(root, top=True)) if root is not None else []
    except _Stop as stop:
        faults = [stop.fault]
    except yaml.YAMLError as error:
        why = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be parsed"
        return ((getattr(error, "problem_mark", None), f"not valid YAML: {why}"),)
    elsewhere = [package for package in PACKAGE.findall(text) if package != "_global_"]
    said = [f"`# @package {package}` is not allowed; only _global_ is" for package in elsewhere]
    return (*faults, *((None, line) for line in said))


def _at(shown: str, mark: yaml.Mark | None) -> str:
    """File and line, where the line is known."""
    return f"{shown} line {mark.line + 1}" if mark else shown


def _read(path: Path, shown: str) -> str:
    """The file's text, of which never more than the largest allowed size is read."""
    if not path.is_file():
        raise ConfigError(f"{shown}: not a file")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ConfigError(f"{shown}: too large; a configuration file may have {LARGEST} bytes at most")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown}: byte {error.start} is not UTF-8; save the file as UTF-8") from None


def _check_events(text: str) -> None:
    """Follow the parser's events, which expand nothing, and stop at the first that is refused."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise _Stop(event.start_mark, f"nested deeper than {DEEPEST} levels")
        if getattr(event, "anchor", None) is not None:
            raise _Stop(event.start_mark, "anchors and aliases are not allowed; write the values out")
        if getattr(event, "tag", None) is not None:
            raise _Stop(event.start_mark, f"the tag {event.tag} is not allowed; plain values only")


def _walk(node: yaml.Node, top: bool = False) -> Iterator[Fault]:
    """Faults of a node and of everything in it."""
    if top and not isinstance(node, yaml.MappingNode):
        yield node.start_mark, "must hold `name: value` lines"
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _walk(item)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            yield from _key(key, value, seen)
            yield from _defaults(value) if top and key.value == "defaults" else _walk(value)
    else:
        yield from _scalar(node)


def _defaults(node: yaml.Node) -> Iterator[Fault]:
    """A defaults list may name groups and options of this folder, nothing outside and none of Hydra's own."""
    if not isinstance(node, yaml.SequenceNode):
        yield node.start_mark, "`defaults` must be a list"
        return
    for entry in node.value:
        for key, option in entry.value if isinstance(entry, yaml.MappingNode) else [(None, entry)]:
            named = key is None or (isinstance(key, yaml.ScalarNode) and GROUP.fullmatch(key.value))
            if not (named and isinstance(option, yaml.ScalarNode) and OPTION.fullmatch(option.value)):
                yield entry.start_mark, "a default must be the name of an option, or `group: option`"


def _key(key: yaml.Node, value: yaml.Node, seen: set[str]) -> Iterator[Fault]:
    """Faults of one name in a mapping."""
    name = key.value
    if not isinstance(key, yaml.ScalarNode) or not name.isidentifier():
        yield key.start_mark, "a name must be one word of letters, digits and _"
        return
    if name in seen:
        yield key.start_mark, f"the key {name} stands twice"
    seen.add(name)
    if name == "hydra" or (name.startswith("_") and name.endswith("_")):
        yield key.start_mark, f"{name} is not allowed; a configuration holds values, nothing that is run"
    if name == "output" and isinstance(value, yaml.ScalarNode) and not _stays_inside(value.value):
        yield value.start_mark, f"output = {value.value}: only the command line may name a folder elsewhere"


def _stays_inside(folder: str) -> bool:
    return not folder.startswith(("/", "\\", "~")) and ":" not in folder and ".." not in folder


def _scalar(node: yaml.ScalarNode) -> Iterator[Fault]:
    """Faults of one value: what other readers of YAML would take for something else."""
    text = node.value
    if "${" in text:
        yield node.start_mark, "${...} is not allowed; write the value itself"
    if node.style:  # quoted, so a text whatever it looks like; plain is None or empty, by the loader
        return
    if len(text) > MOST_DIGITS and text.lstrip("-+").replace("_", "").isdigit():
        yield node.start_mark, f"a number of more than {MOST_DIGITS} digits"
    elif OTHER_BASE.fullmatch(text):
        yield node.start_mark, f"{text} may be read in another base; write a plain decimal number, or quote a text"
    elif YES_OR_NO.fullmatch(text):
        yield node.start_mark, f"{text} is ambiguous; write true or false, or quote a text"
