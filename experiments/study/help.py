"""Help: what a command is for, and every name that may stand after one of its words; nothing slow is loaded."""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from experiments.study.outlet import speak_through_outlets

ROOM = Path(__file__).resolve().parents[1]
CONFIGS = ROOM.parent / "configs"
GROUPS = {  # a word of a command line, and the folder of configs/ whose files it names
    "scenario": "scenario",
    "arms": "coordination",
    "baseline": "coordination",
    "treatment": "coordination",
    "resources": "resources",
    "study": "study",
    "explanation": "explanation",
    "explain": "question",
    "executor": "executor",
    "case": "case",
    "cases": "case",
}
MEASURES = ("metric",)  # words that name a measure
SHOW = "--show"
OPTIMISED = "python -O, or PYTHONOPTIMIZE: what composes configurations cannot do without its checks; leave it out"
ASKED = ("--help", "-h")
COMMENT = re.compile(r"^# (?!@)(.+)$", re.MULTILINE)  # the first says what a file is for
WIDTH, INDENT = 118, 26


def explain(usage: str, arguments: Sequence[str]) -> None:
    """Print *usage* with the names that it speaks of and end, where the *arguments* ask for help."""
    if any(word in ASKED for word in arguments):
        leave("\n".join([usage.strip(), *listed(usage)]))


def explain_early() -> None:
    """The same before anything of a command is loaded: Python is still looking for the module that it is to run."""
    asked = len(sys.argv) - 1
    module = sys.orig_argv[len(sys.orig_argv) - asked - 1].removeprefix("-m")
    path = files().get(module)
    if path is not None:
        explain(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "", sys.argv[1:])
    if sys.flags.optimize:
        print(OPTIMISED, file=sys.stderr)
        sys.exit(2)


def leave(text: str) -> None:
    """Print *text* and end with exit code 0, also where the reader, such as head, has left."""
    out, _ = speak_through_outlets()
    print(text)
    out.flush()
    sys.exit(1 if out.fault else 0)


def files() -> dict[str, Path]:
    """The file of every command by the name of its module: those at the top, and rooms that can be run."""
    found = {path.stem: path for path in ROOM.glob("*.py") if not path.stem.startswith("_")}
    found |= {path.parent.name: path for path in ROOM.glob("*/__main__.py")}
    return {f"experiments.{name}": found[name] for name in sorted(found)}


def commands() -> Iterator[str]:
    """A line a command: its name, and the first sentence of its file."""
    for name, path in files().items():
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        yield f"python -m {name:24} {said.splitlines()[0]}"


def listed(usage: str) -> Iterator[str]:
    """A block for each kind of name that a word of *usage* chooses from, each with what its file says of it."""
    words = dict.fromkeys(re.findall(r"\b(\w+)=", usage))
    if "dry_run" in words:
        yield f"\n{SHOW} prints the composed and checked configuration as YAML and runs nothing."
    for group in dict.fromkeys(GROUPS[word] for word in words if word in GROUPS):
        yield f"\n{', '.join(f'{word}=' for word in words if GROUPS.get(word) == group)}"
        yield from names_in(group)
    if any(word in MEASURES for word in words):
        yield "\nmetric= (docs/parameters.md says what they mean)"
        yield textwrap.fill(", ".join(measures()), WIDTH, initial_indent="  ", subsequent_indent="  ")


def measures() -> list[str]:
    """Every measure by name, from the page that is made of their declarations: these need the compiler."""
    page = (ROOM.parent / "docs" / "parameters.md").read_text(encoding="utf-8")
    return re.findall(r"^\| (\w+) \|", page.partition("\n## Measures\n")[2], re.MULTILINE)[1:]


def names_in(group: str) -> Iterator[str]:
    """A line a file of one folder of configs/; the base that others share is none of them, unless it stands alone."""
    paths = sorted((CONFIGS / group).glob("*.yaml"))
    for path in [path for path in paths if path.stem != "base"] or paths:
        found = COMMENT.search(path.read_text(encoding="utf-8"))
        said = textwrap.shorten(found[1] if found else "", WIDTH - INDENT - 3, placeholder=" …")
        yield f"  {path.stem:{INDENT}} {said}".rstrip()
