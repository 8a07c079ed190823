"""A day of the sites, in order: talks begin, heaps block, earth is dug, carried and placed, and lies where it lies."""

from __future__ import annotations

from sim.clients import face
from sim.clients.sites.hauling import carry_deals, carry_from_pits, carry_to_tips
from sim.clients.sites.heaping import block, control, spill
from sim.clients.sites.numbers import SiteRegime
from sim.clients.sites.population import HECTARE
from sim.clients.sites.state import Site, Sites
from sim.clients.sites.talks import begin_talks
from sim.core.calendar import WEEK, WORKING_WEEK, is_working_day
from sim.core.compiling import internal
from sim.state.state import State


@face.live_today.of(Sites)
@internal
def live_today(state: State[Sites], day: int, regime: SiteRegime) -> None:
    """One day of the sites.

    1. Talks that were proposed begin, so that a deal can be agreed today.
    2. On working days: heaps of yesterday block; what is dug today can be carried today, what is carried, placed.
    3. What lies beyond its own room lies on others' land; on Mondays somebody may look.
    4. What the day costs.
    5. On Sundays a plan for the week is asked for, which the loop makes in Python.
    """
    clients, now = state.clients, float(day)
    book = clients.book[0]
    book.week = day // WEEK
    begin_talks(now, state, regime)
    if day % WEEK == 0:
        book.pit_left = regime.outlets.pit_week
    if is_working_day(day, WORKING_WEEK):
        for s in range(len(clients.sites)):
            clients.sites[s].carried = 0
        block(state, now, regime.ground)
        dig_all(state, day)
        carry_deals(state, now, regime)
        carry_to_tips(state, regime.prices)
        carry_from_pits(state, day, regime.prices)
        place_all(state, day)
    spill(state, now)
    if day % WEEK == 0:
        control(state, now, regime)
    lie(state, regime)
    if day % WEEK == WEEK - 1:
        write_heaps(state, day)
        state.city[0].planning = True


@internal
def may_work(site: Site, day: int) -> bool:
    """Whether a site works today: it has begun, is not done, and nobody's heap lies on its land."""
    return day >= site.begins and site.week < site.weeks and site.blocked_by < 0


@internal
def dig_all(state: State[Sites], day: int) -> None:
    """Every site that digs takes out its share of the week's volume: whole m3, all of it by the fifth day."""
    clients = state.clients
    for s in range(len(clients.sites)):
        site = clients.sites[s]
        if site.fills or not may_work(site, day):
            continue
        dug = site.left // (WORKING_WEEK - site.days)
        site.left -= dug
        site.heap += dug
        site.days += 1
        write_down(state, s, day, dug)
        if site.days == WORKING_WEEK:
            next_week(state, site, day)


@internal
def place_all(state: State[Sites], day: int) -> None:
    """Every fill places what it has of this week's need; after five days it stands still until the rest has come."""
    clients = state.clients
    for s in range(len(clients.sites)):
        site = clients.sites[s]
        if not site.fills or not may_work(site, day):
            continue
        placed = min(site.left, site.stock)
        site.left -= placed
        site.stock -= placed
        write_down(state, s, day, placed)
        if site.days < WORKING_WEEK:
            site.days += 1
        else:
            site.waiting_days += 1
        if site.days == WORKING_WEEK and site.left == 0:
            next_week(state, site, day)


@internal
def write_down(state: State[Sites], s: int, day: int, volume: int) -> None:
    """Note what site *s* did in this week of the calendar."""
    clients = state.clients
    clients.sites[s].done += volume
    clients.worked[s * (len(clients.worked) // len(clients.sites)) + day // WEEK].volume += volume


@internal
def write_heaps(state: State[Sites], day: int) -> None:
    """Note what lies at every site on the Sunday of a week."""
    clients = state.clients
    width = len(clients.worked) // len(clients.sites)
    for s in range(len(clients.sites)):
        clients.worked[s * width + day // WEEK].lying = clients.sites[s].heap


@internal
def next_week(state: State[Sites], site: Site, day: int) -> None:
    """A week of its own work is done: the next, or the end."""
    site.week += 1
    site.days = 0
    if site.week < site.weeks:
        site.left = state.clients.weeks[site.first + site.week].volume
    else:
        site.ended = day + 1.0


@internal
def lie(state: State[Sites], regime: SiteRegime) -> None:
    """Heaps and stores lie bare today."""
    clients = state.clients
    lying = 0
    for s in range(len(clients.sites)):
        lying += clients.sites[s].heap
    for k in range(len(clients.stores)):
        lying += clients.stores[k].stock
    hectares = lying / regime.ground.height / HECTARE
    clients.book[0].bare_days += hectares
    clients.book[0].bare += hectares * regime.prices.bare
