"""How many processes can work at once: what the user says, else what machine, affinity and container allow."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

VARIABLE = "PYTHON_CPU_COUNT"  # as Python reads it from 3.13 on
ENDLESS = float("inf")


def cores(root: Path = Path("/")) -> int:
    """Processes that can work at once, one or more; *root* is where the system shows its control groups."""
    typed = sys._xoptions.get("cpu_count")  # noqa: SLF001  (where Python keeps -X; documented, whatever its name)
    said = typed or ("" if sys.flags.ignore_environment else os.environ.get(VARIABLE, ""))
    if str(said).isdecimal() and int(said) > 0:
        return int(said)
    try:
        allowed = len(os.sched_getaffinity(0))
    except (AttributeError, OSError):  # a system that binds no process to cores, such as macOS
        allowed = os.cpu_count() or 1
    quota = min(quotas(root), default=ENDLESS)
    return max(1, allowed if quota == ENDLESS else min(allowed, math.ceil(quota)))


def quotas(root: Path) -> Iterator[float]:
    """Cores that each control group above this process grants, under both versions of Linux's control groups."""
    for line in _lines(root / "proc/self/cgroup"):
        number, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        mounts = ("", "unified") if number == "0" else ("cpu", controllers) if "cpu" in controllers.split(",") else ()
        for mount in mounts:
            for step in (PurePosixPath(group), *PurePosixPath(group).parents):
                yield from _granted(root / "sys/fs/cgroup" / mount / str(step).lstrip("/"))


def _granted(folder: Path) -> Iterator[float]:
    """What one control group says; nothing where it sets no limit."""
    two = [line.split() for line in _lines(folder / "cpu.max")]
    one = [_lines(folder / f"cpu.cfs_{name}_us") for name in ("quota", "period")]
    for quota, period in [*(words for words in two if len(words) == 2), *zip(*one, strict=False)]:
        if quota.isdecimal() and period.isdecimal() and int(quota) > 0 and int(period) > 0:
            yield int(quota) / int(period)


def _lines(path: Path) -> list[str]:
    """Lines of a file of the system; none where it cannot be read."""
    try:
        return path.read_text(encoding="ascii", errors="replace").split("\n")[:-1]
    except OSError:
        return []
