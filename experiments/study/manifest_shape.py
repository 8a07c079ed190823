"""What may stand in a manifest: its entries and their kinds, so that whoever reads one can rely on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from experiments.study.strangers import inside
from sim.faults import show

STATUS = ("running", "interrupted", "complete")
LONGEST = 200  # characters of a name
LARGEST = 2**63 - 1  # of a count or a seed, so that it stands in a table

Check = Callable[[Any], bool]


def a_name(value: Any) -> bool:
    """Whether *value* is a text that can be shown in a line."""
    return isinstance(value, str) and len(value) <= LONGEST and value.isprintable()


def a_count(value: Any) -> bool:
    """Whether *value* is a whole number from 0."""
    return type(value) is int and 0 <= value <= LARGEST


def list_of(check: Check) -> Check:
    """Whether a value is a list, and so is each of its items."""
    return lambda value: isinstance(value, list) and all(check(item) for item in value)


def names_to(check: Check, name: Check = a_name) -> Check:
    """Whether a value maps names to values, and so is each of these."""
    return lambda value: isinstance(value, dict) and all(name(key) and check(item) for key, item in value.items())


def with_entries(entries: dict[str, Check]) -> Check:
    """Whether a value is a mapping that has these entries."""
    return lambda value: (
        isinstance(value, dict) and all(key in value and check(value[key]) for key, check in entries.items())
    )


VERSIONS = names_to(a_name)
ALWAYS: dict[str, tuple[Check, str]] = {
    "kind": (a_name, "the name of a kind of study"),
    "status": (lambda value: isinstance(value, str) and value in STATUS, f"one of {', '.join(STATUS)}"),
    "command": (list_of(lambda word: isinstance(word, str)), "a list of words"),
    "config_hash": (a_name, "a hash"),
    "code_hash": (a_name, "a hash"),
    "versions": (VERSIONS, "names with versions"),
    "current": (with_entries({"code_hash": a_name, "versions": VERSIONS}), "code and versions"),
    "schema": (a_count, "a whole number"),
    "rng_scheme": (lambda value: a_name(value) or a_count(value), "a name"),
    "seed": (a_count, "a whole number"),
    "code_changes": (list_of(with_entries({"name": a_name})), "a list of changes"),
    "failures": (list_of(with_entries({"run_id": a_name, "error": lambda e: isinstance(e, str)})), "a list of runs"),
    "outputs": (names_to(a_name, inside), "names of files in the folder, with hashes"),
}
FILES = (names_to(a_name, inside), "names of files in the folder, with hashes")
MAPPING = names_to(lambda _: True)
STORY = {"when": a_name, "command": list_of(lambda word: isinstance(word, str)), "code_hash": a_name, "asked": MAPPING,
         "kept": a_count, "made": a_count}  # fmt: skip
SOMETIMES: dict[str, tuple[Check, str]] = {
    **dict.fromkeys(("replications", "failed", "unstaffed"), (a_count, "a whole number")),
    **dict.fromkeys(("files", "parts"), FILES),
    "asked": (MAPPING, "names with values"),
    "story": (list_of(with_entries(STORY)), "a list of what was asked, one after the other"),
}


def fault_of(manifest: Any) -> str:
    """What is wrong with a manifest, its checksum apart, in a few words; empty where nothing is."""
    if not isinstance(manifest, dict):
        return "it holds no entries"
    for name, (check, said) in (ALWAYS | SOMETIMES).items():
        if name not in manifest:
            if name in ALWAYS:
                return f"{name} is missing"
        elif not check(manifest[name]):
            return f"{name} = {show(manifest[name])}: must be {said}"
    return ""
