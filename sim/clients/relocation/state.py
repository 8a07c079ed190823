"""What is known of every household and of its ties: one row each."""

from __future__ import annotations

from sim.core.rows import Kind, flag, real, whole

MAX_ISSUES = 3

# First what a day reads of everybody, then what a visit or a signature reads: less memory passes by.
HOUSEHOLD = Kind(
    "household",
    key=whole("id", "keys every draw of this household"),
    signed=flag("has signed"),
    decided=flag("will sign today; both sides of a day's signatures see the same morning"),
    visit_pending=flag("a visit is queued or under way"),
    kin=flag("some of its ties are kin"),
    visits=whole("visits", "visits received so far"),
    open_issues=whole("issues", "issues that still block it"),
    last_visit=real("day", "day of the last visit, -1e9 before the first"),
    pressure=real("0..1", "pressure suffered"),
    trust=real("0..1", "trust in the people who visit"),
    uncertainty=real("0..1", "uncertainty about the resettlement"),
    belief=real("assessed value", "late premium that waiting is expected to bring"),
    visitor=whole("cadre", "who came last, -1 before the first visit"),
    reservation=real("assessed value", "the premium at which it would sell, assessed value = 1"),
    ties=whole("ties", "how many neighbours and kin it has"),
    signed_ties=whole("ties", "how many of those have signed"),
    block=whole("id", "lane or courtyard"),
    area=real("m2", "floor area"),
    value=real("million yuan", "assessed value of the house"),
    ask=real("assessed value", "what it demands: reservation x (1 + opportunism)"),
    attached=flag("would not move at any ordinary price"),
    hardship=flag("has an issue of illness or poverty"),
    slot=whole("route", "first of the routes that its visits take"),
    owner=whole("cadre", "the named cadre of this household, -1 for none"),
    first_matter=whole("matter", "first of its rows among the matters"),
    issues=whole("issues", "how many issues it was born with"),
    filed=flag("its issues have been put on file"),
    first_tie=whole("tie", "first of its rows among the ties"),
    signed_at=real("day", "day of signing, -1 before"),
    price=real("assessed value", "price signed for, bonuses included"),
    conditional=flag("signed under a threshold that is not yet met"),
    petition=flag("has filed a petition"),
    unwilling=flag("was compelled, or signed well below what it would sell for"),
    court_stage=whole("stage", "compulsory branch: 0 none, 1 applied for, 2 refused"),
)

TIE = Kind(
    "tie",
    household=whole("household", "whose tie this is"),
    other=whole("household", "neighbour or kin"),
    kin=flag("the tie is kin"),
)

ROUND = Kind("round", start=real("day", "when a round of offers opens"))

STEP = Kind("step", until=real("day of the round", "end of the step"), bonus=real("assessed value", "bonus until then"))

ISSUE_KIND = Kind(
    "issue_kind",
    weight=real("share", "cumulative share of issues"),
    first=whole("row", "first of its rows among the kind's competences"),
    competences=whole("competences", "how many"),
    hardship=flag("illness or poverty"),
)

ISSUE_STEP = Kind("issue_step", competence=whole("competence", "asked for in this order"))
