"""The whole state of a city: record arrays, one a kind of agent, that can be copied and branched."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.rows import Kind, Rows, RowTuple, flag, layout, real, whole, zeros
from sim.work.state import FORUM

CALENDAR = Kind(
    "calendar",
    seed=whole("seed", "keys every draw"),
    now=real("day", "time of the last event"),
    until=real("day", "end of the horizon"),
    intervention=real("day", "when the arms branch"),
    pending=whole("events", "length of the event heap"),
    vacant=flag("the first place of the heap is free for the next event"),
    free_job=whole("job", "head of the list of free job rows"),
    free_jobs=whole("jobs", "how many are free"),
    reserve=whole("jobs", "rows that routine work may not take"),
    signed=whole("households", "signatures so far, conditional ones included"),
    left=whole("households", "households that have not signed"),
    on_file=whole("matters", "matters on file and not closed"),
    last_signature=real("day", "day of the last signature"),
    abandoned=flag("files that nobody owns are no longer pursued"),
    fenced=flag("somebody has a ring-fence"),
    long_hours=flag("somebody outside a team works more than five days of seven"),
    mode=whole("row", "which coordination row is in force: 0 the city's, 1 the arm's, 2 what is left after a team"),
    teams_called=whole("teams", "set up or working"),
    teams_working=whole("teams", "working"),
    blocks=whole("blocks", "groups of departments whose matters go together"),
    mandates=flag("every team has a project of its own, and what has no team stays with the departments"),
    measured_first=flag("watched teams take up first what the evaluation sees"),
    calling=flag("a called team waits for its names today"),
    lived=whole("rows", "rows of the life lines written"),
    moved=whole("rows", "moves of members written down"),
    forgotten=real("share of speed", "what departments had unlearned of project work when teams were dissolved"),
    mark=real("day", "on which teams were to return, in every arm of the comparison; -1 for none"),
    dissolved=real("day", "when the teams were dissolved, -1 before"),
    visit_competence=whole("competence", "competence of those who visit"),
    plot_competence=whole("competence", "competence of those who can show the resettlement plot"),
    leaders=whole("department", "the leaders, -1 for none"),
    window_start=real("day", "start of the open threshold window, -1 for none"),
    bound=flag("a threshold contract has been met: those who are left may sign without condition"),
    sampled=whole("rows", "rows of the series written"),
)

LEDGER = Kind(
    "ledger",
    contacts=whole("visits", "visits made"),
    handovers=whole("hand-overs", "files handed over"),
    passed=whole("times", "files sent on as 'not ours'"),
    lapses=whole("clearances", "clearances that lapsed before the matter was done"),
    rulings=whole("rulings", "joint rulings made"),
    closed=whole("matters", "matters closed, truly or not"),
    solved=whole("matters", "matters really solved"),
    reworked=whole("clearances", "clearances that another's result reopened"),
    exits=whole("persons", "members who left a team and were replaced"),
    withdrawn=whole("persons", "members withdrawn for poor performance"),
    promoted=whole("persons", "members promoted"),
    recalled=whole("persons", "members whom their departments called back"),
    tapered=whole("persons", "members who went home because their competence was no longer needed"),
    called=whole("teams", "called for a task"),
    renewed=whole("teams", "given a new task with what they had"),
    unstaffed=whole("times", "a called team could not be staffed and waited"),
    stood=whole("persons", "who stood for a seat at the first call"),
    applying=whole("days", "until the last of those applied"),
    asked=whole("seats", "that called teams asked for"),
    enlisted=whole("persons", "who became members"),
    fit=real("relative speed", "sum over those of their proficiency in the competence of their seat"),
    lent=whole("persons", "of those, from departments of the city"),
    talent=real("relative speed", "sum over those of their proficiency at home"),
    young=whole("persons", "of those, under the age that the call names"),
    titled=whole("persons", "of those, with a professional title"),
    experienced=whole("persons", "of those, who have worked in another field"),
    staffed=whole("teams", "that got their names"),
    to_staff=real("day", "sum over teams of the days from the call to the names"),
    gap=real("share", "by which a better matching may exist at most, the largest so far"),
    needed=whole("competences", "that teams needed, summed over their openings"),
    covered=whole("competences", "of those, held by a member"),
    petitions=whole("petitions", "petitions filed"),
    unwilling=whole("households", "unwilling movers"),
    money=real("million yuan", "paid to households"),
    funds=real("million yuan", "money left under the ceiling"),
    best_price=real("assessed value", "highest price paid so far"),
    first_price=real("assessed value", "price of the first day, bonus included"),
    backlog=real("working days x days", "routine work waiting at home, summed over days"),
    days=whole("days", "days over which it was summed"),
    voided=whole("contracts", "threshold contracts that fell through"),
)

SAMPLE = Kind(
    "sample",
    day=whole("day", "days after the intervention, negative before"),
    signed=whole("households", "households that have signed"),
    matters_open=whole("matters", "matters on file and not closed"),
    backlog=real("working days", "routine work waiting at home"),
    away=whole("persons", "cadres away from home with a team"),
    present=whole("persons", "cadres at home"),
    training=whole("persons", "of those away, in training"),
    teams=whole("teams", "working"),
    waiting=whole("teams", "called, and not yet at work"),
    trust=real("0..1", "mean trust of the households left"),
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

LIFE = Kind(
    "life",
    day=real("day", "when it happened"),
    team=whole("team", "whose life it is"),
    project=whole("project", "its task, -1 where it has none of its own"),
    stage=whole("stage", "the stage that begins"),
    members=whole("persons", "members then"),
)

MOVE = Kind(
    "move",
    day=real("day", "when it happened"),
    cadre=whole("cadre", "who"),
    department=whole("department", "whose"),
    team=whole("team", "into or out of which"),
    project=whole("project", "the team's task then, -1 where it has none of its own"),
    competence=whole("competence", "of the seat"),
    leaves=flag("goes home; else becomes a member"),
)

# The one row that every event reads: the calendar, and with it the ledger and the forum.
CITY = layout(
    [(name, CALENDAR.dtype[name]) for name in CALENDAR.fields] + [("ledger", LEDGER.dtype), ("forum", FORUM.dtype)]
)


@RowTuple.register
class State(NamedTuple):
    """Every agent's state, the agenda and the ledger; nothing here is shared between two cities.

    A tuple, so that compiled rules take it as one argument; its arrays change, it does not.
    """

    city: Rows
    teams: Rows
    departments: Rows
    desks: Rows
    queues: Rows
    cadres: Rows
    jobs: Rows
    routes: Rows
    matters: Rows
    clearances: Rows
    projects: Rows
    households: Rows
    ties: Rows
    heap: Rows
    series: Rows
    lives: Rows
    moves: Rows

    def copy(self) -> State:
        """An independent copy: the branch point of a comparison."""
        return State(*(rows.copy() for rows in self))

    def with_room(self) -> State:
        """The same city with twice the rows for jobs; results do not depend on how many there are."""
        old = self.jobs
        grown = zeros(2 * len(old), old.dtype)
        grown[: len(old)] = old
        grown["next"][len(old) : -1] = np.arange(len(old) + 1, len(grown))
        grown["next"][-1] = self.city[0].free_job
        self.city[0].free_job = len(old)
        self.city[0].free_jobs += len(old)
        return self._replace(jobs=grown)
