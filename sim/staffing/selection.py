"""Selection: whom a department lends, the best or whoever is on duty."""

from __future__ import annotations

from sim.cadres.state import Cadre
from sim.core.compiling import compiled
from sim.core.purposes import ON_DUTY
from sim.core.randomness import uniform
from sim.core.rows import Rows


@compiled
def merit(seed: int, cadre: Cadre, selected: bool) -> float:
    """Rank of a cadre for a seat: speed and rapport when members are selected (B5), else a draw of the duty roster."""
    if selected:
        return cadre.skill + cadre.rapport
    return uniform(seed, ON_DUTY, cadre.key, 0, 0)


@compiled
def best_for_seat(seed: int, cadres: Rows[Cadre], department: int, post: int, selected: bool) -> int:
    """The cadre of *department* at *post* who ranks first, -1 when there is none."""
    chosen = -1
    highest = -1.0
    for c in range(len(cadres)):
        cadre = cadres[c]
        if cadre.department == department and cadre.post == post and not cadre.withdrawn:
            value = merit(seed, cadre, selected)
            if value > highest:
                chosen = c
                highest = value
    return chosen
