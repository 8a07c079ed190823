"""The numbers of work: what a clearance takes, what delays it, what reopens it, and how exceptions are ruled on."""

from __future__ import annotations

from sim.core.parameter import Parameters, count, number, switch, word
from sim.core.words import Word


class RulingForum(Word):
    """Who makes a joint ruling where no pooled desk may."""

    MEETING = 0
    LEADERS = 1


class Work(Parameters):
    """How a matter travels: effort, hand-over, queue, juggling, lapse, ruling, floor, closing."""

    effort_median: float = number(
        "working days",
        0.1,
        40,
        "assumed: relocation 3.5 has titles with 45 heirs at over a month and one at three months as the hard end",
    )
    effort_sigma: float = number("log", 0, 2, "model 4: log-normal effort; assumed")
    transfer_silo: float = number("day", 0, 0.5, "coordination 1: median .1-.5 day between departments, queue excluded")
    transfer_room: float = number("day", 0, 0.05, "coordination 1: 0-.05 day in one room")
    transfer_office: float = number("day", 0.0, 0.2, "coordination 1: .05-.2 day in a merged office")
    transfer_sigma: float = number(
        "log", 0, 2, "coordination 1: 1.6-1.9 for the whole gap; assumed 1 for the transfer alone"
    )
    juggling_loss: float = number("share per extra open matter", 0, 0.2, "coordination 1: 5-20 %")
    juggling_most: float = number(
        "matters per person", 1, 20, "assumed: more than this many are not opened at once even without a limit"
    )
    open_limit: float = number(
        "matters per person", 1, 20, "coordination 1: limit on open work, where a mode is focused"
    )
    data_request_share: float = number(
        "share of clearances", 0, 1, "assumed: clearances that need another department's data first"
    )
    data_effort: float = number("working days", 0.01, 5, "assumed: answering one data request")
    buck_passing: float = number(
        "probability",
        0,
        0.9,
        "model 4; coordination 2 (Fioretti and Lomi 2008); assumed level, for desks that do not own the matter",
    )
    team_passing: float = number(
        "probability", 0, 0.9, "coordination 3: teams that turn a duty into others' and become the inspector; assumed 0"
    )
    triage_effort: float = number("working days", 0.01, 2, "assumed: reading a file before passing it on")
    validity: float = number(
        "day",
        20,
        100_000,
        "model 5: 60-90 days stall, 180 do not; fitted to A2 under the default 'lapse'; 100,000 means no lapse",
    )
    forum: RulingForum = word(RulingForum, "model 4: a joint ruling waits for a meeting, or for the leaders")
    meeting_period: int = count("day", 7, 30, "coordination 1: P 7-30")
    meeting_quorum: float = number(
        "probability", 0.8, 1, "coordination 1: q .8-.95 that a needed department attends; 1 only for exact limits"
    )
    meeting_batch: int = count("rulings per meeting", 1, 1000, "coordination 1: batch limit; assumed")
    ruling_effort: float = number(
        "working days", 0.01, 10, "assumed: one ruling prepared and made, at the desk or by the leaders"
    )
    exceptions_grantable: bool = switch(
        "whether the silo's forum may grant an exception at all; false under the rival 'no_authority'"
    )
    delegated_share: float = number(
        "share of rulings", 0, 1, "assumed: rulings within the limit of what is delegated, where a mode delegates"
    )
    delegated_false: float = number(
        "probability", 0, 0.5, "assumed: one-sided rulings come back; added to false closing where one rules for all"
    )
    consultation_median: float = number(
        "day", 0, 60, "assumed: until another department has said what it thinks of a ruling that one makes for all"
    )
    consultation_sigma: float = number("log", 0, 2, "assumed: spread of that time")
    consultation_refused: float = number(
        "probability", 0, 1, "assumed: that a department so asked refuses; then the forum must rule, if it may"
    )
    priority_resisted: float = number(
        "share of departments", 0, 1, "assumed: heads who do not put project files first although they are told to"
    )
    denied_share: float = number(
        "share of clearances",
        0,
        0.5,
        "assumed: a department's own interest stands against it; then a joint ruling must overrule it",
    )
    rest_median: float = number(
        "day",
        0,
        10,
        "coordination 1: the whole gap between two people is about 1 day median; of it, how long a file lies before "
        "anybody looks at it (other priorities, absences), queue for people excluded; 0: none",
    )
    rest_sigma: float = number("log", 0, 3, "coordination 1: 1.6-1.9 for the whole gap")
    rest_undivided: float = number(
        "share of the median", 0, 1, "assumed: what remains where nothing goes before the project's files"
    )
    rest_room: float = number(
        "share of the median", 0, 1, "coordination 1: co-location acts through fewer and shorter waits; assumed"
    )
    rest_of_matter: float = number(
        "share of variance", 0, 1, "assumed: how much of the spread of rests belongs to the matter, not to the desk"
    )
    returned_share: float = number(
        "share of clearances", 0, 0.5, "coordination 2: exceptions .05-.10; the client has to bring something first"
    )
    client_median: float = number("day", 0, 180, "assumed: until the client has brought it; also after rework")
    client_sigma: float = number("log", 0, 2.5, "assumed as wide as the gap between people: 1.6-1.9 at most")
    false_closing: float = number(
        "probability", 0, 0.5, "coordination 3: closed is not solved; assumed level without evaluation"
    )
    return_delay: float = number("day", 1, 365, "assumed: median time until a falsely closed matter comes back")
    return_sigma: float = number("log", 0, 2, "assumed")
    abandon_below: float = number(
        "share of clients",
        0,
        1,
        "fitted to A2 under the rival 'abandoned': files that nobody owns are dropped when fewer are left; 0 elsewhere",
    )
    rework: float = number("probability", 0, 0.6, "coordination 2: exceptions .05-.10, .2 and more runs away; assumed")
    rework_effort: float = number("share of the first effort", 0, 1, "assumed: going through a file again takes less")
    rework_most: int = count("times", 0, 10, "assumed: a clearance is not reopened more often")
