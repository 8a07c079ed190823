"""The two models that are written in several ways: which programs there are, and their turns."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from experiments.benchmark import queue_network, relocation
from experiments.benchmark.measuring import Found, Prepared, compare

QUEUE = {"ours": "queue_ours", "C": "queue_c", "SimPy": "queue_simpy", "Ciw": "queue_ciw"}
RELOCATION = {
    "ours": "relocation_ours",
    "bare loop": "relocation_bare",
    "NumPy": "relocation_numpy",
    "Mesa": "relocation_mesa",
    "Mesa, draw first": "relocation_mesa_luck",
}


def measure_queue(size: str, rounds: int) -> Found:
    """The queue network at every size; the work is customers."""
    small = {name: partial(_prepared, module, queue_network.SIZES["small"][0]) for name, module in QUEUE.items()}
    found = []
    for customers in queue_network.SIZES[size]:
        programs = {name: partial(_prepared, module, customers) for name, module in QUEUE.items()}
        found.append(compare("queue network", customers, float(customers), programs, rounds, small))
    return together(found)


def measure_relocation(size: str, rounds: int) -> Found:
    """The holdout village at every size; the work is household-days."""
    small = {name: partial(_prepared, module, relocation.SIZES["small"][0]) for name, module in RELOCATION.items()}
    found = []
    for households, days in relocation.SIZES[size]:
        programs = {name: partial(_prepared, module, (households, days)) for name, module in RELOCATION.items()}
        work = f"relocation, {days} days"
        found.append(compare(work, households, float(households * days), programs, rounds, small))
    return together(found)


def together(found: list[Found]) -> Found:
    """Several findings as one; what was left out is said once."""
    return Found(
        [row for one in found for row in one.rows],
        [line for one in found for line in one.disagreements],
        list(dict.fromkeys(line for one in found for line in one.left_out)),
    )


def _prepared(module: str, size: object) -> Prepared:
    """A run of one program, whose module is loaded when its turn comes."""
    prepared: Prepared = import_module(f"experiments.benchmark.{module}").prepare(size)
    return prepared
