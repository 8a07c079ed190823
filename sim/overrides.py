"""What a command line may ask for: `key=value` words, options that are files, and lists of such options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.faults import show
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
