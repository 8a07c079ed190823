"""Progress on long work: a bar on a terminal, plain lines elsewhere; both on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress

from experiments.study.outlet import harmless

EVERY = 10.0  # seconds between plain lines


class Meter:
    """Counts *total* pieces of work called *title*; use as a context."""

    def __init__(self, title: str, total: int) -> None:
        self.title, self.total = harmless(title), total
        self.done = self.failed = 0
        self._began = self._said = time.monotonic()
        self._told = -1
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, console=Console(stderr=True))

    def __enter__(self) -> Self:
        """Show the bar."""
        if self._bar:
            self._bar.start()
            self._task = self._bar.add_task(self.title, total=self.total, rate="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away; elsewhere say how it ended."""
        if self._bar:
            self._bar.stop()
        elif kind is None and self._told < self.done:
            self._say()

    def advance(self, done: int, failed: int = 0) -> None:
        """Count *done* pieces, of which *failed* failed."""
        self.done += done
        self.failed += failed
        if self._bar:
            self._bar.update(self._task, advance=done, rate=self._rate())
        elif time.monotonic() - self._said >= EVERY:
            self._say()

    def _rate(self) -> str:
        spent = max(time.monotonic() - self._began, 1e-9)
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.done / spent:.1f}/s{failed}"

    def _say(self) -> None:
        self._said, self._told = time.monotonic(), self.done
        print(f"{self.title}: {self.done} of {self.total} ({self._rate()})", file=sys.stderr, flush=True)
