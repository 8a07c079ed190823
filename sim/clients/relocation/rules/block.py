"""A block that decides together: nobody of it signs before enough of them have made up their minds."""

from __future__ import annotations

from sim.clients.relocation.negotiation import Negotiation
from sim.clients.relocation.parameters import Households
from sim.clients.relocation.state import Household
from sim.core.compiling import compiled
from sim.core.purposes import JOINT
from sim.core.randomness import uniform
from sim.core.rows import Rows


@compiled
def decides_together(seed: int, block: int, population: Households) -> bool:
    """Whether the households of a block go together: a draw a block."""
    return uniform(seed, JOINT, block, 0, 0) < population.joint_share


@compiled
def block_is_ready(i: int, households: Rows[Household], negotiation: Negotiation) -> bool:
    """Whether enough of household *i*'s block have signed or made up their minds, this morning included."""
    block, first = households[i].block, i
    while first > 0 and households[first - 1].block == block:
        first -= 1
    ready = 0
    last = first
    while last < len(households) and households[last].block == block:
        if households[last].signed or households[last].prepared or households[last].inclined:
            ready += 1
        last += 1
    return ready >= negotiation.joint_quorum * (last - first)
