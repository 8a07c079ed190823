"""What the first part of a page holds, whatever kind of study it is of."""

from __future__ import annotations

from dataclasses import dataclass, field

from experiments.report.speech import Two

MOST_CANNOT = 4
MOST_TRUST = 5


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words, how sure it is, and which measures it is *about*."""

    text: Two
    sure: Two | None = None
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the one table: a measure, its level in each arm, and what that means in words."""

    measure: Two
    name: str
    cells: tuple[Two, ...]
    words: Two
    side: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody who gains or pays."""

    who: Two
    gains: tuple[Two, ...]
    pays: tuple[Two, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure in both languages: its finding is its title and what stands in its place where it is not seen."""

    name: str
    title: Two
    alt: Two
    svg: Two
    note: Two


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The first part of a page, in its order; what a kind of study does not have is empty."""

    title: Two
    question: Two
    three: tuple[Said, ...]
    trust: tuple[Two, ...]
    cannot: tuple[Two, ...]
    banners: tuple[Two, ...] = ()
    drawing: Drawing | None = None
    heads: tuple[Two, ...] = ()
    rows: tuple[Row, ...] = ()
    words_head: Two | None = None  # over the words of a row, where it has to be said which two levels they compare
    bearers: tuple[Bearer, ...] = ()
    why: tuple[Two, ...] = ()
    when_not: tuple[Two, ...] = ()
    alike: tuple[Two, ...] = field(default=())  # what is the same in every arm, or never occurred

    @property
    def spoken_of(self) -> frozenset[str]:
        """The measures that the sentences are about."""
        return frozenset[str]().union(*(one.about for one in self.three))
