"""Running a piece of the benchmark in a process of its own: its CPU time, its memory, and what it says."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
KB_A_MB = 1024.0


class Child(NamedTuple):
    """A process that has ended: CPU seconds from its start, and its output."""

    cpu_s: float
    output: str


def run_child(words: Sequence[str], environment: Mapping[str, str] | None = None) -> Child:
    """Run our own interpreter with *words*; raises CalledProcessError where it fails."""
    before = of_children()
    told = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])} | dict(environment or {})
    done = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, *words], stdout=subprocess.PIPE, text=True, check=True, env=told
    )
    return Child(of_children() - before, done.stdout)


def ask(module: str, question: Any) -> Any:
    """The answer of a module that reads JSON from its first argument and prints JSON last."""
    return json.loads(run_child(["-m", module, json.dumps(question)]).output.splitlines()[-1])


def of_children() -> float:
    """CPU seconds of all children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def own_peak_mb() -> float:
    """The most memory that this process has held (MB).

    Linux says it since the program began; ``ru_maxrss`` there counts what the parent held when it started us.
    """
    with contextlib.suppress(OSError):
        kept = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii", errors="replace"))
        if kept:
            return int(kept[1]) / KB_A_MB
    whole = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return whole / KB_A_MB if sys.platform != "darwin" else whole / KB_A_MB**2  # macOS counts in bytes
