"""What a project still needs: the competences of everything that has not been given, filed or not."""

from __future__ import annotations

from sim.core.compiling import internal
from sim.matters.state import CLOSED, DONE


@internal
def still_needed(state, project):
    """Bit mask of the competences that the open or unfiled matters of *project* still need, rulings included."""
    needed = 0
    for m in range(len(state.matters)):
        matter = state.matters[m]
        if matter.block != project or matter.stage == CLOSED:
            continue
        if matter.ruling:
            needed |= matter.competences
        for k in range(matter.first, matter.first + matter.clearances):
            if state.clearances[k].stage != DONE:
                needed |= 1 << state.clearances[k].competence
    return needed
