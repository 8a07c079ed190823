"""What is known of every household and of its ties: one row each."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from sim.core.rows import Rows, RowTuple, RowType, flag, real, whole, word

MAX_ISSUES = 3


class CourtStage(IntEnum):
    """How far the city has gone to compel a household."""

    NOT_APPLIED = 0
    APPLIED = 1
    REFUSED = 2


class Household(RowType):
    """A household of the village.

    First what a day reads of everybody, then what a visit or a signature reads: less memory passes by.
    """

    key: int = whole("id", "keys every draw of this household")
    signed: bool = flag("has signed")
    decided: bool = flag("will sign today; both sides of a day's signatures see the same morning")
    visit_pending: bool = flag("a visit is queued or under way")
    prepared: bool = flag("has made up its mind and its papers: it signs as soon as it may, if it still gains")
    inclined: bool = flag("made up its mind today in a block that decides together")
    joint: bool = flag("belongs to a block that decides together")
    kin: bool = flag("some of its ties are kin")
    visits: int = whole("visits", "visits received so far")
    open_issues: int = whole("issues", "open issues that bar its signature")
    worries: int = whole("issues", "open issues that bar nothing, and worry it")
    last_visit: float = real("day", "day of the last visit, -1e9 before the first")
    pressure: float = real("0..1", "pressure suffered")
    trust: float = real("0..1", "trust in the people who visit")
    uncertainty: float = real("0..1", "uncertainty about the resettlement")
    belief: float = real("assessed value", "late premium that waiting is expected to bring")
    visitor: int = whole("cadre", "who came last, -1 before the first visit")
    reservation: float = real("assessed value", "the premium at which it would sell, assessed value = 1")
    ties: int = whole("ties", "how many neighbours and kin it has")
    signed_ties: int = whole("ties", "how many of those have signed")
    block: int = whole("id", "lane or courtyard")
    area: float = real("m2", "floor area")
    value: float = real("million yuan", "assessed value of the house")
    ask: float = real("assessed value", "what it demands: reservation x (1 + opportunism)")
    attached: bool = flag("would not move at any ordinary price")
    hardship: bool = flag("has an issue of illness or poverty")
    slot: int = whole("route", "first of the routes that its visits take")
    owner: int = whole("cadre", "the named cadre of this household, -1 for none")
    first_matter: int = whole("matter", "first of its rows among the matters")
    issues: int = whole("issues", "how many issues it was born with")
    filed: bool = flag("its issues have been put on file")
    first_tie: int = whole("tie", "first of its rows among the ties")
    answer: float = real("assessed value", "what it would have gained, as it said when it was asked")
    signed_at: float = real("day", "day of signing, -1 before")
    price: float = real("assessed value", "price signed for, bonuses included")
    unpaid: bool = flag("would have signed, and was stopped because the money under the ceiling was gone")
    conditional: bool = flag("signed under a threshold that is not yet met")
    petition: bool = flag("has filed a petition")
    unwilling: bool = flag("was compelled, or signed well below what it would sell for")
    court_stage: CourtStage = word(CourtStage, "compulsory branch")


class Tie(RowType):
    """A tie between two households."""

    household: int = whole("household", "whose tie this is")
    other: int = whole("household", "neighbour or kin")
    kin: bool = flag("the tie is kin")


class Round(RowType):
    """A round of offers."""

    start: float = real("day", "when a round of offers opens")


class BonusWindow(RowType):
    """One step of the early-signing bonus."""

    until: float = real("day of the round", "end of the step")
    bonus: float = real("assessed value", "bonus until then")


class KindOfIssue(RowType):
    """One kind of issue."""

    weight: float = real("share", "cumulative share of issues")
    first: int = whole("row", "first of its rows among the kind's competences")
    competences: int = whole("competences", "how many")
    hardship: bool = flag("illness or poverty")
    bars: bool = flag("bars the signature")


class IssueStep(RowType):
    """A competence of a kind of issue, in the order in which a silo asks."""

    competence: int = whole("competence", "asked for in this order")


class Book(RowType):
    """The village's book: who has signed, the threshold window, and the money."""

    signed: int = whole("households", "signatures so far, conditional ones included")
    left: int = whole("households", "households that have not signed")
    last_signature: float = real("day", "day of the last signature")
    window_start: float = real("day", "start of the open threshold window, -1 for none")
    bound: bool = flag("a threshold contract has been met: those who are left may sign without condition")
    visit_competence: int = whole("competence", "competence of those who visit")
    plot_competence: int = whole("competence", "competence of those who can show the resettlement plot")
    petitions: int = whole("petitions", "petitions filed")
    unwilling: int = whole("households", "unwilling movers")
    money: float = real("million yuan", "paid to households")
    funds: float = real("million yuan", "money left under the ceiling")
    best_price: float = real("assessed value", "highest price paid so far")
    first_price: float = real("assessed value", "price of the first day, bonus included")
    voided: int = whole("contracts", "threshold contracts that fell through")
    next_window: float = real("day", "when a window that fell through is called again, -1 for never")
    recalled: int = whole("windows", "called again so far")
    raised: float = real("assessed value", "added to the package after households were asked")
    pace: float = real("ratio", "days between visits in this project over what is usual")


class VillageSample(RowType):
    """How the village stands on one day; a row for each of the city's own samples."""

    signed: int = whole("households", "households that have signed")
    trust: float = real("0..1", "mean trust of the households left")
    charged: float = real("working days", "time charged to the project since the intervention")


@RowTuple.register
class Village(NamedTuple):
    """The clients of a relocation: households, their ties, the book, what is offered when, and the record."""

    households: Rows[Household]
    ties: Rows[Tie]
    book: Rows[Book]
    rounds: Rows[Round]
    windows: Rows[BonusWindow]
    kinds: Rows[KindOfIssue]
    samples: Rows[VillageSample]
