"""Planning: what is decided on a Sunday for the week, by each for himself or by an office for all."""

from __future__ import annotations

from typing import Any

from sim.clients.sites.bilateral import seek
from sim.clients.sites.builders import buy, tip
from sim.clients.sites.dispatch import dispatch
from sim.clients.sites.outlook import look
from sim.clients.sites.proposing import end_deals


def plan(state: Any, numbers: Any) -> None:
    """Answer the loop's question: how the mode in force, as it is made up of switches, plans the coming week."""
    regime = numbers.regimes[int(state.city[0].mode)]
    book = state.clients.book[0]
    book.orders = bool(regime.mode.order_power)
    end_deals(state.clients)
    outlook = look(state, regime)
    if regime.mode.optimiser:
        dispatch(state, outlook)
        return
    seek(state, outlook)
    tip(state, outlook)
    buy(state, outlook)
