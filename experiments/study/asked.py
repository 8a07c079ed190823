"""The command that a study was asked for with: as a reader would type it again, and as it may be handed on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

ASKED: ContextVar[list[str] | None] = ContextVar("ASKED", default=None)  # module and words of the command under way


def command_line() -> list[str]:
    """The command as a reader would type it again, also where a script or a notebook has called it."""
    asked = ASKED.get()
    if asked is not None:
        return ["python", "-m", *asked]
    module = getattr(sys.modules["__main__"], "__spec__", None)
    if module is None:
        return ["python", Path(sys.argv[0]).name, *sys.argv[1:]]
    return ["python", "-m", module.name.removesuffix(".__main__"), *sys.argv[1:]]


@contextmanager
def asked_by(module: str, words: Sequence[str]) -> Iterator[None]:
    """Until the end of the block the command is *module*, given *words*."""
    if module == "__main__":
        spec = getattr(sys.modules["__main__"], "__spec__", None)
        module = spec.name.removesuffix(".__main__") if spec else module
    token = ASKED.set([module, *words])
    try:
        yield
    finally:
        ASKED.reset(token)


def shareable(command: list[str]) -> list[str]:
    """A command as it may be handed on: no path names a home folder, and no address a machine.

    What stands below the working folder is named from there, another folder or file by its last name.
    """
    words = [word for word in command if not word.startswith("executor.address=")]
    return [_near(word) for word in words]


def _near(word: str) -> str:
    key, equals, value = word.rpartition("=")
    quote = value[:1] if value[:1] in {"'", '"'} else ""
    path = Path(value.strip("'\""))
    if not path.is_absolute():
        return word
    inside = path.is_relative_to(Path.cwd())
    return f"{key}{equals}{quote}{path.relative_to(Path.cwd()) if inside else path.name}{quote}"
