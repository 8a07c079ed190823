"""Going through the front door of a command in this process: its exit code, and what it said on both streams."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from typing import NamedTuple

import pytest

from experiments.study.front import run

SWEEP = [
    "study=lapse_and_load", "households.total=12", "calendar.intervention_day=60", "calendar.horizon_days=40",
    "offer.rounds=[0.0]", "replications=3", "study.resamples=200", "executor=serial",
]  # fmt: skip
GRID = "study.design.axes=[{name: work.validity, values: [60.0, 90.0]}]"


class Told(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    said: list[str]


def through(main, words, out=None) -> Told:
    """Run *main* as the command line would; *out* is where it prints (None: kept and given back)."""
    kept = sys.stdout, sys.stderr, sys.argv, signal.getsignal(signal.SIGTERM)
    printed, said = out or io.StringIO(), io.StringIO()
    sys.stdout, sys.stderr, sys.argv = printed, said, ["command", *map(str, words)]
    try:
        with pytest.raises(SystemExit) as ended:
            run(main, None)
    finally:
        sys.stdout, sys.stderr, sys.argv = kept[:3]
        signal.signal(signal.SIGTERM, kept[3])
    return Told(ended.value.code, "" if out else printed.getvalue(), said.getvalue().splitlines())


@contextlib.contextmanager
def unread():
    """A stream whose reader has left, such as head."""
    reads, writes = os.pipe()
    os.close(reads)
    stream = os.fdopen(writes, "w")
    try:
        yield stream
    finally:
        with contextlib.suppress(BrokenPipeError):
            stream.close()


def through_unread(main, words) -> Told:
    """The same, with nobody to read what is printed."""
    with unread() as stream:
        return through(main, words, stream)
