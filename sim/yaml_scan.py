"""Looking at a YAML file before anybody parses it: size, depth, aliases, tags, encoding, duplicate keys."""

from __future__ import annotations

from pathlib import Path

import yaml

LARGEST = 200_000  # bytes; the largest file of ours is a few kB
DEEPEST = 30  # nested brackets or blocks


class ConfigError(Exception):
    """Bad configuration or arguments: one line per fault, each naming the key, the value and what is allowed."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def scan(path: Path) -> None:
    """Refuse what a configuration never needs and a parser may choke on; raises ConfigError with one line."""
    size = path.stat().st_size
    if size > LARGEST:
        raise ConfigError(f"{path.name}: {size} bytes; a configuration file may have {LARGEST} at most")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    try:
        _scan_events(path.name, text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise ConfigError(f"{path.name}{where}: not valid YAML: {getattr(error, 'problem', error)}") from None


def _scan_events(name: str, text: str) -> None:
    """Walk the parser's events, which expand nothing."""
    stack: list[set[str] | None] = []  # keys seen, for a mapping; None for a sequence
    expects_key: list[bool] = []
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ConfigError(f"{name} line {line}: anchors and aliases are not allowed")
        if getattr(event, "tag", None):
            raise ConfigError(f"{name} line {line}: the tag {event.tag} is not allowed; plain values only")
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
            expects_key.pop()
        if isinstance(event, yaml.ScalarEvent) and stack and stack[-1] is not None and expects_key[-1]:
            if event.value in stack[-1]:
                raise ConfigError(f"{name} line {line}: the key {event.value!r} stands twice")
            stack[-1].add(event.value)
        if isinstance(event, yaml.ScalarEvent | yaml.MappingEndEvent | yaml.SequenceEndEvent):
            if stack and stack[-1] is not None:
                expects_key[-1] = not expects_key[-1]
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append(set() if isinstance(event, yaml.MappingStartEvent) else None)
            expects_key.append(isinstance(event, yaml.MappingStartEvent))
            if len(stack) > DEEPEST:
                raise ConfigError(f"{name} line {line}: nested deeper than {DEEPEST} levels")
