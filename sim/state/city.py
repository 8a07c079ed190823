"""The one row that every event reads: the clock of a city, its ledger and the forum's list."""

from __future__ import annotations

from sim.core.rows import RowType, flag, nested, real, whole, word
from sim.state.regime import InForce


class Forum(RowType):
    """The forum's list of matters that wait for a joint ruling."""

    first: int = whole("matter", "head of the queue for a ruling, -1 when empty")
    last: int = whole("matter", "tail")
    pending: int = whole("matters", "length")
    meetings: int = whole("meetings", "held so far")
    ruled: int = whole("rulings", "made by the forum")


class Calendar(RowType):
    """The clock of a city, and where everything stands."""

    seed: int = whole("seed", "keys every draw")
    now: float = real("day", "time of the last event")
    until: float = real("day", "end of the horizon")
    intervention: float = real("day", "when the arms branch")
    pending: int = whole("events", "length of the event heap")
    vacant: bool = flag("the first place of the heap is free for the next event")
    free_job: int = whole("job", "head of the list of free job rows")
    free_jobs: int = whole("jobs", "how many are free")
    reserve: int = whole("jobs", "rows that routine work may not take")
    on_file: int = whole("matters", "matters on file and not closed")
    abandoned: bool = flag("files that nobody owns are no longer pursued")
    fenced: bool = flag("somebody has a ring-fence")
    long_hours: bool = flag("somebody outside a team works more than five days of seven")
    mode: InForce = word(InForce, "which numbers are in force")
    teams_called: int = whole("teams", "set up or working")
    teams_working: int = whole("teams", "working")
    blocks: int = whole("blocks", "groups of departments whose matters go together")
    competences: int = whole("competences", "how many kinds of clearance there are in the city")
    places: int = whole("places", "where departments are: 1 where the city is one place")
    mandates: bool = flag("every team has a task of its own, and what has no team stays with the departments")
    measured_first: bool = flag("watched teams take up first what the evaluation sees")
    mode_meets: bool = flag("the meeting of a mode of its own is on the agenda")
    calling: bool = flag("a called team waits for its names today")
    planning: bool = flag("clients wait for a plan that is made between two days")
    lived: int = whole("rows", "rows of the life lines written")
    moved: int = whole("rows", "moves of members written down")
    forgotten: float = real(
        "share of speed", "what departments had unlearned of project work when teams were dissolved"
    )
    progressed: float = real("day", "when a client last reached its goal, or a matter was last closed")
    mark: float = real("day", "on which teams were to return, in every arm of the comparison; -1 for none")
    dissolved: float = real("day", "when the teams were dissolved, -1 before")
    leaders: int = whole("competence", "the leaders', -1 for none")
    sampled: int = whole("rows", "rows of the series written")


class Ledger(RowType):
    """What a city has counted and paid."""

    contacts: int = whole("visits", "calls on clients")
    handovers: int = whole("hand-overs", "files handed over")
    passed: int = whole("times", "files sent on as 'not ours'")
    lapses: int = whole("clearances", "clearances that lapsed before the matter was done")
    rulings: int = whole("rulings", "joint rulings made")
    refused: int = whole("matters", "a department that was consulted refused to let another rule")
    denied: int = whole("clearances", "against which a department's own interest stood")
    returned: int = whole("clearances", "for which the client had to bring something")
    closed: int = whole("matters", "matters closed, truly or not")
    solved: int = whole("matters", "matters really solved")
    reworked: int = whole("clearances", "clearances that another's result reopened")
    exits: int = whole("persons", "members who left a team and were replaced")
    withdrawn: int = whole("persons", "members withdrawn for poor performance")
    promoted: int = whole("persons", "members promoted")
    recalled: int = whole("persons", "members whom their departments called back")
    tapered: int = whole("persons", "members who went home because their competence was no longer needed")
    called: int = whole("teams", "called for a task")
    renewed: int = whole("teams", "given a new task with what they had")
    unstaffed: int = whole("times", "a called team could not be staffed and waited")
    stood: int = whole("persons", "who stood for a seat at the first call")
    applying: int = whole("days", "until the last of those applied")
    asked: int = whole("seats", "that called teams asked for")
    enlisted: int = whole("persons", "who became members")
    fit: float = real("relative speed", "sum over those of their proficiency in the competence of their seat")
    lent: int = whole("persons", "of those, from departments of the city")
    talent: float = real("relative speed", "sum over those of their proficiency at home")
    young: int = whole("persons", "of those, under the age that the call names")
    titled: int = whole("persons", "of those, with a professional title")
    experienced: int = whole("persons", "of those, who have worked in another field")
    staffed: int = whole("teams", "that got their names")
    to_staff: float = real("day", "sum over teams of the days from the call to the names")
    gap: float = real("share", "by which a better matching may exist at most, the largest so far")
    needed: int = whole("competences", "that teams needed, summed over their openings")
    covered: int = whole("competences", "of those, held by a member")
    backlog: float = real("working days x days", "routine work waiting at home, summed over days")
    days: int = whole("days", "days over which it was summed")


class CityRow(Calendar):
    """The one row that every event reads: the calendar, and with it the ledger and the forum."""

    ledger: Ledger = nested(Ledger)
    forum: Forum = nested(Forum)
