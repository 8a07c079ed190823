"""What is known of an approval, its reviews and their order, what is on its way, and who travels: a row each."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from sim.core.rows import Rows, RowTuple, RowType, flag, real, whole, word


class Awaits(IntEnum):
    """What a review that is to be ruled on by a meeting waits for."""

    NOTHING = 0
    PAPERS = 1  # on their way to the place of the meeting
    MEETING = 2
    REVISION = 3  # its client does over what the meeting sent back


class Approval(RowType):
    """An undertaking that may begin once all its reviews stand closed."""

    key: int = whole("id", "keys its draws")
    start: float = real("day", "when its client begins to draft")
    first: int = whole("matter", "first of its reviews")
    reviews: int = whole("reviews", "how many it needs")
    closed: int = whole("reviews", "closed now, truly or not")
    solved: int = whole("reviews", "really solved so far")
    ended: float = real("day", "when all stood closed for the first time, -1 before")
    done: float = real("day", "when the last was really solved, -1 before")


class Review(RowType):
    """What a review is beside its matter, which has the same row among the matters."""

    approval: int = whole("approval", "whose it is")
    step: int = whole("step", "which step of the graph, in the order of the configuration")
    lot: int = whole("lot", "of which part of the undertaking, 0 for all of it")
    far: int = whole("place", "outside the city where one of its clearances is given, 0 for none")
    draft: float = real("working days", "that its client takes to draft what is reviewed; the same in every arm")
    meets: bool = flag("a meeting is to rule on it, whatever else may call for one")
    first_edge: int = whole("edge", "first of those that lead from it")
    edges: int = whole("edges", "how many lead from it")
    waits_for: int = whole("reviews", "that must be closed before it is drafted, and are not")
    waits_in_line: int = whole("reviews", "before it in its lot that are not closed, where one is taken after another")
    released: float = real("day", "when its client could begin to draft, -1 before")
    first_closing: bool = flag("it has been closed once")
    met: bool = flag("a meeting has ruled on it in this attempt")
    awaits: Awaits = word(Awaits, "what its ruling waits for")
    rounds: int = whole("meetings", "to which it was called, held or not")
    sent_back: int = whole("times", "a meeting sent it back")
    work: float = real("day", "up to its first closing: somebody worked on it")
    queue: float = real("day", "the same: lay at a desk")
    on_the_way: float = real("day", "the same: between desks, by hand, post or trip")
    meeting: float = real("day", "the same: waited for a ruling")
    floor: float = real("day", "the same: waited for the statutory minimum")
    client: float = real("day", "the same: waited for its client")


class Edge(RowType):
    """Which review comes after which."""

    goal: int = whole("matter", "what waits for the review that the edge leads from")
    series: bool = flag("only where reviews of a lot are taken one after another")


class Parcel(RowType):
    """What goes to another place: a row a clearance, then one a matter for the papers of its meeting."""

    place: int = whole("place", "where to, 0 before it ever went")
    sent: float = real("day", "when it was ready to go")
    waits: bool = flag("for somebody to take it along")
    times: int = whole("times", "it has gone")
    away: float = real("day", "sum of the days until it was there")


class Spot(RowType):
    """A place outside the city."""

    called: bool = flag("somebody is to travel there and has not set out")
    trips: int = whole("trips", "made there")
    carried: int = whole("files", "taken along on them")
    posted: int = whole("files", "that went there by post")
    sessions: float = real("day", "when its first session of experts is, before the sessions of other places differ")


class Traveller(RowType):
    """What a cadre has been away for; a row a cadre."""

    trips: int = whole("absences", "begun")
    back: int = whole("absences", "ended")
    days: float = real("working days", "of the absences that have ended")


class FarOf(RowType):
    """Where a competence is exercised; a row a competence."""

    place: int = whole("place", "outside the city, 0 in it")


class Book(RowType):
    """What is counted of all approvals, and what holds for all of them."""

    lead: int = whole("competence", "of those who travel for an approval")
    parallel: bool = flag("what the graph allows goes at once; else one after another in a lot")
    meetings: int = whole("meetings", "held")
    experts: int = whole("persons", "who came to them")
    adjourned: int = whole("meetings", "called and not held, since too few came")
    sent_back: int = whole("meetings", "that sent a review back to its client")


@RowTuple.register
class Approvals(NamedTuple):
    """The clients of a city with approvals to grant."""

    approvals: Rows[Approval]
    reviews: Rows[Review]
    edges: Rows[Edge]
    parcels: Rows[Parcel]
    spots: Rows[Spot]
    travellers: Rows[Traveller]
    far_of: Rows[FarOf]
    book: Rows[Book]
