"""What a brief says, in its order: conclusion, grounds, price, uncertainty, and five numbers to look up."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.report.brief.checks import Check, five
from experiments.report.front.model import Said
from experiments.report.page import read_front
from experiments.report.results import Results
from experiments.report.speech import Two, word

GROUNDS, DOUBTS, NOT = 4, 3, 2  # lines of each that fit on a page


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: Two
    lines: tuple[Two, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One page: *banners* are what has to be read before anything is quoted."""

    title: Two
    question: Two
    banners: tuple[Two, ...]
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]


def brief_of(results: Results) -> Brief:
    """The brief of a comparison; it says what its page says first, and nothing else."""
    front, verdict = read_front(results)
    *findings, price = front.three
    sections = (
        Section(word("brief.conclusion"), tuple(with_certainty(one) for one in findings)),
        Section(word("brief.grounds"), front.trust[:GROUNDS]),
        Section(word("brief.price"), (price.text,)),
        Section(word("brief.uncertain"), (*front.when_not[:NOT], *front.cannot[:DOUBTS])),
    )
    checks = five(results, verdict)
    return Brief(front.title, front.question, front.banners, sections, checks)


def with_certainty(said: Said) -> Two:
    """A finding, and how sure it is."""
    return said.text if said.sure is None else said.text + Two(" ", "") + said.sure


def told_of(judged: bool) -> str:
    """Which rule chose the five numbers, as the word list names it."""
    return "brief.chosen_correlation" if judged else "brief.chosen_kind"
