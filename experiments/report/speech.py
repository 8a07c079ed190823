"""What a page says, in two languages: every word comes from one list, wordlist.yaml, and a missing one is marked."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from experiments.report.setting import HERE
from sim.yaml_scan import LOADER, ConfigError

NAME = "wordlist.yaml"
LIST = HERE / NAME
ENGLISH, CHINESE = "en", "zh"
LANGUAGES = (ENGLISH, CHINESE)
MARK = "⟦{}⟧"  # stands around what has no word in a language


@dataclass(frozen=True, slots=True)
class Two:
    """A text in both languages."""

    en: str
    zh: str

    def of(self, language: str) -> str:
        """The text in one of them."""
        return self.zh if language == CHINESE else self.en

    def __add__(self, other: Two) -> Two:
        """One text behind the other."""
        return Two(self.en + other.en, self.zh + other.zh)


Value = Two | str | int


def same(text: str) -> Two:
    """What is the same in both languages, such as a number."""
    return Two(text, text)


def joined(texts: list[Two], between: Two | None = None) -> Two:
    """Several texts as one; with semicolons where nothing else is given."""
    gap = between or Two("; ", "；")
    return Two(gap.en.join(one.en for one in texts), gap.zh.join(one.zh for one in texts))


@cache
def word_list() -> Mapping[str, Any]:
    """The list as it stands in its file; raises ConfigError where it cannot be read."""
    try:
        told = yaml.load(LIST.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506  (a safe loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{NAME} line {line}: is not YAML; put a text with a colon or braces in quotes") from error
    if not isinstance(told, dict) or not all(isinstance(told.get(name), dict) for name in ("titles", "texts")):
        raise ConfigError(f"{NAME}: must be lists of words by name, titles and texts among them")
    return told


def entry(key: str) -> Mapping[str, str] | None:
    """What stands under a dotted key; None where nothing does."""
    node: Any = word_list()
    for part in key.split("."):
        node = node.get(part) if isinstance(node, dict) else None
    return node if isinstance(node, dict) and set(node) <= set(LANGUAGES) and node else None


def there(key: str) -> bool:
    """Whether a key has words."""
    return entry(key) is not None


def word(key: str, **values: Value) -> Two:
    """The words under a dotted key with *values* in their places; marked where a language has none.

    Raises ConfigError where the list names a place that nothing fills.
    """
    told = entry(key)
    if told is None:
        return same(MARK.format(key))
    said = {language: told.get(language) for language in LANGUAGES}
    known = next(text for text in said.values() if text)
    filled = {}
    for language in LANGUAGES:
        text = said[language]
        filled[language] = _filled(key, text or known, values, language)
        if not text:
            filled[language] = MARK.format(filled[language])
    return Two(filled[ENGLISH], filled[CHINESE])


def _filled(key: str, text: str, values: Mapping[str, Value], language: str) -> str:
    """A text with its places filled."""
    fits = {name: value.of(language) if isinstance(value, Two) else str(value) for name, value in values.items()}
    for _, name, _, _ in string.Formatter().parse(text):
        if name is not None and name not in fits:
            known = ", ".join(sorted(fits)) or "none"
            raise ConfigError(f"{NAME}: {key}: {{{name}}} is no place there; known: {known}")
    return text.format(**fits)


def titled(text: str) -> Two:
    """A title that a configuration gives: in Chinese where the list has it, else as it was given."""
    return Two(text, str(word_list()["titles"].get(text, text)))


def capital(text: Two) -> Two:
    """The same with a capital letter first."""
    return Two(text.en[:1].upper() + text.en[1:], text.zh)
