"""The queue network in C, compiled here and now: the limit of what can be reached."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from experiments.benchmark.measuring import Missing
from experiments.benchmark.queue_network import GAP, MEANS, SEED, SERVERS, Counts
from sim.core.purposes import ROUTINE_EFFORT, ROUTINE_GAP

OPTIONS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")  # no contraction: the same roundings


@cache
def library() -> ctypes.CDLL:
    """The program as a library; raises Missing where there is no compiler or it refuses."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise Missing("C: no compiler here (cc or gcc)")
    with tempfile.TemporaryDirectory() as folder, as_file(files(__package__) / "queue_network.c") as source:
        target = Path(folder) / "queue_network.so"
        said = subprocess.run(  # noqa: S603  (the compiler that stands first in the path, on our own source)
            [compiler, *OPTIONS, str(source), "-o", str(target), "-lm"], capture_output=True, text=True, check=False
        )
        if said.returncode:
            raise Missing(f"C: {compiler} refuses ({(said.stderr.strip() or 'no reason').splitlines()[0]})")
        return ctypes.CDLL(str(target))


def prepare(customers: int) -> Callable[[], Counts]:
    """A run that is ready to be timed."""
    run_in_c = library().run
    wholes, reals = ctypes.c_int64 * len(SERVERS), ctypes.c_double * len(SERVERS)
    waited, longest, wait, end = wholes(), wholes(), reals(), ctypes.c_double()
    told = [ctypes.c_int64(value) for value in (SEED, ROUTINE_GAP, ROUTINE_EFFORT, customers)]

    def run() -> Counts:
        if run_in_c(*told, ctypes.c_double(GAP), wholes(*SERVERS), reals(*MEANS), waited, longest, wait,
                    ctypes.byref(end)):  # fmt: skip
            raise MemoryError("the program in C had no room")
        return Counts(tuple(waited), tuple(longest), tuple(value / customers for value in wait), end.value)

    return run
