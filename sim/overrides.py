"""What a command line may ask for: `key=value` words, options that are files, and lists of such options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.faults import show, unknown
from sim.yaml_scan import ConfigError

LONGEST = 4_000  # letters of one word
RENAMED = {  # parameters that have moved: the old name goes on working
    "evaluation.visit_interval": "coordination.visit_days",
    "stream.blocks": "city.blocks",
    "stream.rework": "work.rework",
    "stream.rework_effort": "work.rework_effort",
    "stream.rework_most": "work.rework_most",
}
KEY = re.compile(r"[^\W\d]\w*(@[^\W\d]\w*)?(\.[^\W\d]\w*)*")
QUOTED = re.compile(r"'(\\.|[^'\\])*'|\"(\\.|[^\"\\])*\"")
FUNCTION = re.compile(r"([^\W\d]\w*)\s*\(")  # shuffle(...), range(...): Hydra's grammar would work them out
WHOLE = re.compile(r"-?(0|[1-9]\d{0,17})")
REAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
TEXT = re.compile(r"'([A-Za-z0-9_./ -]*)'")
NAMED = {"true": True, "false": False, "null": None}
NOT_PLAIN = object()


def split(words: Sequence[str]) -> dict[str, str]:
    """``key=value`` words as a mapping, values as they were typed.

    Raises ConfigError with a line for each word of another form, for a key that stands twice, and for what a
    configuration must never do: name code, look into the environment, change Hydra or add and remove parameters.
    """
    found: dict[str, str] = {}
    faults = []
    for word in words:
        key, _, value = word.partition("=")
        key = RENAMED.get(key, key)
        fault = _refusal(word, key) or (f"{key}: given twice; name it once" if key in found else "")
        if fault:
            faults.append(fault)
        found[key] = value
    if faults:
        raise ConfigError(*faults)
    return found


def _refusal(word: str, key: str) -> str:  # noqa: PLR0911  (a reason a line)
    """Why a word is refused as it stands; empty when it is not."""
    if len(word) > LONGEST:
        return f"{show(key)}: longer than {LONGEST} letters"
    if word.startswith("-"):
        return f"{show(key)}: unknown option; arguments are key=value, and --help explains them"
    if key.startswith(("+", "~")):
        return f"{show(word)}: parameters can be set, not added or removed; write key=value"
    if key.partition(".")[0].partition("/")[0].partition("@")[2] == "hydra" or key.startswith("hydra"):
        return f"{show(word)}: settings of Hydra are not allowed"
    if "_target_" in word:
        return f"{show(word)}: _target_ is not allowed (naming code to run)"
    if "${" in word:
        return f"{show(word)}: ${{...}} is not allowed; write the value itself"
    if "=" not in word or not KEY.fullmatch(key):
        return f"{show(word)}: expected key=value"
    return ""


def options(configs: Path, group: str) -> list[str]:
    """Names of the variants in a group; the base that they share is none, unless it stands alone."""
    names = sorted(path.stem for path in (configs / group).glob("*.yaml"))
    return [name for name in names if name != "base"] or names


def known(configs: Path, group: str, name: str) -> str:
    """*name* if the group has a file of that name; raises ConfigError that lists what there is."""
    names = options(configs, group)
    if name in names:
        return name
    raise ConfigError(f"{group} = {show(name)}: unknown; known: {', '.join(names)}")


def choose(configs: Path, key: str, group: str, value: str) -> list[str]:
    """Turn ``arms=[a,b]`` into one group choice each; raises ConfigError for none, twice or unknown."""
    if asked := function_in(value):
        raise ConfigError(
            f"{key} = {show(value)}: {asked}(...) is a function, which is not allowed; name them one by one"
        )
    names = [name.strip() for name in value.strip().removeprefix("[").removesuffix("]").split(",") if name.strip()]
    offered = options(configs, group)
    if not names:
        raise ConfigError(f"{key} = {show(value)}: at least one of {', '.join(offered)}")
    faults = []
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            faults.append(f"{key} = {show(value)}: {show(name)} stands twice; name each once")
        if name not in offered:
            faults.append(f"{key} = {show(value)}: {show(name)} is unknown; known: {', '.join(offered)}")
    if faults:
        raise ConfigError(*faults)
    return [f"+{group}@{key}.{name}={name}" for name in names]


def slot(tree: dict[str, Any], key: str, value: object, names: Sequence[str] = ()) -> tuple[dict[str, Any], str]:
    """The group of a composed tree and the name in it that the dotted *key* leads to, where one value stands.

    Raises ConfigError where none does, in a line that shows *value*; *names* are what else might have been meant.
    """
    *above, last = RENAMED.get(key, key).split(".")
    node: Any = tree
    for part in above:
        node = node.get(part) if isinstance(node, dict) else None
    if not isinstance(node, dict) or last not in node:
        raise ConfigError(unknown(key, value, [*leaves(tree), *names]))
    if isinstance(node[last], dict):
        inside = next(leaves(node[last]), "name")
        said = f"is a group of parameters; set them one by one, as in {key}.{inside}=..."
        raise ConfigError(f"{key} = {show(value)}: {said}")
    return node, last


def plain(value: Any) -> Any:
    """A number of NumPy's as Python has it, a tuple as a list; anything else as it is."""
    if isinstance(value, np.generic):
        return value.item()
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def leaves(tree: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Dotted names of all values in nested data."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"


def depth(text: str) -> int:
    """How deep brackets are nested in a text."""
    now = deepest = 0
    for letter in text:
        now += (letter in "[{(") - (letter in "]})")
        deepest = max(deepest, now)
    return deepest


def function_in(text: str) -> str:
    """The function of Hydra's grammar that a value asks for, such as shuffle; empty where it asks for none."""
    found = FUNCTION.search(QUOTED.sub("''", text))
    return found[1] if found else ""


def as_plain(text: str) -> Any:
    """A number, name, quoted text or list of them, as Hydra's grammar reads it; NOT_PLAIN where that must read it."""
    if text.startswith("[") and text.endswith("]"):
        items = [as_plain(item) for item in text[1:-1].split(",")] if len(text) > len("[]") else []
        nested = any(item is NOT_PLAIN or isinstance(item, list) for item in items)
        return NOT_PLAIN if nested else items
    if WHOLE.fullmatch(text):
        return int(text)
    if REAL.fullmatch(text):
        return float(text)
    if text in NAMED:
        return NAMED[text]
    if NAME.fullmatch(text) and text.lower() not in {*NAMED, "inf", "nan"}:
        return text
    found = TEXT.fullmatch(text)
    return found[1] if found else NOT_PLAIN
