"""What is known of sites, of their plans, of stores, of every pair of places and every deal: one row each."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from sim.core.rows import Rows, RowTuple, RowType, flag, real, whole, word


class DealStage(IntEnum):
    """How a deal stands."""

    PROPOSED = 0
    TALKING = 1
    AGREED = 2
    REFUSED = 3
    ENDED = 4  # everything was carried, or what was left is no longer wanted


class Site(RowType):
    """A site: it digs earth or fills it in, week by week of its own work."""

    key: int = whole("id", "keys every draw of this site")
    x: float = real("km", "east")
    y: float = real("km", "north")
    fills: bool = flag("needs earth; off: digs it")
    soil: int = whole("soil", "class of what it digs, or the least that it takes")
    grade: int = whole("grade", "of what it digs, or the least that it takes")
    planned: int = whole("day", "Monday on which it is to begin")
    begins: int = whole("day", "Monday on which it does")
    first: int = whole("row", "first of its weeks")
    weeks: int = whole("weeks", "of work")
    week: int = whole("weeks", "of its own work done")
    days: int = whole("days", "worked of its present week")
    left: int = whole("m3", "of its present week's volume, not dug or placed yet")
    ended: float = real("day", "when its earthworks were done, -1 before")
    heap: int = whole("m3", "dug and lying there, also on others' land")
    over: int = whole("m3", "of the heap, beyond its own room")
    room: int = whole("m3", "that it can heap on its own land")
    stock: int = whole("m3", "delivered and not placed yet")
    stock_room: int = whole("m3", "that it can take ahead of its need")
    plot: float = real("ha", "its land")
    fleet: int = whole("m3 a day", "that its haulier carries")
    carried: int = whole("m3", "that it has carried today")
    tip: int = whole("tip", "the cheapest for it")
    tip_price: float = real("yuan a m3", "of bringing earth there: haul and fee")
    pit: int = whole("pit", "the cheapest for it")
    pit_price: float = real("yuan a m3", "of getting earth from there: price and haul")
    tip_order: int = whole("m3", "that are still to go to the tip this week")
    pit_order: int = whole("m3", "that are still to come from the pit this week")
    neighbour: int = whole("row", "first of its neighbours")
    neighbours: int = whole("sites", "that its heap can reach, nearest first")
    blocked_by: int = whole("site", "whose heap lies on its land, -1 for nobody's")
    blocked_days: int = whole("working days", "on which another's heap kept it from working")
    waiting_days: int = whole("working days", "on which it lacked earth")
    found: bool = flag("has been ordered to clear what lies on others' land")
    looked: int = whole("times", "that control has looked at it")
    ordered: float = real("day", "when it was first ordered to clear, -1 before")
    cleared: float = real("day", "when after that nothing lay on others' land any more, -1 before")
    worst: int = whole("m3", "most that lay beyond its own room")
    done: int = whole("m3", "dug or placed so far")
    tipped: int = whole("m3", "brought to the tip so far")
    bought: int = whole("m3", "got from the pit so far")


class OwnWeek(RowType):
    """One week of a site's own work."""

    plan: int = whole("m3", "planned")
    volume: int = whole("m3", "that it will really be")


class Worked(RowType):
    """What one site really did in one week of the calendar: a row a site and week."""

    volume: int = whole("m3", "dug or placed")
    lying: int = whole("m3", "of its heap, on Sunday")


class Neighbour(RowType):
    """A site that another's heap can reach."""

    site: int = whole("site", "which")


class Pair(RowType):
    """Two places, sites first, then each soil of each store: a row for each ordered pair."""

    km: float = real("km", "by road")
    tie: float = real("share", "keyed, between 0 and 1: breaks ties between plans that cost the same")
    meets: float = real("week", "weeks after both have begun, until they have found each other by themselves")
    meetings: int = whole("talks", "held so far")


class Store(RowType):
    """A place where earth may be kept for a time."""

    x: float = real("km", "east")
    y: float = real("km", "north")
    capacity: int = whole("m3", "that it holds")
    opened: float = real("day", "when it was ordered, -1 before")
    ready: float = real("day", "from when on it takes earth")
    owner: int = whole("site", "who opened it for itself, -1 for all")
    stock: int = whole("m3", "lying there")
    came: int = whole("m3", "brought there so far")
    tip_price: float = real("yuan a m3", "of bringing earth from there to the cheapest tip")


class Grade(RowType):
    """How good one class of soil is."""

    grade: int = whole("grade", "a fill takes its own or better; 0 is good for tips only")


class Kept(RowType):
    """How much of one soil lies in one store: a row a store and soil."""

    volume: int = whole("m3", "lying there")


class Deal(RowType):
    """An agreement, or talks about one: from where to where, and how much."""

    source: int = whole("place", "where the earth is")
    goal: int = whole("place", "where it goes")
    volume: int = whole("m3", "that was talked about")
    rest: int = whole("m3", "not carried yet")
    order: int = whole("m3", "that may be carried this week")
    matter: int = whole("matter", "the talks, -1 where none are needed")
    stage: DealStage = word(DealStage, "how it stands")
    proposed: float = real("day", "when")
    begins: float = real("day", "when its talks begin")
    settled: float = real("day", "when it was agreed or refused, -1 before")


class Book(RowType):
    """What the city of sites has counted and paid since day 0."""

    week: int = whole("week", "that is planned now")
    deals: int = whole("deals", "rows used")
    oldest: int = whole("deal", "first that is not ended or refused")
    filed: int = whole("deals", "whose talks have begun, or needed none")
    matters: int = whole("matters", "used for talks")
    orders: bool = flag("what the office plans is binding")
    park: int = whole("site", "the fill whose deliveries are followed, -1 for none")
    park_in: int = whole("m3", "brought there from other sites")
    park_nearest: int = whole("m3", "of that, from the nearest site that had any lying open")
    reused: int = whole("m3", "carried from one site to another, or out of a store")
    reused_km: float = real("m3 km", "the way that it went")
    haul: float = real("yuan", "paid for hauling")
    tip: float = real("yuan", "paid to tips")
    pit: float = real("yuan", "paid to pits")
    store: float = real("yuan", "paid for opening stores, and for taking earth in and out")
    bare: float = real("yuan", "what bare soil costs")
    bare_days: float = real("ha days", "covered by heaps and stores")
    fined: float = real("yuan", "penalties: paid by one and received by another, so no cost to the city")
    talks: int = whole("talks", "that came to an end")
    talk_days: float = real("day", "sum over them, from the proposal on")
    long_talks: int = whole("talks", "of those, that took a week or more")
    refused: int = whole("talks", "of those, without agreement")
    planned: int = whole("weeks", "planned by the optimiser")
    failed: int = whole("weeks", "that the optimiser could not plan: tips and pits instead")
    pit_left: int = whole("m3", "that pits still give this week")
    agreement: float = real("probability", "that talks end in a deal")
    staff: int = whole("persons", "whom an office takes that plans without a team")
    planners: int = whole("persons", "of the office that plans without a team")
    crowded: int = whole("times", "that a deal was not proposed as there was no room for its talks")


@RowTuple.register
class Sites(NamedTuple):
    """The clients of a city of sites."""

    sites: Rows[Site]
    weeks: Rows[OwnWeek]
    worked: Rows[Worked]
    neighbours: Rows[Neighbour]
    pairs: Rows[Pair]
    stores: Rows[Store]
    kept: Rows[Kept]
    grades: Rows[Grade]
    deals: Rows[Deal]
    book: Rows[Book]
