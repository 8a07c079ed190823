"""The second round: a new target, and kinds of work that nobody assessed before stand in the index from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.clients.blocks.state import Blocks, KindOfDefect
from sim.core.compiling import internal
from sim.state.state import State

if TYPE_CHECKING:
    from sim.clients.blocks.parameters import SecondRound


@internal
def mind_round(now: float, state: State[Blocks], told: SecondRound) -> None:
    """On its day the second round begins, whatever the first has reached: its target is not reached yet.

    What is on file already keeps the mark with which it was filed; what is filed from now on is assessed.
    """
    clients, book = state.clients, state.clients.book[0]
    if told.after == 0 or book.round_now > 0 or now < state.city[0].intervention + told.after:
        return
    book.round_now = 1
    book.reached = False
    book.target = told.target
    for k in range(len(clients.kinds)):
        if clients.kinds[k].later:
            take_in(state, k, clients.kinds[k])


@internal
def take_in(state: State[Blocks], k: int, kind: KindOfDefect) -> None:
    """Kind *k* stands in the index from now on, as it is this morning."""
    clients, book = state.clients, state.clients.book[0]
    kind.measured = True
    for b in range(len(clients.blocks)):
        people = clients.blocks[b].people
        in_order = people if clients.items[b * len(clients.kinds) + k].open == 0 else 0
        book.weight += people
        book.in_order += in_order
        book.other_weight -= people
        book.other_in_order -= in_order
