"""How fast is it, beside other ways to write the same, and as it grows? Writes a table and a figure.

python -m experiments.benchmark parts=[queue,relocation,study,growth,pieces,sweep,workers,start] rounds=5 size=full
       units=1000 output=results/benchmark

Counts CPU seconds, not the clock on the wall (but for workers, who share the work). Programs take turns, round by
round; the best and the median are kept. size=small takes seconds and shows that it works. units are the replications of
the sweep, up to 100000. SimPy and Ciw are in requirements-benchmark.lock, C wants a compiler; whatever is missing is
left out. Exit codes: 0 done; 1 programs that follow the same rules disagree; 2 bad input; 130 or 143 interrupted.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from experiments.benchmark.growth import measure_growth
from experiments.benchmark.measuring import Found, Row
from experiments.benchmark.overhead import measure_overhead
from experiments.benchmark.paired import measure_paired
from experiments.benchmark.peers import measure_queue, measure_relocation, together
from experiments.benchmark.pieces import measure_pieces
from experiments.benchmark.start_up import measure_start_up
from experiments.benchmark.workers import measure_workers
from experiments.study.front import DONE, SOME_FAILED, run, say
from experiments.study.output import check_output
from experiments.study.store import write_csv
from sim.core.compiling import announce
from sim.faults import show, unknown
from sim.overrides import split
from sim.yaml_scan import ConfigError

PARTS = ("queue", "relocation", "study", "growth", "pieces", "sweep", "workers", "start")
DEFAULTS = {
    "parts": f"[{','.join(PARTS)}]",
    "rounds": "5",
    "size": "full",
    "units": "1000",
    "output": "results/benchmark",
}
TABLE, HEAD = "benchmark.csv", ",".join(Row._fields).encode()
MOST_ROUNDS, MOST_UNITS, FEW_UNITS = 100, 100_000, 20


class Asked(NamedTuple):
    """What the command line asks for."""

    parts: tuple[str, ...]
    rounds: int
    size: str
    units: int
    output: Path


def main(arguments: list[str]) -> int:
    """Measure the parts that are asked for; the exit code."""
    asked = read(arguments)
    announce()
    found = []
    for part in asked.parts:
        say(f"{part} ...")
        found.append(measurer(part, asked)())
        say(*found[-1].left_out, *found[-1].disagreements)
    whole = together(found)
    table = pd.DataFrame(whole.rows, columns=list(Row._fields))
    asked.output.mkdir(parents=True, exist_ok=True)
    write_csv(asked.output / TABLE, table)
    print(rows_as_text(table))
    from experiments.benchmark.figure import save

    picture = save(table, asked.output)
    print(f"\ntable: {asked.output / 'benchmark.csv'}" + (f"; figure: {picture}" if picture else ""))
    return SOME_FAILED if whole.disagreements else DONE


def read(arguments: list[str]) -> Asked:
    """What *arguments* ask for; raises ConfigError with a line for each that cannot be."""
    words = split(arguments)
    strange = [unknown(key, value, DEFAULTS) for key, value in words.items() if key not in DEFAULTS]
    if strange:
        raise ConfigError(*strange)
    told = DEFAULTS | words
    parts = tuple(part.strip() for part in told["parts"].removeprefix("[").removesuffix("]").split(","))
    if not set(parts) <= set(PARTS) or len(set(parts)) < len(parts):
        raise ConfigError(f"parts = {show(told['parts'])}: must be a list, in brackets, of {', '.join(PARTS)}")
    if told["size"] not in {"small", "full"}:
        raise ConfigError(f"size = {show(told['size'])}: must be small or full")
    units = whole("units", told["units"], MOST_UNITS)
    if told["size"] == "small" and "units" not in words:
        units = FEW_UNITS
    rounds = whole("rounds", told["rounds"], MOST_ROUNDS)
    return Asked(parts, rounds, told["size"], units, own_folder(check_output(told["output"])))


def own_folder(folder: Path) -> Path:
    """The folder, new or of an earlier benchmark; raises ConfigError where it holds anything else."""
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    table = folder / TABLE
    ours = not table.exists() or (table.is_file() and table.read_bytes().startswith(HEAD))
    if there - {TABLE, "figures"} or not ours or (there and TABLE not in there):
        raise ConfigError(f"output = {folder}: holds files that are not a benchmark's; choose an empty or new folder")
    return folder


def whole(name: str, text: str, most: int) -> int:
    """A whole number from 1 to *most*; raises ConfigError for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        raise ConfigError(f"{name} = {show(text)}: must be a whole number from 1 to {most}")
    return int(text)


def measurer(part: str, asked: Asked) -> Callable[[], Found]:
    """What measures one part."""
    of_size = {
        "queue": measure_queue,
        "relocation": measure_relocation,
        "study": measure_paired,
        "growth": measure_growth,
        "pieces": measure_pieces,
        "workers": measure_workers,
        "start": measure_start_up,
    }
    if part == "sweep":
        return lambda: measure_overhead(asked.units, asked.rounds)
    return lambda: of_size[part](asked.size, asked.rounds)


def rows_as_text(table: pd.DataFrame) -> str:
    """The table for a terminal."""
    heads = ("work", "size", "implementation", "CPU s, best", "median", "work a second", "to ours", "peak MB")
    lines = [f"{heads[0]:34} {heads[1]:>7} {heads[2]:46} " + " ".join(f"{head:>13}" for head in heads[3:])]
    for row in map(Row._make, table.itertuples(index=False, name=None)):
        peak = "" if math.isnan(row.peak_mb) else f"{row.peak_mb:.0f}"
        numbers = (f"{row.cpu_s_best:.4g}", f"{row.cpu_s_median:.4g}", f"{row.work_per_s:.4g}",
                   f"{row.ratio_to_ours:.3g}", peak)  # fmt: skip
        lines.append(
            f"{row.work:34} {row.size:7} {row.implementation:46} " + " ".join(f"{text:>13}" for text in numbers)
        )
    return "\n".join(lines)


if __name__ == "__main__":
    run(main, __doc__)
