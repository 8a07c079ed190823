"""What is said to a terminal: no text of others acts on it, and a reader that leaves ends nothing."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO, cast

ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but the tab and the new line; escape codes begin with one
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of what stands beside them
    "\u2028\u2029\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"  # begin a line, hide a text, or cannot be written
)


def harmless(text: str) -> str:
    """The same text with every character that would act on a terminal or turn its direction written out."""
    return ACTING.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)


def harmless_data(data: Any) -> Any:
    """The same of every text, name and value, in plain data."""
    if isinstance(data, dict):
        return {harmless_data(key): harmless_data(value) for key, value in data.items()}
    if isinstance(data, list):
        return [harmless_data(item) for item in data]
    return harmless(data) if isinstance(data, str) else data


class Outlet:
    """A stream to write text to; *plain* says that what is written is text alone, and is made harmless.

    A reader that has left, such as head, is no fault. Whatever else cannot be written is kept as *fault*, and what
    writes here goes on.
    """

    def __init__(self, stream: TextIO | None, plain: bool) -> None:
        self._stream = stream if stream is not None else Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        self._plain = plain
        self.fault: OSError | None = None

    def write(self, text: str) -> int:
        """Write *text*."""
        try:
            self._stream.write(harmless(text) if self._plain else text)
        except OSError as error:
            self._lose(error)
        return len(text)

    def flush(self) -> None:
        """Hand on what has been written."""
        try:
            self._stream.flush()
        except OSError as error:
            self._lose(error)

    def _lose(self, error: OSError) -> None:
        """From now on nobody reads."""
        if error.errno != errno.EPIPE:
            self.fault = self.fault or error
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        """Everything else is as the stream has it."""
        return getattr(self._stream, name)


def speak_through_outlets() -> tuple[Outlet, Outlet]:
    """Let everything that this process prints go through outlets; those of stdout and stderr.

    What stderr gets may draw a bar, so only whole lines (``say``) are made harmless there.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError):  # a terminal that knows no Chinese is no reason to end
            cast("Any", stream).reconfigure(errors="backslashreplace")
    outlets = Outlet(sys.stdout, plain=True), Outlet(sys.stderr, plain=False)
    sys.stdout, sys.stderr = cast("tuple[TextIO, TextIO]", outlets)
    return outlets
