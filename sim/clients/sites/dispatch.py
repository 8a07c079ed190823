"""Dispatch: the rolling plan of an office, from the outlook to a linear programme and back to orders and deals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.clients.sites.builders import buy, open_store, tip
from sim.clients.sites.outlook import Outlook, fits
from sim.clients.sites.population import HECTARE
from sim.clients.sites.program import Plan, Problem, UnsolvableError, solve, whole
from sim.clients.sites.proposing import propose
from sim.core.calendar import WEEK, WORKING_WEEK


@dataclass(frozen=True, slots=True)
class Posed:
    """A plan's question: the *problem*, and which places its rows are."""

    problem: Problem
    cuts: np.ndarray
    fills: np.ndarray
    places: np.ndarray  # of each source
    goals: np.ndarray  # of each arc: the place it goes to


def dispatch(state: Any, outlook: Outlook) -> None:
    """Plan the week: flows become orders, or deals to be talked about; where there is no plan, tips and pits do."""
    book = state.clients.book[0]
    posed = pose(state, outlook)
    try:
        plan = solve(posed.problem)
    except UnsolvableError:
        book.failed += 1
        fall_back(state, outlook)
        return
    book.planned += 1
    give_orders(state, outlook, posed, plan)
    open_stores(state, outlook, posed, plan)
    tip(state, outlook)
    buy(state, outlook)
    if outlook.mode.order_power:
        state.clients.sites["tip_order"][posed.cuts] = whole(plan.tipped[: len(posed.cuts), 0])


def fall_back(state: Any, outlook: Outlook) -> None:
    """A week without a plan: no deal is carried on orders, builders tip and fills buy what they must."""
    book = state.clients.book[0]
    state.clients.deals["order"][int(book.oldest) : int(book.deals)] = 0
    tip(state, outlook)
    buy(state, outlook)


def pose(state: Any, outlook: Outlook) -> Posed:
    """The transport problem of an outlook: sites with earth, stores by soil, fills with a need, and their partners."""
    clients, sites, regime = state.clients, state.clients.sites, outlook.regime
    number, buckets = len(sites), len(outlook.window.lengths)
    busy = (outlook.expected.sum(axis=1) > 0) | (sites["heap"] > 0)
    cuts = np.flatnonzero(~sites["fills"] & busy)
    fills = np.flatnonzero(sites["fills"] & (outlook.expected.sum(axis=1) > 0))
    stores, soils = outlook.kept.shape
    places = np.concatenate([cuts, number + np.arange(stores * soils)])
    classes = np.concatenate([sites["soil"][cuts], np.tile(np.arange(soils), stores)])
    source, goal, goals = arcs_of(state, outlook, places, classes, fills)
    price, most = terms(state, outlook, places[source], goals)
    tips = np.concatenate([sites["tip_price"][cuts], np.full(stores * soils, np.inf)])
    last = np.concatenate([sites["tip_price"][cuts], np.repeat(clients.stores["tip_price"], soils)])
    supply = np.vstack([outlook.expected[cuts], np.zeros((stores * soils, buckets), dtype=np.int64)])
    need = outlook.expected[fills]
    problem = Problem(
        lengths=outlook.window.lengths,
        supply=supply,
        lying=np.concatenate([sites["heap"][cuts], outlook.kept.ravel()]),
        room=np.concatenate([sites["room"][cuts], np.repeat(clients.stores["capacity"], soils)]),
        spills=np.concatenate([sites["over"][cuts], np.zeros(stores * soils, dtype=np.int64)]),
        tip=tips,
        last=last,
        need=need,
        stock=sites["stock"][fills],
        ahead=ahead_of(sites, fills, need, outlook),
        pit=sites["pit_price"][fills],
        last_stock=sites["tip_price"][fills],
        source=source,
        goal=goal,
        price=price,
        tie=outlook.tie[places[source], goals],
        most=most,
        keeping=float(regime.prices.bare) * WEEK / (HECTARE * float(regime.ground.height)),
        spilling=spill_price(regime),
        pit_week=float(regime.outlets.pit_week),
        shared=shared_by(clients, len(cuts), soils),
    )
    return Posed(problem, cuts, fills, places, goals)


def shared_by(clients: Any, cuts: int, soils: int) -> list[tuple[np.ndarray, float]]:
    """Sources that share a capacity, m3: the soils of each store, which stand behind the *cuts*."""
    return [(cuts + k * soils + np.arange(soils), float(one)) for k, one in enumerate(clients.stores["capacity"])]


def spill_price(regime: Any) -> float:
    """What a m3 on others' land costs a week: a site's standing still, shared by the least heap that blocks one."""
    least = float(regime.ground.tolerated) * HECTARE * float(regime.ground.height)
    return float(regime.prices.blocked) * WORKING_WEEK / least


def ahead_of(sites: Any, fills: np.ndarray, need: np.ndarray, outlook: Outlook) -> np.ndarray:
    """What fills can have lying at the end of each bucket: nothing before they begin, at least what lies there now."""
    ends = outlook.week + 1 + outlook.window.starts + outlook.window.lengths
    begun = ends[None, :] > sites["planned"][fills, None] // WEEK
    there = np.maximum(sites["stock"][fills, None] - np.cumsum(need, axis=1), 0)
    most: np.ndarray = np.maximum(np.where(begun, sites["stock_room"][fills, None], 0), there).astype(float)
    return most


