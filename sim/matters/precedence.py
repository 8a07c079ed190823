"""Precedence among the clearances of a matter: a mask for each says which must be given before it is asked for."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.core.rows import Rows
from sim.matters.state import Clearance, Dependence, Matter


@compiled
def write_precedence(matters: Rows[Matter], clearances: Rows[Clearance]) -> None:
    """In a sequential matter every clearance comes after all before it; in others none does (Thompson 1967)."""
    for m in range(len(matters)):
        matter = matters[m]
        for c in range(matter.first, matter.first + matter.clearances):
            ordered = matter.dependence == Dependence.SEQUENTIAL
            clearances[c].after = (1 << clearances[c].ordinal) - 1 if ordered else 0
