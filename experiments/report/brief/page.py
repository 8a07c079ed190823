"""Writing a brief: one HTML file in two languages that prints on one A4 page, and a document to be edited in each."""

from __future__ import annotations

import shlex
from pathlib import Path

from experiments.report.brief.document import document_of
from experiments.report.brief.said import brief_of, told_of
from experiments.report.results import read_results
from experiments.report.setting import HERE, environment
from experiments.report.speech import LANGUAGES, Two, word
from experiments.report.translating import knowing
from experiments.study.manifest import Manifest
from experiments.study.store import write_whole

PAGE, DOCUMENT = "brief.html", "brief.{language}.docx"


def build_brief(folder: Path) -> list[Path]:
    """Write the brief of the comparison in *folder*; its files. Raises ConfigError for a folder that is unfinished."""
    results = read_results(folder)
    with knowing(results.titles):
        brief = brief_of(results)
    source, chosen = source_of(results.manifest), word(told_of(judged=results.judged))
    page = environment().get_template("brief.html.j2").render(
        brief=brief, source=source, chosen=chosen, word=word,
        css=(HERE / "page.css").read_text(encoding="utf-8") + (HERE / "brief.css").read_text(encoding="utf-8"),
    )  # fmt: skip
    write_whole(folder / PAGE, page.encode())
    written = [folder / PAGE]
    for language in LANGUAGES:
        path = folder / DOCUMENT.format(language=language)
        write_whole(path, document_of(brief, source, chosen, language))
        written.append(path)
    return written


def source_of(manifest: Manifest) -> Two:
    """Where the numbers come from, and that nothing of it was observed."""
    said = word(
        "page.source",
        command=shlex.join(manifest["command"]),
        config=manifest["config_hash"][:12],
        code=manifest["code_hash"][:12],
        seed=manifest["seed"],
    )
    return said + Two(" ", "") + word("page.made")