def arcs_of(
    state: Any, outlook: Outlook, places: np.ndarray, soils: np.ndarray, fills: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Arcs from each source to its nearest partners, from each fill's nearest to it, and into stores of its soil.

    Three arrays: rows of sources, of goals (fills, then fills + source), and the places that arcs go to.
    """
    clients, number = state.clients, len(state.clients.sites)
    most = int(outlook.regime.talks.partners)
    able = fits(outlook, clients.sites)[soils][:, fills] & outlook.known[places][:, fills]
    if not outlook.mode.order_power:
        able &= gains(state, outlook, places, fills)
    km = np.where(able, outlook.km[places][:, fills] * (1.0 + 1e-5 * outlook.tie[places][:, fills]), np.inf)
    rank_out = km.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    rank_in = km.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    bound = (outlook.agreed > 0)[places][:, fills] & fits(outlook, clients.sites)[soils][:, fills]
    source, goal = np.nonzero((np.isfinite(km) & ((rank_out < most) | (rank_in < most))) | bound)
    into = (places[:, None] < number) & (places[None, :] >= number) & (soils[:, None] == soils[None, :])
    into &= outlook.known[places][:, places] & (outlook.grades[soils] > 0)[:, None]
    if not outlook.mode.order_power:
        way = float(outlook.regime.prices.haul) * outlook.km[places][:, places]
        tips = np.concatenate([clients.sites["tip_price"], np.zeros(len(clients.kept))])[places]
        into &= way < tips[:, None]
    out_of, to = np.nonzero(into)
    goals = np.concatenate([fills[goal], places[to]])
    return np.concatenate([source, out_of]), np.concatenate([goal, len(fills) + to]), goals


def gains(state: Any, outlook: Outlook, places: np.ndarray, fills: np.ndarray) -> np.ndarray:
    """Whether a deal is good for both: without power to order nobody is asked for another."""
    sites, prices = state.clients.sites, outlook.regime.prices
    tips = np.concatenate([sites["tip_price"], np.zeros(len(state.clients.kept))])[places]
    better: np.ndarray = (
        float(prices.haul) * outlook.km[places][:, fills] < tips[:, None] + sites["pit_price"][fills][None, :]
    )
    return better


def terms(state: Any, outlook: Outlook, source: np.ndarray, goals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Price of each arc, and the most that can go in each bucket: what is agreed, until new talks can have ended.

    A store that is not open yet costs its opening, shared by what it holds, and takes earth after its lead time.
    """
    clients, regime = state.clients, outlook.regime
    number, starts = len(clients.sites), outlook.window.starts
    price = float(regime.prices.haul) * outlook.km[source, goals]
    stored = np.flatnonzero(np.maximum(source, goals) >= number)
    place = np.maximum(source, goals)[stored]
    store = (place - number) // len(outlook.grades)
    rows, ready, owner = clients.stores, np.zeros(len(source), dtype=np.int64), np.full(len(source), -1)
    shut = rows["opened"][store] < 0.0
    price[stored] += float(regime.prices.handling) / 2.0
    price[stored] += shut * float(regime.prices.opening) / np.maximum(rows["capacity"][store], 1)
    ready[stored] = weeks_to(clients, outlook, int(regime.outlets.lead_days))[store]
    owner[stored] = rows["owner"][store]
    talks = np.full(len(source), outlook.talk_weeks)
    for pair, weeks in outlook.due.items():
        talks[(source == pair[0]) & (goals == pair[1])] = weeks
    talks = np.where(owner == source, 0, np.minimum(talks, starts[-1]))
    most = np.where(starts < talks[:, None], outlook.agreed[source, goals][:, None].astype(float), np.inf)
    return price, np.where(starts < ready[:, None], 0.0, most)


def weeks_to(clients: Any, outlook: Outlook, lead: int) -> np.ndarray:
    """Weeks from the coming Monday until each store takes earth."""
    monday = float(WEEK * (outlook.week + 1))
    ready = np.where(clients.stores["opened"] >= 0.0, clients.stores["ready"], monday + lead)
    weeks: np.ndarray = np.maximum(np.ceil((ready - monday) / WEEK), 0.0).astype(np.int64)
    return weeks


def give_orders(state: Any, outlook: Outlook, posed: Posed, plan: Plan) -> None:
    """Flows of this week are ordered on deals that hold; what the next weeks show beyond them is to be talked about."""
    clients, book, told = state.clients, state.clients.book[0], outlook.regime.talks
    flows = whole(plan.flows)
    now, soon = np.zeros_like(outlook.agreed), np.zeros_like(outlook.agreed)
    from_ = posed.places[posed.problem.source]
    np.add.at(now, (from_, posed.goals), flows[:, 0])
    np.add.at(soon, (from_, posed.goals), flows[:, outlook.dealt].sum(axis=1))
    live = clients.deals[int(book.oldest) : int(book.deals)]
    live["order"] = 0
    for d in np.flatnonzero(now[live["source"], live["goal"]]):
        pair = int(live["source"][d]), int(live["goal"][d])
        live["order"][d] = min(int(live["rest"][d]), int(now[pair]))
        now[pair] -= live["order"][d]
    fresh = soon - outlook.agreed - outlook.talking
    for source, goal in np.argwhere(fresh >= max(int(told.least), 1)):
        if outlook.talking[source, goal] == 0:
            propose(clients, outlook, (int(source), int(goal)), int(fresh[source, goal]), int(now[source, goal]))


def open_stores(state: Any, outlook: Outlook, posed: Posed, plan: Plan) -> None:
    """A store that the plan would fill far enough is opened now."""
    clients, number = state.clients, len(state.clients.sites)
    for k, store in enumerate(clients.stores):
        into = (posed.goals >= number) & ((posed.goals - number) // len(outlook.grades) == k)
        if store.opened >= 0.0 or not into.any():
            continue
        planned = plan.flows[into].sum()
        if planned > 0.0 and planned >= float(outlook.regime.outlets.least_use) * int(store.capacity):
            owner = -1 if outlook.commons else int(posed.places[posed.problem.source[into][0]])
            open_store(state, k, owner, outlook.regime)
