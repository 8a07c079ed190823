"""Sets of competences as bit masks."""

from __future__ import annotations

from sim.core.compiling import internal


@internal
def nth_of_mask(mask: int, n: int) -> int:
    """The *n*-th competence, in a circle, of those in *mask*."""
    members = 0
    rest = mask
    while rest > 0:
        members += rest & 1
        rest >>= 1
    wanted = n % members
    competence = 0
    while True:
        if (mask >> competence) & 1:
            if wanted == 0:
                return competence
            wanted -= 1
        competence += 1
