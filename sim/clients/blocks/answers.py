"""What work and teams ask of blocks: how defects are filed, what mending does, whose blocks are, when all is done."""

from __future__ import annotations

from sim.clients import face
from sim.clients.blocks.day import BlockRegime, put_in_order
from sim.clients.blocks.population import gap_before
from sim.clients.blocks.state import Blocks, Item
from sim.clients.callers import forget_named, name_cadre, route_calls, team_serving
from sim.clients.doors import call_in, find
from sim.core.compiling import internal
from sim.core.rows import Rows
from sim.matters.state import Matter, MatterStage
from sim.state.state import State


@face.first_filing.of(Blocks)
@internal
def first_filing(state: State[Blocks]) -> None:
    """No defect files itself: somebody calls about it, or finds it."""


@face.decided.of(Blocks)
@internal
def call_about(state: State[Blocks], now: float, m: int, regime: BlockRegime) -> None:
    """Whoever lives there calls about defect *m*."""
    see_to(state, m)
    call_in(now, state, m, state.clients.arisings[m], regime)


@face.called_on.of(Blocks)
@internal
def inspect(state: State[Blocks], now: float, client: int, c: int, d: int, regime: BlockRegime) -> None:
    """Cadre *c* of desk *d* has inspected a block: what it found goes on file from there."""
    clients = state.clients
    block, kinds = clients.blocks[client], len(clients.kinds)
    state.city[0].ledger.contacts += 1
    block.visits += 1
    block.last_visit = now
    block.visit_pending = False
    for i in range(client * kinds, (client + 1) * kinds):
        item = clients.items[i]
        for m in range(item.first + item.known, item.first + item.arisen):
            see_to(state, m)
            find(now, state, m, clients.arisings[m], block.visits, d, regime.doors, regime)
        pass_known(item, state.matters)


@internal
def see_to(state: State[Blocks], m: int) -> None:
    """What is filed now counts in the evaluation if it stands in the index; in the next test, once that is known."""
    clients, matter = state.clients, state.matters[m]
    if matter.stage == MatterStage.DORMANT:
        i = matter.client * len(clients.kinds) + matter.kind
        looked_at = clients.items[i].sampled or not clients.book[0].heralded
        matter.measured = clients.kinds[matter.kind].measured and looked_at


@internal
def pass_known(item: Item, matters: Rows[Matter]) -> None:
    """Inspections need not look again at what has been filed."""
    while item.known < item.arisen and matters[item.first + item.known].stage != MatterStage.DORMANT:
        item.known += 1


@face.closed.of(Blocks)
@internal
def closed(state: State[Blocks], now: float, matter: Matter) -> None:
    """What is really mended is in order again; a habit will come back. What was closed falsely is as it was."""
    if not matter.solved:
        return
    clients = state.clients
    i = matter.client * len(clients.kinds) + matter.kind
    item, kind, block = clients.items[i], clients.kinds[matter.kind], clients.blocks[matter.client]
    item.open -= 1
    block.open -= 1
    if item.open == 0:
        put_in_order(state, block, kind.measured, 1)
    if kind.habit and item.arisen < item.room:
        item.next_arises = now + gap_before(state.city[0].seed, item, item.arisen, kind)
        block.next_arises = min(block.next_arises, item.next_arises)


@face.team_of.of(Blocks)
@internal
def team_of(state: State[Blocks], matter: Matter) -> int:
    """All defects of a block go to one team."""
    return team_serving(state, state.clients.blocks[matter.client].key)


@face.route_anew.of(Blocks)
@internal
def route_anew(state: State[Blocks]) -> None:
    """Inspections go out from the team that serves the block, or from the department that inspects."""
    route_calls(state, state.clients.blocks)


@face.route_of_call.of(Blocks)
@internal
def route_of_call(state: State[Blocks], client: int) -> int:
    """As it was last written."""
    return state.clients.blocks[client].slot


@face.forget_owner.of(Blocks)
@internal
def forget_owner(state: State[Blocks], c: int) -> None:
    """Cadre *c* is no block's named cadre any more."""
    forget_named(state.clients.blocks, c)


@face.name_owner_of_each.of(Blocks)
@internal
def name_owner_of_each(state: State[Blocks], post: int) -> None:
    """Give every block one named cadre, in turn, from those at *post* who inspect."""
    for b in range(len(state.clients.blocks)):
        name_cadre(state, state.clients.blocks[b], post, state.clients.book[0].inspector)


@face.goal_reached.of(Blocks)
@internal
def goal_reached(state: State[Blocks]) -> bool:
    """A test of this round found the target reached, and members are to go home then."""
    return state.clients.book[0].reached and state.clients.book[0].ends_team


@face.round_of.of(Blocks)
@internal
def round_of(state: State[Blocks]) -> int:
    """The second once there are a new target and new kinds of work."""
    return state.clients.book[0].round_now


@face.hands_over.of(Blocks)
@internal
def hands_over(state: State[Blocks]) -> bool:
    """More always arises: a team that goes home leaves what is on file to the departments."""
    return True
