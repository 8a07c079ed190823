"""The researcher's part in Chinese: every text of a page and of a figure is looked up in the one list of words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from experiments.report.speech import MARK, word_list

NUMERIC = r"[-−+±]?[\d.,]+(?: ?%| ?×)?"
PLACE = re.compile(r"\\\{(\w+)\\\}")
HAN = re.compile(r"[\u4e00-\u9fff]")  # Chinese already
LETTERS = re.compile(r"[A-Za-z]{2}")
CODED = re.compile(r"[a-z0-9_*]+([._/=-][A-Za-z0-9_*.]+)+|[\w.+-]+\.(csv|png|parquet|html|yaml|json)|[0-9a-f]{12,}")
TAG = re.compile(r"(<[^>]*>)")
OPEN = re.compile(r"<(svg|code|pre|style|script|td(?=[^>]* lang=\"en\"))\b")  # what a file holds stays as it is
ATTRIBUTE = re.compile(r'\b(aria-label|title|alt)="([^"]*)"')
SENTENCE = re.compile(r"(?<=[.:;])\s+(?=[A-Z“(])")
LISTS = (("; ", "；"), (", ", "、"), (" and ", "和"), (": ", "："))
LONGEST = 3  # parts of a list that are one
RAW = "raw"  # places that begin so hold what stays as it is
DEEPEST = 12
_GIVEN: ContextVar[frozenset[str]] = ContextVar("given", default=frozenset())


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Entries with places as patterns, those with most words of their own first."""
    found = [(text, chinese) for text, chinese in word_list()["texts"].items() if "{" in text]
    found.sort(key=lambda one: (-len(re.sub(r"\{\w+\}", "", one[0])), one[0]))
    return [(re.compile(_pattern(text), re.DOTALL), chinese) for text, chinese in found]


def _pattern(text: str) -> str:
    """A text with places as a pattern; n, n2 and the like hold a number."""

    def group(found: re.Match[str]) -> str:
        name = found[1]
        return f"(?P<{name}>{NUMERIC})" if re.fullmatch(r"n\d*", name) else f"(?P<{name}>.+?)"

    return PLACE.sub(group, re.escape(text).replace(r"\ ", " "))


def is_word(text: str) -> bool:
    """Whether a text has to be translated: numbers, signs and code names have not."""
    bare = text.strip()
    return bool(LETTERS.search(bare)) and not CODED.fullmatch(bare) and not HAN.search(bare)


@contextmanager
def knowing(titles: Iterable[str]) -> Iterator[None]:
    """Titles that whoever asked has given themselves stand in both languages as they are."""
    token = _GIVEN.set(frozenset(titles))
    try:
        yield
    finally:
        _GIVEN.reset(token)


def chinese(text: str) -> str | None:
    """A text in Chinese; None where the list has no words for it or for a part of it."""
    return _chinese(text, 0, _GIVEN.get())


@cache
def _chinese(text: str, depth: int, given: frozenset[str]) -> str | None:
    """The same at a depth of nested parts, where *given* titles stay as they are."""
    bare = " ".join(text.split())
    if not is_word(bare):
        return text
    for table in (word_list()["texts"], word_list()["titles"], _numbers()):
        if bare in table:
            return str(table[bare])
    if bare in given:
        return bare
    if depth >= DEEPEST:
        return None
    return _by_pattern(bare, depth, given) or _by_sentence(bare, depth, given) or _by_list(bare, depth, given)


@cache
def _numbers() -> dict[str, str]:
    """What uncertain numbers are called: English and Chinese."""
    return {one["en"]: one["zh"] for one in word_list().get("numbers", {}).values() if {"en", "zh"} <= set(one)}


def _by_pattern(bare: str, depth: int, given: frozenset[str]) -> str | None:
    """A text in Chinese by the entries with places: the first whose parts can all be said."""
    for pattern, said in _patterns():
        found = pattern.fullmatch(bare)
        if found:
            parts = {
                name: part if name.startswith(RAW) else _chinese(part, depth + 1, given)
                for name, part in found.groupdict().items()
            }
            if None not in parts.values():
                return said.format(**parts)
    return None


def _by_sentence(bare: str, depth: int, given: frozenset[str]) -> str | None:
    """Several sentences in Chinese: the first that can be said, and what follows; None where there is one only."""
    for place in SENTENCE.finditer(bare):
        first = _chinese(bare[: place.start()], depth + 1, given)
        rest = None if first is None else _chinese(bare[place.end() :], depth + 1, given)
        if first is not None and rest is not None:
            return first + rest
    return None


def _by_list(bare: str, depth: int, given: frozenset[str]) -> str | None:
    """A list in Chinese, part by part; a part may hold the sign that parts stand between."""
    for sign, said in LISTS:
        parts = bare.split(sign)
        if len(parts) == 1:
            continue
        told: list[str | None] = [""]
        for end in range(1, len(parts) + 1):
            told.append(_ending(parts, told, (end, depth), (sign, said), given))
        if told[-1] is not None:
            return told[-1]
    return None


def _ending(
    parts: list[str], told: list[str | None], at: tuple[int, int], signs: tuple[str, str], given: frozenset[str]
) -> str | None:
    """The first parts in Chinese, the last of them one to three taken together; *at*: how many, and how deep."""
    end, depth = at
    for start in range(max(0, end - LONGEST), end):
        before = told[start]
        if before is None or (start, end) == (0, len(parts)):
            continue
        last = _chinese(signs[0].join(parts[start:end]), depth + 1, given)
        if last is not None:
            return f"{before}{signs[1]}{last}" if before else last
    return None


def marked(text: str) -> str:
    """A text in Chinese, or as it is with a mark."""
    said = chinese(text)
    return MARK.format(text.strip()) if said is None else said


def page_in_chinese(page: str) -> str:
    """A page's texts and labels in Chinese; drawings, commands and code names stay."""
    parts, skipped, said = TAG.split(page), "", []
    for part in parts:
        if part.startswith("<"):
            opened = OPEN.match(part)
            if not skipped and opened and not part.endswith("/>"):
                skipped = opened[1]
            elif skipped and part.startswith(f"</{skipped}"):
                skipped = ""
            said.append(part if skipped else ATTRIBUTE.sub(_attribute, part))
        else:
            said.append(part if skipped else _text(part))
    return "".join(said)


def _text(part: str) -> str:
    """A text between two tags."""
    bare = html.unescape(part)
    if not is_word(bare):
        return part
    flat = " ".join(bare.split())
    before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
    return f"{before}{html.escape(marked(flat), quote=False)}{after}"


def _attribute(found: re.Match[str]) -> str:
    """An attribute that is read out."""
    return f'{found[1]}="{html.escape(marked(html.unescape(found[2])))}"'
