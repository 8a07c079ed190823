"""What is known of a matter, of its clearances, and of the routes that they take: one row each."""

from __future__ import annotations

from enum import IntEnum

from sim.core.laws import EffortLaw
from sim.core.rows import RowType, flag, real, whole, word
from sim.core.words import Word


class MatterStage(IntEnum):
    """How a matter stands."""

    DORMANT = 0
    OPEN = 1
    PENDING_RULING = 2
    SHELVED = 3
    CLOSED = 4
    RESTING = 5  # until its statutory minimum is over
    CONSULTED = 6  # the others say what they think of a ruling that one department makes for all


class Dependence(Word):
    """How the clearances of a matter depend on each other (Thompson 1967)."""

    POOLED = 0
    SEQUENTIAL = 1
    RECIPROCAL = 2


class ClearanceStage(IntEnum):
    """How one department's part of a matter stands."""

    WAITING = 0  # for its turn
    TRANSFERRED = 1  # between two desks
    QUEUED = 2
    SERVED = 3
    FLOORED = 4  # until its department's statutory minimum is over
    DONE = 5
    LYING = 6  # at its desk, and nobody has looked at it
    WITH_CLIENT = 7  # who has to bring something


class Matter(RowType):
    """A file: what it needs, how it stands, and where its time went."""

    key: int = whole("id", "keys its draws")
    client: int = whole("client", "whose matter it is, -1 for nobody's")
    team: int = whole("team", "whose it is now, -1 for the departments'")
    place: int = whole("place", "where its departments are")
    slot: int = whole("route", "first of the routes that its clearances take")
    block: int = whole("block", "group of departments that it concerns")
    effort: float = real("working days", "median effort of each of its clearances")
    effort_law: EffortLaw = word(EffortLaw, "of the effort, a mean where it is not log-normal")
    effort_sigma: float = real("log", "spread of that effort")
    dependence: Dependence = word(Dependence, "of its clearances on each other")
    floor: float = real("day", "statutory minimum of the whole matter, from filing to closing")
    measured: bool = flag("counts in the evaluation of a team")
    escalated: bool = flag("its ruling is the leaders' to make")
    kind: int = whole("kind", "kind of matter, as its client counts them")
    first: int = whole("clearance", "first of its rows among the clearances")
    clearances: int = whole("clearances", "how many it needs")
    competences: int = whole("bit mask", "the competences it needs")
    ruling: bool = flag("needs a joint ruling")
    ruled_alone: bool = flag("its ruling is one department's for all")
    refused: bool = flag("a department that was consulted refused to let another rule")
    consulted: int = whole("times", "how often the others have been asked about a ruling for all")
    exception: bool = flag("the ruling is an exception that a silo's forum may not be entitled to grant")
    stage: MatterStage = word(MatterStage, "how it stands")
    attempt: int = whole("attempt", "how often it has been reopened")
    closed_falsely: bool = flag("closed without being solved")
    solved: bool = flag("really solved")
    filed: float = real("day", "when it was put on file")
    closed: float = real("day", "when it was last closed")
    first_closed: float = real("day", "when it was closed for the first time, truly or not; -1 before")
    next: int = whole("matter", "next in the forum's queue")
    serving: int = whole("clearances", "being worked on")
    queued: int = whole("clearances", "waiting at a desk")
    moving: int = whole("clearances", "between desks")
    floored: int = whole("clearances", "waiting for the statutory minimum")
    touched: float = real("day", "up to when its time has been accounted for")
    work_time: float = real("day", "somebody works on it")
    handover_time: float = real("day", "on its way between desks, nobody works on it")
    queue_time: float = real("day", "waits at a desk")
    meeting_time: float = real("day", "waits for a ruling")
    floor_time: float = real("day", "waits for the statutory minimum")
    client_time: float = real("day", "shelved, abandoned or waiting for the client")


class Clearance(RowType):
    """One department's part of a matter."""

    matter: int = whole("matter", "what it is part of")
    ordinal: int = whole("ordinal", "place in the order in which a silo asks: keys its draws with the matter")
    after: int = whole("bit mask", "ordinals of those that must be given before it is asked for")
    competence: int = whole("competence", "who must give it")
    stage: ClearanceStage = word(ClearanceStage, "how it stands")
    attempt: int = whole("attempt", "renewals so far")
    reworked: int = whole("times", "how often another's result reopened it in this attempt")
    returned: int = whole("times", "how often its client had to bring something in this attempt")
    near: int = whole("closeness", "of the desks of its last hand-over (sim/matters/hand_over.py: Closeness)")
    at_home: bool = flag("a team sent it back to its department")
    passed: int = whole("times", "how often it was sent on as 'not ours' in this attempt")
    asked: bool = flag("its data request has been answered, or none is needed")
    filed: float = real("day", "when this attempt reached its department")
    lands: float = real("day", "when it lands next, or has landed")
    given: float = real("day", "when it was given")
    valid_until: float = real("day", "when it lapses")


class Route(RowType):
    """Where project work of one competence goes."""

    desk: int = whole("desk", "where project work of this competence goes")
    department: int = whole("department", "whose competence it is at this place")
