"""One HTML file in two languages: the first part of a page, and the researcher's part below it, folded."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from experiments.report.front.model import Front
from experiments.report.setting import HERE, environment
from experiments.report.speech import CHINESE, LANGUAGES, word
from experiments.report.story import Told
from experiments.report.translating import page_in_chinese
from experiments.study.store import write_whole

PAGE = "report.html"


class Picture(NamedTuple):
    """A picture: an address that holds it, and how many pixels it is wide where its letters can be read."""

    address: str
    wide: int


def write_page(
    folder: Path,
    front: Front,
    fold: Callable[[str], str],
    manifest: dict[str, Any],
    pictures: Mapping[str, Mapping[str, Picture]] | None = None,
    story: Told | None = None,
) -> Path:
    """Write the page of a study into *folder*; *fold* sets the researcher's part, whose texts are English ones.

    *pictures* are figures that stand below both languages, in each that they have;
    *story* is that of one run.
    """
    page = (
        environment()
        .get_template("whole.html.j2")
        .render(
            front=front,
            folds={language: in_language(fold(language), language) for language in LANGUAGES},
            css=(HERE / "page.css").read_text(encoding="utf-8"),
            command=shlex.join(manifest["command"]),
            manifest=manifest,
            word=word,
            pictures=pictures or {},
            story=story,
        )
    )
    write_whole(folder / PAGE, page.encode("utf-8"))
    return folder / PAGE


def in_language(text: str, language: str) -> str:
    """What was set in English words, in a language."""
    return page_in_chinese(text) if language == CHINESE else text


def set_fold(template: str, **values: Any) -> Callable[[str], str]:
    """The researcher's part by a template, in either language."""

    def fold(language: str) -> str:
        return environment().get_template(template).render(language=language, word=word, **values)

    return fold
